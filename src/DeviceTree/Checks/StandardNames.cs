using System.Collections.Frozen;

namespace Partition.DeviceTree.Checks;

/// <summary>Names of properties that have one meaning on every board, and names that look as if one of them was meant.</summary>
/// <remarks>
/// From the Devicetree Specification v0.4, chapters 2 to 4, and the bindings that Linux shares among all devices. A name that
/// looks like one of them and is one nevertheless stands among the exceptions.
/// </remarks>
internal static class StandardNames
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "compatible", "phandle", "status", "#address-cells", "#size-cells", "ranges", "dma-ranges", "dma-coherent", "device_type",
        "reg-names", "reg-shift", "reg-io-width", "virtual-reg", "current-speed", "clock-frequency", "timebase-frequency",
        "interrupts", "interrupt-parent", "interrupts-extended", "#interrupt-cells", "interrupt-controller", "interrupt-map",
        "interrupt-map-mask", "interrupt-names", "interrupt-affinity", "msi-parent", "msi-controller", "#msi-cells",
        "bootargs", "stdout-path", "stdin-path", "memory-region", "alloc-ranges", "enable-method", "cpu-release-addr",
        "next-level-cache", "cache-level", "cache-size", "clocks", "clock-names", "#clock-cells", "clock-output-names",
        "assigned-clocks", "assigned-clock-rates", "assigned-clock-parents", "resets", "reset-names", "#reset-cells",
        "power-domains", "#power-domain-cells", "gpio-controller", "#gpio-cells", "gpio-ranges", "dma-names", "#dma-cells",
        "phy-names", "phy-handle", "phy-mode", "#phy-cells", "iommus", "#iommu-cells", "iommu-map", "mboxes", "mbox-names", "#mbox-cells",
        "pinctrl-names", "pinctrl-0", "bus-width", "local-mac-address", "mac-address", "max-frequency", "spi-max-frequency",
        "regulator-name", "regulator-min-microvolt", "regulator-max-microvolt", "regulator-always-on", "regulator-boot-on",
        "remote-endpoint", "nvmem-cells", "nvmem-cell-names", "thermal-sensors", "#thermal-sensor-cells",
        "cooling-device", "#cooling-cells");

    private static readonly FrozenSet<string> Exceptions = FrozenSet.Create(
        StringComparer.Ordinal,
        "blocks", "states", "dcache-size", "icache-size", "spfi-max-frequency", "ssi-controller");

    /// <summary>Finds the standard name that a name differs from by one slip of the fingers.</summary>
    /// <param name="name">A name as it stands in a tree.</param>
    /// <returns>The standard name, or <see langword="null"/> when the name is one, or is like none.</returns>
    public static string? FindMeant(string name)
    {
        if (Names.Contains(name) || Exceptions.Contains(name) || IsPinControlState(name))
        {
            return null;
        }

        foreach (string standard in Names)
        {
            if (IsOneSlip(name, standard))
            {
                return standard;
            }
        }

        return null;
    }

    private static bool IsPinControlState(ReadOnlySpan<char> name) =>
        name.StartsWith("pinctrl-") && name["pinctrl-".Length..].IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Whether one character was left out, added, replaced, or exchanged with its neighbour.</summary>
    private static bool IsOneSlip(ReadOnlySpan<char> name, ReadOnlySpan<char> meant)
    {
        int same = name.CommonPrefixLength(meant);
        name = name[same..];
        meant = meant[same..];
        return (name.Length - meant.Length) switch
        {
            1 => name[1..].SequenceEqual(meant),
            -1 => meant[1..].SequenceEqual(name),
            0 when name.Length >= 2 && name[0] == meant[1] && name[1] == meant[0] => name[2..].SequenceEqual(meant[2..]),
            0 => name[1..].SequenceEqual(meant[1..]),
            _ => false,
        };
    }
}
