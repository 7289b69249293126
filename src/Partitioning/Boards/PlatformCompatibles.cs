using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Partition.Partitioning.Boards;

/// <summary>Which devices go with the processor, so that every guest has one of its own.</summary>
internal static class PlatformCompatibles
{
    // Interrupt controllers, private timers, snoop control and caches of the Cortex-A families, and the firmware interface.
    private static readonly FrozenSet<string> Known = new[]
    {
        "arm,cortex-a9-gic", "arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,gic-400", "arm,gic-v3", "arm,arm11mp-gic", "arm,eb11mp-gic",
        "arm,pl390",
        "qcom,msm-qgic2", "hisilicon,hip04-intc",
        "arm,cortex-a9-scu", "arm,cortex-a5-scu", "arm,arm11mp-scu",
        "arm,cortex-a9-twd-timer", "arm,cortex-a5-twd-timer", "arm,arm11mp-twd-timer",
        "arm,cortex-a9-twd-wdt", "arm,cortex-a5-twd-wdt", "arm,arm11mp-twd-wdt",
        "arm,cortex-a9-global-timer", "arm,armv7-timer", "arm,armv8-timer",
        "arm,pl310-cache", "arm,l220-cache", "arm,l210-cache",
        "arm,armv8-pmuv3",
        "arm,psci", "arm,psci-0.2", "arm,psci-1.0",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether a name is that of a generic interrupt controller, whoever made it: <c>arm,gic-400</c>, <c>qcom,msm-qgic2</c>.
    /// </summary>
    public static bool IsGic(string compatible) =>
        compatible.Contains(",gic-", StringComparison.Ordinal)
            || compatible.Contains("-gic", StringComparison.Ordinal)
            || compatible is "qcom,msm-qgic2" or "arm,pl390" or "hisilicon,hip04-intc";

    /// <summary>Whether one of a node's <c>compatible</c> strings names a part of the processor.</summary>
    public static bool Contain(ImmutableArray<string> compatible) =>
        compatible.Any(static name => Known.Contains(name) || IsCounterOfCortex(name));

    /// <summary>
    /// Whether a node is a cache. One without registers describes what the CPUs have; one with registers is a controller with a driver.
    /// </summary>
    /// <remarks>Devicetree Specification v0.4, section 3.8.2: also outside of <c>/cpus</c>.</remarks>
    public static bool IsCache(ImmutableArray<string> compatible) => compatible.Contains("cache");

    /// <summary>The performance counters of a Cortex-A: <c>arm,cortex-a53-pmu</c>.</summary>
    private static bool IsCounterOfCortex(string compatible) =>
        compatible.StartsWith("arm,cortex-a", StringComparison.Ordinal) && compatible.EndsWith("-pmu", StringComparison.Ordinal);
}
