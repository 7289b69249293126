namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>A test on the device trees of Linux, with gcc and dtc; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelTreesFactAttribute : FactAttribute
{
    public KernelTreesFactAttribute()
    {
        bool isReady = KernelTrees.AreThere && Tool.Find("gcc") is not null && Tool.Find("dtc") is not null;
        Skip = MissingTools.FindReasonToSkip(isReady, "Needs gcc, dtc and the trees that eng/fetch-kernel-trees.sh fetches.");
    }
}
