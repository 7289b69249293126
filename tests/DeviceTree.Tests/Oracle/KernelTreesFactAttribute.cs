namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>A test on the device trees of Linux. Without them, or without gcc and dtc, it is skipped; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelTreesFactAttribute : FactAttribute
{
    public KernelTreesFactAttribute()
    {
        bool isReady = KernelTrees.AreThere && Tool.Find("gcc") is not null && Tool.Find("dtc") is not null;
        if (!isReady && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "Needs gcc, dtc and the trees that eng/fetch-kernel-trees.sh fetches.";
        }
    }
}
