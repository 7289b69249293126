namespace Partition.Partitioning.Tests.Boards;

/// <summary>A theory on boards of Linux. Without them, or without dtc, it is skipped; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelBoardsTheoryAttribute : TheoryAttribute
{
    public KernelBoardsTheoryAttribute()
    {
        bool isReady = Directory.Exists(Path.Combine(RealBoard.Folder, "scripts", "dtc", "include-prefixes")) && Tool.Find("dtc") is not null;
        if (!isReady && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "Needs dtc and the trees that eng/fetch-kernel-trees.sh fetches.";
        }
    }
}
