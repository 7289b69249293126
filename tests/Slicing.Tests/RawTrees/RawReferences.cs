namespace Partition.Slicing.Tests.RawTrees;

/// <summary>The phandles in a tree, by a table of its own: from the bindings' documentation, nothing from the project.</summary>
internal static class RawReferences
{
    private static readonly Dictionary<string, string> s_withCells = new(StringComparer.Ordinal)
    {
        ["clocks"] = "#clock-cells", ["assigned-clocks"] = "#clock-cells", ["assigned-clock-parents"] = "#clock-cells", ["resets"] = "#reset-cells",
        ["power-domains"] = "#power-domain-cells", ["dmas"] = "#dma-cells", ["phys"] = "#phy-cells", ["mboxes"] = "#mbox-cells", ["iommus"] = "#iommu-cells",
        ["io-channels"] = "#io-channel-cells", ["pwms"] = "#pwm-cells", ["interconnects"] = "#interconnect-cells", ["hwlocks"] = "#hwlock-cells",
        ["thermal-sensors"] = "#thermal-sensor-cells", ["sound-dai"] = "#sound-dai-cells", ["cooling-device"] = "#cooling-cells",
        ["interrupts-extended"] = "#interrupt-cells", ["mux-controls"] = "#mux-control-cells",
    };

    private static readonly string[] s_plain = ["interrupt-parent", "memory-region", "phy-handle", "remote-endpoint", "operating-points-v2", "interrupt-affinity", "backlight", "next-level-cache"];

    /// <summary>What refers to a node that is not there, as <c>path:property</c>.</summary>
    public static IEnumerable<string> Dangling(RawTree tree) =>
        from node in tree.Nodes
        from property in node.Properties.Keys
        where PhandlesIn(tree, node, property).Any(phandle => phandle is not (0 or uint.MaxValue) && tree.Find(phandle) is null)
        select $"{node.Path}:{property}";

    private static IEnumerable<uint> PhandlesIn(RawTree tree, RawNode node, string property)
    {
        uint[] cells = node.Cells(property);
        string? count = s_withCells.GetValueOrDefault(property)
            ?? (property.EndsWith("-gpios", StringComparison.Ordinal) && property != "nr-gpios" ? "#gpio-cells" : null);
        if (count is not null)
        {
            for (int at = 0; at < cells.Length;)
            {
                yield return cells[at];
                at += 1 + (tree.Find(cells[at])?.Count(count, 0) ?? (cells[at] is 0 or uint.MaxValue ? 0 : cells.Length));
            }
        }
        else if (s_plain.Contains(property) || property.EndsWith("-supply", StringComparison.Ordinal) || IsPinState(property))
        {
            foreach (uint cell in cells)
            {
                yield return cell;
            }
        }
    }

    private static bool IsPinState(string property) =>
        property.StartsWith("pinctrl-", StringComparison.Ordinal) && property["pinctrl-".Length..] is { Length: > 0 } number && number.All(char.IsAsciiDigit);
}
