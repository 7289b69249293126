namespace Partition.Partitioning.Tests.Boards;

/// <summary>A theory on boards of Linux, with dtc; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelBoardsTheoryAttribute : TheoryAttribute
{
    public KernelBoardsTheoryAttribute()
    {
        bool isReady = Directory.Exists(Path.Combine(RealBoard.Folder, "scripts", "dtc", "include-prefixes"))
            && Tool.Find("dtc") is not null;
        Skip = MissingTools.FindReasonToSkip(isReady, "Needs dtc and the trees that eng/fetch-kernel-trees.sh fetches.");
    }
}
