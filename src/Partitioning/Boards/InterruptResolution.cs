using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Follows a node's interrupts to the generic interrupt controller.</summary>
/// <param name="findByPhandle">Finds a node by its phandle.</param>
/// <remarks>Devicetree Specification v0.4, section 2.4; specifier cells as the GIC binding gives them (type, number, flags).</remarks>
internal sealed class InterruptResolution(Func<uint, DeviceTreeNode?> findByPhandle)
{
    // A nexus may lead to another nexus; a tree that sends an interrupt round in a circle is broken.
    private const int MostNexusNodes = 16;
    private const uint SharedType = 0;
    private const uint PrivateType = 1;

    /// <summary>The interrupts of a node that end at a generic interrupt controller.</summary>
    public ImmutableArray<InterruptId> ReadInterrupts(DeviceTreeNode node)
    {
        ImmutableArray<InterruptId>.Builder interrupts = ImmutableArray.CreateBuilder<InterruptId>();
        foreach (Line line in ReadLines(node))
        {
            if (TryIdentify(Follow(line).Last(), out InterruptId interrupt))
            {
                interrupts.Add(interrupt);
            }
        }

        return interrupts.ToImmutable();
    }

    /// <summary>The nodes that a node's interrupts go through, each once: a controller, or nexus nodes and the controllers behind them.</summary>
    public IEnumerable<DeviceTreeNode> FindTakers(DeviceTreeNode node) =>
        ReadLines(node).SelectMany(Follow).Select(static line => line.Taker).Distinct();

    /// <summary>The interrupt parent of a node: its own, or that of the nearest node above which has one.</summary>
    public DeviceTreeNode? FindInterruptParent(DeviceTreeNode node)
    {
        for (DeviceTreeNode? level = node; level is not null; level = level.Parent)
        {
            // Without the property the tree's own parent takes the interrupts, if it is one that takes any; where it passes
            // its own interrupts on to does not matter.
            if (level != node && level.FindProperty("#interrupt-cells") is not null)
            {
                return level;
            }

            if (level.TryGetValue("interrupt-parent", out PropertyValue? value) && value.TryReadCell(out uint phandle))
            {
                return findByPhandle(phandle);
            }
        }

        return null;
    }

    private IEnumerable<Line> ReadLines(DeviceTreeNode node)
    {
        ImmutableArray<uint> address = ReadCells(node, "reg");
        if (node.FindProperty("interrupts-extended") is not null)
        {
            ImmutableArray<uint> list = ReadCells(node, "interrupts-extended");
            for (int i = 0; i < list.Length;)
            {
                DeviceTreeNode? controller = findByPhandle(list[i]);
                int cells = controller is null ? 0 : CellCounts.Read(controller, "#interrupt-cells") ?? 0;
                if (controller is null || i + 1 + cells > list.Length)
                {
                    yield break;
                }

                yield return new(controller, address, list.Slice(i + 1, cells));
                i += 1 + cells;
            }

            yield break;
        }

        ImmutableArray<uint> specifiers = ReadCells(node, "interrupts");
        if (!specifiers.IsEmpty && FindInterruptParent(node) is { } parent
            && CellCounts.Read(parent, "#interrupt-cells") is int count and > 0)
        {
            for (int i = 0; i + count <= specifiers.Length; i += count)
            {
                yield return new(parent, address, specifiers.Slice(i, count));
            }
        }
    }

    /// <summary>A line at each node that takes it, until it ends at a controller or nobody knows further.</summary>
    private IEnumerable<Line> Follow(Line line)
    {
        yield return line;
        for (int i = 0; i < MostNexusNodes && line.Taker.FindProperty("interrupt-map") is not null && CrossNexus(line) is { } next; i++)
        {
            line = next;
            yield return line;
        }
    }

    private bool TryIdentify(Line line, out InterruptId interrupt)
    {
        bool isKnown = line.Specifier is [SharedType or PrivateType, _, _, ..] && SpeaksAsGic(line.Taker);
        interrupt = !isKnown ? default
            : line.Specifier[0] == SharedType ? InterruptId.Shared(line.Specifier[1]) : InterruptId.Private(line.Specifier[1]);
        return isKnown;
    }

    /// <summary>
    /// Whether a controller's specifiers are those of the GIC: it is one, or it stands before one and passes the lines on by their
    /// numbers, as the wake-up controllers of many SoCs do. A GPIO controller with three cells (a bank, a pin) does not.
    /// </summary>
    private bool SpeaksAsGic(DeviceTreeNode controller)
    {
        for (int i = 0; i < MostNexusNodes && controller.FindProperty("interrupt-controller") is not null && controller.FindProperty("interrupt-map") is null; i++)
        {
            ImmutableArray<string> names = controller.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> strings) ? strings : [];
            if (names.Any(PlatformCompatibles.IsGic))
            {
                return true;
            }

            // A crossbar leads its lines to those of the GIC that are free; the audio processor's own GIC hands on a single one.
            if (controller.FindProperty("gpio-controller") is not null || names.Contains("ti,irq-crossbar") || names.Contains("nvidia,tegra210-agic")
                || FindInterruptParent(controller) is not { } parent
                || CellCounts.Read(controller, "#interrupt-cells") > CellCounts.Read(parent, "#interrupt-cells"))
            {
                return false;
            }

            controller = parent;
        }

        return false;
    }

    /// <summary>Finds the entry of an interrupt nexus that matches a line, and gives the line as the nexus passes it on.</summary>
    private Line? CrossNexus(Line line)
    {
        int addressCells = CellCounts.Read(line.Taker, "#address-cells") ?? 0;
        ImmutableArray<uint> map = ReadCells(line.Taker, "interrupt-map");
        if (line.Specifier.Length != CellCounts.Read(line.Taker, "#interrupt-cells"))
        {
            return null;
        }

        uint[] wanted = [.. Pad(line.Address, addressCells), .. line.Specifier];
        uint[] mask = ReadMask(line.Taker, wanted.Length);
        for (int i = 0; i + wanted.Length < map.Length;)
        {
            int parentAt = i + wanted.Length;
            if (findByPhandle(map[parentAt]) is not { } parent)
            {
                return null;
            }

            int parentAddressCells = CellCounts.Read(parent, "#address-cells") ?? 0;
            int parentInterruptCells = CellCounts.Read(parent, "#interrupt-cells") ?? 0;
            int end = parentAt + 1 + parentAddressCells + parentInterruptCells;
            if (end > map.Length)
            {
                return null;
            }

            if (Matches(map.AsSpan(i, wanted.Length), wanted, mask))
            {
                return new(parent, map.Slice(parentAt + 1, parentAddressCells), map.Slice(end - parentInterruptCells, parentInterruptCells));
            }

            i = end;
        }

        return null;
    }

    private static uint[] Pad(ImmutableArray<uint> address, int cells)
    {
        var padded = new uint[cells];
        address.AsSpan(0, Math.Min(cells, address.Length)).CopyTo(padded);
        return padded;
    }

    private static ImmutableArray<uint> ReadCells(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> cells) ? cells : [];

    private static uint[] ReadMask(DeviceTreeNode nexus, int length)
    {
        var mask = new uint[length];
        Array.Fill(mask, uint.MaxValue);
        ImmutableArray<uint> cells = ReadCells(nexus, "interrupt-map-mask");
        cells.AsSpan(0, Math.Min(length, cells.Length)).CopyTo(mask);
        return mask;
    }

    private static bool Matches(ReadOnlySpan<uint> entry, uint[] wanted, uint[] mask)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            if (((entry[i] ^ wanted[i]) & mask[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An interrupt on its way.</summary>
    /// <param name="Taker">The node that takes it.</param>
    /// <param name="Address">The unit address that it comes from.</param>
    /// <param name="Specifier">Which one it is, in the taker's own terms.</param>
    private readonly record struct Line(DeviceTreeNode Taker, ImmutableArray<uint> Address, ImmutableArray<uint> Specifier);
}
