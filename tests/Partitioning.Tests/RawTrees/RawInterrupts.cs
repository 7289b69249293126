using System.Globalization;

namespace Partition.Partitioning.Tests.RawTrees;

/// <summary>Where a node's interrupts end: Devicetree Specification v0.4, section 2.4.</summary>
internal static class RawInterrupts
{
    /// <summary>Each interrupt as the path of the controller that it ends at, and the specifier there.</summary>
    public static IEnumerable<(string Controller, string Specifier)> Of(RawTree tree, RawNode node)
    {
        uint[] extended = node.Cells("interrupts-extended");
        if (extended.Length > 0)
        {
            for (int at = 0; at < extended.Length;)
            {
                RawNode controller = tree.Find(extended[at]) ?? throw new InvalidDataException($"{node.Path}: "
                    + "interrupts-extended leads nowhere");
                int cells = controller.Count("#interrupt-cells", 0);
                yield return Through(tree, controller, node.Cells("reg"), extended[(at + 1)..(at + 1 + cells)]);
                at += 1 + cells;
            }

            yield break;
        }

        uint[] interrupts = node.Cells("interrupts");
        if (interrupts.Length > 0 && ParentOf(tree, node) is { } parent)
        {
            foreach (uint[] specifier in interrupts.Chunk(parent.Count("#interrupt-cells", 1)))
            {
                yield return Through(tree, parent, node.Cells("reg"), specifier);
            }
        }
    }

    /// <summary>
    /// The numbers of a node's lines that end at a GIC itself: shared ones count from 32, and private ones from 16 (Linux bindings,
    /// arm,gic.yaml).
    /// </summary>
    public static IEnumerable<uint> GicLinesOf(RawTree tree, RawNode node) =>
        from line in Of(tree, node)
        where tree.Find(line.Controller)!
            .Strings("compatible")
            .Any(static name => name is "arm,gic-400" or "arm,gic-v3" || name.EndsWith("-gic", StringComparison.Ordinal))
        let cells = line.Specifier.Split(' ')
        where cells.Length >= 3 && cells[0] is "0" or "1"
        select uint.Parse(cells[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) + (cells[0] == "0" ? 32u : 16u);

    /// <summary>The node that takes a node's interrupts.</summary>
    public static RawNode? ParentOf(RawTree tree, RawNode node)
    {
        for (RawNode? level = node; level is not null; level = level.Parent)
        {
            if (level != node && level.Properties.ContainsKey("#interrupt-cells"))
            {
                return level;
            }

            if (level.Cells("interrupt-parent") is [uint phandle])
            {
                return tree.Find(phandle);
            }
        }

        return null;
    }

    /// <summary>Goes on through a nexus, and through one behind it, to a controller.</summary>
    private static (string Controller, string Specifier) Through(RawTree tree, RawNode taker, uint[] unit, uint[] specifier)
    {
        if (!taker.Properties.ContainsKey("interrupt-map"))
        {
            return (taker.Path, string.Join(' ', specifier.Select(static cell => cell.ToString("x", CultureInfo.InvariantCulture))));
        }

        int unitCells = taker.Count("#address-cells", 0);
        uint[] wanted = [.. unit.Concat(new uint[unitCells]).Take(unitCells), .. specifier];
        uint[] mask = taker.Cells("interrupt-map-mask");
        uint[] map = taker.Cells("interrupt-map");
        for (int at = 0; at < map.Length;)
        {
            uint[] entry = map[at..(at + wanted.Length)];
            RawNode parent = tree.Find(map[at + wanted.Length]) ?? throw new InvalidDataException($"{taker.Path}: "
                + "interrupt-map leads nowhere");
            int from = at + wanted.Length + 1;
            int middle = from + parent.Count("#address-cells", 0);
            int end = middle + parent.Count("#interrupt-cells", 0);
            if (Enumerable.Range(0, wanted.Length).All(i => ((entry[i] ^ wanted[i]) & (i < mask.Length ? mask[i] : uint.MaxValue)) == 0))
            {
                return Through(tree, parent, map[from..middle], map[middle..end]);
            }

            at = end;
        }

        return (taker.Path, "not mapped");
    }
}
