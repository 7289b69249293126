using System.Collections.Frozen;

namespace Partition.Slicing;

/// <summary>The properties that hold phandles, by name and by pattern.</summary>
/// <remarks>
/// From the Devicetree Specification v0.4 (chapters 2 and 4) and the bindings that Linux shares among all devices
/// (Documentation/devicetree/bindings; drivers/of/property.c lists those that Linux itself follows between devices).
/// </remarks>
internal static class PhandleBindings
{
    private static readonly PhandleBinding s_phandles = new(PhandleForm.Phandles);
    private static readonly PhandleBinding s_first = new(PhandleForm.First);
    private static readonly PhandleBinding s_gpios = new(PhandleForm.Specifiers, "#gpio-cells");
    private static readonly PhandleBinding s_mention = new(PhandleForm.Phandles, Tie: PhandleTie.Mention);

    private static readonly FrozenDictionary<string, PhandleBinding> s_byName = new Dictionary<string, PhandleBinding>
    {
        ["clocks"] = Specifiers("#clock-cells"),
        ["assigned-clocks"] = Specifiers("#clock-cells"),
        ["assigned-clock-parents"] = Specifiers("#clock-cells"),
        ["resets"] = Specifiers("#reset-cells"),
        ["power-domains"] = Specifiers("#power-domain-cells"),
        ["dmas"] = Specifiers("#dma-cells"),
        ["phys"] = Specifiers("#phy-cells"),
        ["mboxes"] = Specifiers("#mbox-cells"),
        ["iommus"] = Specifiers("#iommu-cells"),
        ["io-channels"] = Specifiers("#io-channel-cells"),
        ["pwms"] = Specifiers("#pwm-cells"),
        ["interconnects"] = Specifiers("#interconnect-cells"),
        ["hwlocks"] = Specifiers("#hwlock-cells"),
        ["mux-controls"] = Specifiers("#mux-control-cells"),
        ["thermal-sensors"] = Specifiers("#thermal-sensor-cells"),
        ["sound-dai"] = Specifiers("#sound-dai-cells"),
        ["performance-domains"] = Specifiers("#performance-domain-cells"),
        ["access-controllers"] = Specifiers("#access-controller-cells", 0),
        ["nvmem-cells"] = Specifiers("#nvmem-cell-cells", 0),
        ["msi-parent"] = Specifiers("#msi-cells", 0),
        ["interrupts-extended"] = Specifiers("#interrupt-cells"),
        ["iommu-map"] = new(PhandleForm.Map),
        ["msi-map"] = new(PhandleForm.Map),
        ["interrupt-map"] = new(PhandleForm.InterruptMap, Tie: PhandleTie.Mention),
        ["gpios"] = s_gpios,
        ["gpio"] = s_gpios,
        ["interrupt-parent"] = s_mention, // A node above may say it for others; who has interrupts needs what takes them.
        ["memory-region"] = s_phandles,
        ["phy-handle"] = s_phandles,
        ["backlight"] = s_phandles,
        ["nvmem"] = s_phandles,
        ["operating-points-v2"] = s_phandles,
        ["syscon"] = s_first,
        ["regmap"] = s_first,
        ["extcon"] = s_phandles,
        ["ddc-i2c-bus"] = s_phandles,
        ["i2c-parent"] = s_phandles,
        ["mdio-parent-bus"] = s_phandles,
        ["mac-handle"] = s_phandles,
        ["pcs-handle"] = s_phandles,
        ["sfp"] = s_phandles,
        ["timers"] = s_phandles,
        ["leds"] = s_phandles,
        ["trip"] = s_phandles,
        ["ports"] = s_phandles,
        ["dais"] = s_phandles,
        ["remote-endpoint"] = new(PhandleForm.Phandles, Tie: PhandleTie.Partner),
        ["interrupt-affinity"] = s_mention,
        ["affinity"] = s_mention,
        ["cpu"] = s_mention,
        ["cpus"] = s_mention,
        ["next-level-cache"] = s_mention,
        ["l2-cache"] = s_mention,
        ["cpu-idle-states"] = s_mention,
        ["gpio-ranges"] = new(PhandleForm.Specifiers, "#gpio-range-cells", 3, PhandleTie.Mention),
        ["cooling-device"] = new(PhandleForm.Specifiers, "#cooling-cells", 2, PhandleTie.Mention),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds what is known of a property.</summary>
    /// <returns>The binding, or <see langword="null"/> when the property is not known to hold phandles.</returns>
    public static PhandleBinding? Find(string property) =>
        s_byName.TryGetValue(property, out PhandleBinding? binding) ? binding
        : property.EndsWith("-gpios", StringComparison.Ordinal) && property != "nr-gpios" && !property.EndsWith(",nr-gpios", StringComparison.Ordinal) ? s_gpios
        : property.EndsWith("-gpio", StringComparison.Ordinal) ? s_gpios
        : property.EndsWith("-supply", StringComparison.Ordinal) ? s_phandles
        : IsPinControlState(property) ? s_phandles
        : property.EndsWith("-syscon", StringComparison.Ordinal) || property.EndsWith(",syscon", StringComparison.Ordinal) ? s_first
        : null;

    private static PhandleBinding Specifiers(string cells, int? byDefault = null) => new(PhandleForm.Specifiers, cells, byDefault);

    private static bool IsPinControlState(ReadOnlySpan<char> property) =>
        property.StartsWith("pinctrl-") && property.Length > "pinctrl-".Length && property["pinctrl-".Length..].IndexOfAnyExceptInRange('0', '9') < 0;
}
