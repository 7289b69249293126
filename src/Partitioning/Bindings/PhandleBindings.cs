using System.Collections.Frozen;

namespace Partition.Partitioning.Bindings;

/// <summary>The properties that hold phandles, by name and by pattern.</summary>
/// <remarks>
/// From the Devicetree Specification v0.4 (chapters 2 and 4) and the bindings that Linux shares among all devices
/// (Documentation/devicetree/bindings; drivers/of/property.c lists those that Linux itself follows between devices).
/// </remarks>
internal static class PhandleBindings
{
    private static readonly PhandleBinding s_phandles = Entries(1, 0);
    private static readonly PhandleBinding s_first = new(PhandleForm.First);
    private static readonly PhandleBinding s_gpios = new(PhandleForm.Specifiers, "#gpio-cells");
    private static readonly PhandleBinding s_map = new(PhandleForm.SpecifierMap, Tie: PhandleTie.Reference);
    private static readonly PhandleBinding s_references = Entries(1, 0, PhandleTie.Reference);

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
        ["i2s-controller"] = Specifiers("#sound-dai-cells"),
        ["iio-channels"] = Specifiers("#io-channel-cells"),
        ["sound-dai"] = Specifiers("#sound-dai-cells"),
        ["performance-domains"] = Specifiers("#performance-domain-cells"),
        ["access-controllers"] = Specifiers("#access-controller-cells", 0),
        ["nvmem-cells"] = Specifiers("#nvmem-cell-cells", 0),
        ["msi-parent"] = Specifiers("#msi-cells", 0),
        ["trigger-sources"] = Specifiers("#trigger-source-cells", 0),
        ["rx-dma-channel"] = Specifiers("#dma-cells"),
        ["tx-dma-channel"] = Specifiers("#dma-cells"),
        ["fsl,usbmisc"] = Specifiers("#index-cells", 1),
        ["fsl,rcpm-wakeup"] = Specifiers("#fsl,rcpm-wakeup-cells"),
        ["nvidia,mipi-calibrate"] = Specifiers("#nvidia,mipi-calibrate-cells"),
        ["qcom,freq-domain"] = Specifiers("#freq-domain-cells"),
        ["qcom,smem-states"] = Specifiers("#qcom,smem-state-cells"),
        ["interrupts-extended"] = Specifiers("#interrupt-cells"),
        ["iommu-map"] = Entries(4, 1),
        ["msi-map"] = Entries(4, 1),
        ["rockchip,pins"] = Entries(4, 3), // Bank, pin, function, and the settings of the pin.
        ["calxeda,port-phys"] = Entries(2, 0),
        ["renesas,vsps"] = Entries(2, 0),
        ["ti,tptcs"] = Entries(2, 0),
        ["ti,navigator-dmas"] = Entries(2, 0),
        ["intel,queue-pkt-rxfree"] = Entries(2, 0),
        ["intel,queue-pkt-tx"] = Entries(2, 0),
        ["qcom,ext-regs"] = Entries(3, 0),
        ["mediatek,gce-client-reg"] = Entries(4, 0),
        ["interrupts"] = new(PhandleForm.Interrupts),
        ["interrupt-map"] = new(PhandleForm.InterruptMap, Tie: PhandleTie.Reference),
        ["gpios"] = s_gpios,
        ["gpio"] = s_gpios,
        ["interrupt-parent"] = s_references, // A node above may say it for others; who has interrupts needs what takes them.
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
        ["remote-endpoint"] = Entries(1, 0, PhandleTie.Peer),
        ["interrupt-affinity"] = s_references,
        ["affinity"] = s_references,
        ["cpu"] = s_references,
        ["cpus"] = s_references,
        ["next-level-cache"] = s_references,
        ["l2-cache"] = s_references,
        ["cpu-idle-states"] = s_references,
        ["gpio-ranges"] = new(PhandleForm.Specifiers, "#gpio-range-cells", 3, PhandleTie.Reference),
        ["pinctrl-single,gpio-range"] = new(PhandleForm.Specifiers, "#pinctrl-single,gpio-range-cells", 3, PhandleTie.Reference),
        ["cooling-device"] = new(PhandleForm.Specifiers, "#cooling-cells", 2, PhandleTie.Reference),
    }
        .Concat(DeviceBindings.Phandles.Select(static name => KeyValuePair.Create(name, s_phandles)))
        .Concat(DeviceBindings.First.Select(static name => KeyValuePair.Create(name, s_first)))
        .Concat(DeviceBindings.Gpios.Select(static name => KeyValuePair.Create(name, s_gpios)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds what is known of a property.</summary>
    /// <param name="node">The node that has it; of one with pins of ST's SoCs each property is a pin, whatever its name.</param>
    /// <param name="property">Its name.</param>
    /// <returns>The binding, or <see langword="null"/> when the property is not known to hold phandles.</returns>
    public static PhandleBinding? Find(string node, string property) =>
        node == "st,pins" ? s_first
        : s_byName.TryGetValue(property, out PhandleBinding? binding) ? binding
        : property.EndsWith("-gpios", StringComparison.Ordinal)
            && property != "nr-gpios"
            && !property.EndsWith(",nr-gpios", StringComparison.Ordinal)
            ? s_gpios
        : property.EndsWith("-gpio", StringComparison.Ordinal) ? s_gpios
        : property.EndsWith("-supply", StringComparison.Ordinal) ? s_phandles
        : IsPinControlState(property) ? s_phandles
        : SpecifierMap.IsMap(property) ? s_map
        : IsSystemController(property) ? s_first
        : null;

    /// <summary>
    /// Whether a property says by its name that it reaches a system controller: <c>hisilicon,noc-syscon</c>, <c>syscon-phy-power</c>,
    /// <c>ti,syscon-pcie-id</c>.
    /// </summary>
    private static bool IsSystemController(string property) =>
        property.EndsWith("-syscon", StringComparison.Ordinal) || property.EndsWith(",syscon", StringComparison.Ordinal)
        || property.StartsWith("syscon-", StringComparison.Ordinal) || property.Contains(",syscon-", StringComparison.Ordinal);

    private static PhandleBinding Specifiers(string cells, uint? byDefault = null) => new(PhandleForm.Specifiers, cells, byDefault);

    private static PhandleBinding Entries(int length, int phandleAt, PhandleTie tie = PhandleTie.Need) =>
        new(PhandleForm.Entries, Tie: tie) { Length = length, PhandleAt = phandleAt };

    private static bool IsPinControlState(ReadOnlySpan<char> property) =>
        property.StartsWith("pinctrl-")
            && property.Length > "pinctrl-".Length
            && property["pinctrl-".Length..].IndexOfAnyExceptInRange('0', '9') < 0;
}
