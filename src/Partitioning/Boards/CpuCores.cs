using System.Collections.Frozen;

namespace Partition.Partitioning.Boards;

/// <summary>Knows by its <c>compatible</c> how wide the kernels of a CPU are.</summary>
/// <remarks>Linux binding arm/cpus.yaml, and Arm's lists of its cores. Cores that are not listed are left open.</remarks>
internal static class CpuCores
{
    private static readonly FrozenSet<string> s_of32Bits = new[]
    {
        "arm,armv7", "arm,cortex-a5", "arm,cortex-a7", "arm,cortex-a8", "arm,cortex-a9", "arm,cortex-a12", "arm,cortex-a15",
        "arm,cortex-a17", "arm,cortex-a32", "arm,arm926ej-s", "arm,arm1136j-s", "arm,arm1136jf-s", "arm,arm1156t2-s", "arm,arm1156t2f-s",
        "arm,arm1176jz-s", "arm,arm1176jzf-s", "arm,arm11mpcore", "arm,arm11mp", "brcm,brahma-b15", "marvell,feroceon", "marvell,mohawk",
        "marvell,pj4a", "marvell,pj4b", "marvell,sheeva-v5", "marvell,sheeva-v7", "qcom,krait", "qcom,scorpion",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_of64Bits = new[]
    {
        "arm,armv8", "arm,cortex-a34", "arm,cortex-a35", "arm,cortex-a53", "arm,cortex-a55", "arm,cortex-a57", "arm,cortex-a65",
        "arm,cortex-a72", "arm,cortex-a73", "arm,cortex-a75", "arm,cortex-a76", "arm,cortex-a77", "arm,cortex-a78", "arm,cortex-a78ae",
        "arm,cortex-a78c", "arm,cortex-a510", "arm,cortex-a520", "arm,cortex-a710", "arm,cortex-a715", "arm,cortex-a720", "arm,cortex-x1",
        "arm,cortex-x1c", "arm,cortex-x2", "arm,cortex-x3", "arm,cortex-x4", "arm,neoverse-e1", "arm,neoverse-n1", "arm,neoverse-n2",
        "arm,neoverse-v1", "arm,neoverse-v2", "apm,potenza", "apm,strega", "brcm,brahma-b53", "brcm,vulcan", "cavium,thunder",
        "cavium,thunder2", "nvidia,tegra132-denver", "nvidia,tegra186-denver", "nvidia,tegra194-carmel", "qcom,kryo",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The width of the widest kernel that a core runs.</summary>
    /// <param name="compatible">The node's <c>compatible</c> strings.</param>
    /// <returns>32 or 64 for a core of ARM that is known; <see langword="null"/> for all others.</returns>
    public static int? WidthOf(IEnumerable<string> compatible)
    {
        foreach (string name in compatible)
        {
            if (s_of32Bits.Contains(name))
            {
                return 32;
            }

            if (s_of64Bits.Contains(name))
            {
                return 64;
            }
        }

        return null;
    }
}
