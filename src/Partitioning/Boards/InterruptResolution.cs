using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Follows a node's interrupts to the generic interrupt controller.</summary>
/// <param name="index">The nodes of the tree.</param>
/// <remarks>Devicetree Specification v0.4, section 2.4; specifier cells as the GIC binding gives them (type, number, flags).</remarks>
internal sealed class InterruptResolution(NodeIndex index)
{
    // A nexus may lead to another nexus; a tree that sends an interrupt round in a circle is broken.
    private const int MaxNexusNodes = 16;
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

    /// <summary>Where each interrupt of a node ends, in the order of the tree.</summary>
    public IEnumerable<InterruptLine> ReadEnds(DeviceTreeNode node) => ReadLines(node)
        .Select(line => Follow(line).Last())
        .Select(line => new InterruptLine(line.Taker, TryIdentify(line, out InterruptId interrupt) ? interrupt : null));

    /// <summary>
    /// The nodes that a node's interrupts go through, each once: a controller, or nexus nodes and the controllers behind them.
    /// </summary>
    public IEnumerable<DeviceTreeNode> FindTakers(DeviceTreeNode node) =>
        ReadLines(node).SelectMany(Follow).Select(static line => line.Taker).Distinct();

    private IEnumerable<Line> ReadLines(DeviceTreeNode node)
    {
        ImmutableArray<uint> address = ReadCells(node, "reg");
        return node.ReadInterrupts(index).Entries.Select(entry => new Line(entry.Provider, address, entry.Cells));
    }

    /// <summary>A line at each node that takes it, until it ends at a controller or nobody knows further.</summary>
    private IEnumerable<Line> Follow(Line line)
    {
        yield return line;
        for (int i = 0; i < MaxNexusNodes && line.Taker.FindProperty("interrupt-map") is not null && CrossNexus(line) is { } next; i++)
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
    /// Whether a controller's specifiers are those of the GIC: it is one, or it precedes one and passes the lines on by their
    /// numbers, as the wake-up controllers of many SoCs do. A GPIO controller with three cells (a bank, a pin) does not.
    /// </summary>
    private bool SpeaksAsGic(DeviceTreeNode controller)
    {
        for (
            int i = 0; i < MaxNexusNodes
                && controller.FindProperty("interrupt-controller") is not null
                && controller.FindProperty("interrupt-map") is null; i++)
        {
            ImmutableArray<string> names = controller.TryGetValue("compatible", out PropertyValue? value)
                && value.TryReadStrings(out ImmutableArray<string> strings)
                ? strings
                : [];
            if (names.Any(PlatformCompatibles.IsGic))
            {
                return true;
            }

            // A crossbar leads its lines to those of the GIC that are free; the audio processor's own GIC hands on a single one.
            if (controller.FindProperty("gpio-controller") is not null
                || names.Contains("ti,irq-crossbar")
                || names.Contains("nvidia,tegra210-agic")
                || controller.ReadInterruptParent(index).Node is not { } parent
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
        if (line.Specifier.Length != CellCounts.Read(line.Taker, "#interrupt-cells"))
        {
            return null;
        }

        ImmutableArray<InterruptMapEntry> map = line.Taker.ReadInterruptMap(index).Entries;
        if (map.IsEmpty)
        {
            return null;
        }

        uint[] wanted = [.. Pad(line.Address, map[0].Child.Length - line.Specifier.Length), .. line.Specifier];
        uint[] mask = ReadMask(line.Taker, wanted.Length);
        InterruptMapEntry? entry = map.FirstOrDefault(entry => Matches(entry.Child.AsSpan(), wanted, mask));
        return entry is null ? null : new(entry.Parent.Provider, entry.ParentAddress, entry.Parent.Cells);
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
