using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Bindings;

/// <summary>Knows which references a device does without when the supplier that they name is frozen: it stays as it is set.</summary>
/// <remarks>
/// Of clocks and supplies a guest gets stand-ins; resets, power domains, pins and the like stay as firmware or another guest has set them.
/// Linux bindings regulator/fixed-regulator.yaml and regulator/gpio-regulator.yaml: the line that switches a regulator is optional, and
/// without it the regulator counts as on.
/// </remarks>
internal static class FrozenReferences
{
    private static readonly string[] s_settings =
    [
        "clocks", "assigned-clocks", "assigned-clock-parents", "resets", "power-domains", "interconnects", "nvmem-cells", "nvmem",
        "performance-domains", "operating-points-v2", "required-opps", "thermal-sensors", "dmas", "iommus",
    ];

    private static readonly string[] s_switches = ["gpio", "gpios", "enable-gpio", "enable-gpios"];

    // What a regulator is controlled by: its driver gives up without, and the regulator stays as it is set.
    private static readonly Dictionary<string, string[]> s_controls = new(StringComparer.Ordinal)
    {
        ["regulator-gpio"] = ["gpios"],
        ["pwm-regulator"] = ["pwms"],
        ["vctrl-regulator"] = ["ctrl-supply"],
        ["regulator-fixed-domain"] = ["power-domains", "required-opps"],
    };

    /// <summary>Whether a node works on without what one of its properties refers to, because that stays as it is set.</summary>
    public static bool AreSettled(DeviceTreeNode node, string property) =>
        s_settings.Contains(property)
            || property.EndsWith("-supply", StringComparison.Ordinal)
            || property.StartsWith("pinctrl-", StringComparison.Ordinal)
            || (s_switches.Contains(property) && IsSwitched(node) && !Control(node, property));

    /// <summary>Whether a property says what a regulator is controlled by.</summary>
    public static bool Control(DeviceTreeNode node, string property) =>
        CompatibleOf(node).Any(name => s_controls.TryGetValue(name, out string[]? controls) && controls.Contains(property));

    /// <summary>Whether a node is a regulator that something else on the board controls.</summary>
    public static bool IsControlled(DeviceTreeNode node) => CompatibleOf(node).Any(s_controls.ContainsKey);

    private static bool IsSwitched(DeviceTreeNode node) =>
        CompatibleOf(node).Any(static name => name is "regulator-fixed" or "regulator-gpio" or "pwm-regulator");

    private static ImmutableArray<string> CompatibleOf(DeviceTreeNode node) =>
        node.TryGetValue("compatible", out PropertyValue? value)
            && value.TryReadStrings(out ImmutableArray<string> names) ? names : [];
}
