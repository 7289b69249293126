using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;

namespace Partition.Partitioning.Bindings;

/// <summary>Reads the references in properties, of trees that were compiled and of trees that were read from a blob.</summary>
/// <remarks>
/// A source says with <c>&amp;label</c> where a reference stands, in any property. A blob has numbers alone: there the table of
/// bindings says which of them are phandles, and <see cref="UnknownReferences"/> finds what looks like more.
/// </remarks>
/// <param name="document">The tree.</param>
/// <param name="index">Its nodes.</param>
internal sealed class PhandleReader(DeviceTreeDocument document, NodeIndex index)
{
    private const int CellSize = sizeof(uint);
    private readonly UnknownReferences _unknown = new(document, index);
    private readonly SpecifierMap _maps = new(index);

    /// <summary>Reads the references in a property.</summary>
    /// <param name="node">The node.</param>
    /// <param name="property">One of its properties.</param>
    public PhandleList Read(DeviceTreeNode node, DeviceTreeProperty property)
    {
        if (property.Name == "gpios" && node.FindProperty("gpio-hog") is not null)
        {
            return PhandleList.Empty; // The lines are those of the controller that the node is below (Linux bindings, gpio/gpio.txt).
        }

        bool isMarked = property.Value.References.Any();
        PhandleBinding? binding = PhandleBindings.Find(node.Name, property.Name);
        if (binding is null)
        {
            return isMarked ? ByMarkers(property, PhandleTie.Need) with { IsKnown = false } : _unknown.Find(node, property);
        }

        if (!property.Value.TryReadCells(out ImmutableArray<uint> cells)
            || property.Value.References.Any(static marker => marker.Kind == ValueMarkerKind.PathReference))
        {
            return isMarked ? ByMarkers(property, binding.Tie) : PhandleList.Empty;
        }

        PhandleList list = binding.Form switch
        {
            PhandleForm.Specifiers => Specifiers(property, cells, binding),
            PhandleForm.Entries => Regular(property, cells, binding.PhandleAt, binding.Length, binding.Tie),
            PhandleForm.First => First(property, cells, binding.Tie),
            PhandleForm.Interrupts => Interrupts(node, property, cells, binding.Tie),
            PhandleForm.SpecifierMap => Map(node, property, binding.Tie),
            _ => InterruptMap(node, property, binding.Tie),
        };
        // Where a provider does not say how many cells it takes, or the source has other ideas of the property, the source counts.
        return isMarked && !(list.IsWhole && Agrees(property, list)) ? ByMarkers(property, binding.Tie) : list;
    }

    /// <summary>Finds what has the lines that the references in a property name at a nexus.</summary>
    /// <returns>The entry, and each node on its way after the nexus.</returns>
    public IEnumerable<(PhandleEntry Entry, DeviceTreeNode Taker)> FollowMaps(
        DeviceTreeNode node, DeviceTreeProperty property, PhandleList references) =>
        PhandleBindings.Find(node.Name, property.Name) is { Form: PhandleForm.Specifiers, Cells: var counting }
            ? from entry in references.Entries
              let target = entry.Target
              where target is not null
              from taker in _maps.Follow(target, entry.ReadSpecifier(property.Value), counting)
              select (entry, taker)
            : [];

    /// <summary>Whether each reference of the source is one of an entry.</summary>
    private static bool Agrees(DeviceTreeProperty property, PhandleList list) => property.Value.References.All(
        marker => list.Entries.Any(entry => entry.Target is not null && entry.PhandleAt == marker.Offset));

    private PhandleList Specifiers(DeviceTreeProperty property, ImmutableArray<uint> cells, PhandleBinding binding)
    {
        BusReading<NodeSpecifier?> reading = property.Value.ReadSpecifiers(binding.Cells, index, binding.DefaultCells);
        ImmutableArray<PhandleEntry>.Builder entries = ImmutableArray.CreateBuilder<PhandleEntry>();
        int at = 0;
        foreach (NodeSpecifier? specifier in reading.Entries)
        {
            int length = 1 + (specifier?.Cells.Length ?? 0);

            // OMAP also names a mailbox by a phandle: that of a node below the controller.
            DeviceTreeNode? mailbox = property.Name == "mboxes" && length == 2 ? index.FindByPhandle(cells[at + 1]) : null;
            bool isNamed = mailbox is not null && mailbox.Parent == specifier?.Provider;
            entries.Add(EntryAt(property, specifier?.Provider, at, at, isNamed ? 1 : length));
            if (isNamed)
            {
                entries.Add(EntryAt(property, mailbox, at + 1, at + 1, 1));
            }

            at += length;
        }

        return new(entries.ToImmutable(), binding.Tie, reading.IsComplete, IsKnown: true);
    }

    /// <summary>Entries of one length, with the phandle in one place.</summary>
    private PhandleList Regular(DeviceTreeProperty property, ImmutableArray<uint> cells, int phandleAt, int length, PhandleTie tie)
    {
        ImmutableArray<PhandleEntry>.Builder entries = ImmutableArray.CreateBuilder<PhandleEntry>(cells.Length / length);
        for (int i = 0; i + length <= cells.Length; i += length)
        {
            entries.Add(EntryAt(property, index.FindByPhandle(cells[i + phandleAt]), i + phandleAt, i, length));
        }

        return new(entries.ToImmutable(), tie, cells.Length % length == 0, IsKnown: true);
    }

    /// <summary>The sets of processors that interrupts name (Linux bindings, interrupt-controller/arm,gic-v3.yaml).</summary>
    private PhandleList Interrupts(DeviceTreeNode node, DeviceTreeProperty property, ImmutableArray<uint> cells, PhandleTie tie) =>
        node.ReadInterruptParent(index).Node is { } taker && CellCounts.Read(taker, "#interrupt-cells") == 4
            && taker.TryGetValue("compatible", out PropertyValue? value)
            && value.TryReadStrings(out ImmutableArray<string> names)
            && names.Contains("arm,gic-v3")
            ? Regular(property, cells, 3, 4, tie)
            : PhandleList.Empty;

    private PhandleList First(DeviceTreeProperty property, ImmutableArray<uint> cells, PhandleTie tie) => cells.IsEmpty
        ? PhandleList.Empty
        : new([EntryAt(property, index.FindByPhandle(cells[0]), 0, 0, cells.Length)], tie, IsWhole: true, IsKnown: true);

    private PhandleList Map(DeviceTreeNode nexus, DeviceTreeProperty property, PhandleTie tie) => new(
        [.. _maps.Read(nexus, property, out bool isWhole)
            .Select(entry => EntryAt(property, entry.Provider, entry.PhandleAt, entry.Start, entry.Length))],
        tie, isWhole, IsKnown: true);

    private PhandleList InterruptMap(DeviceTreeNode nexus, DeviceTreeProperty property, PhandleTie tie)
    {
        BusReading<InterruptMapEntry> reading = nexus.ReadInterruptMap(index);
        return new(
            [.. reading.Entries.Select(entry => EntryAt(property, entry.Parent.Provider, entry.PhandleAt, entry.Start, entry.Length))],
            tie, reading.IsComplete, IsKnown: true);
    }

    /// <summary>
    /// Entries as the source marks them, each up to the next. A prefix before the first reference applies to every entry:
    /// none in <c>clocks</c>, the child's address and line in <c>interrupt-map</c>.
    /// </summary>
    private PhandleList ByMarkers(DeviceTreeProperty property, PhandleTie tie)
    {
        ImmutableArray<ValueMarker> references = [.. property.Value.References];
        int before = references[0].Offset;
        bool isRegular = before == 0 || references.All(static reference => reference.Kind == ValueMarkerKind.PhandleReference);
        ImmutableArray<PhandleEntry>.Builder entries = ImmutableArray.CreateBuilder<PhandleEntry>(references.Length);
        for (int i = 0; i < references.Length; i++)
        {
            int start = references[i].Offset - before;
            int end = i + 1 < references.Length ? references[i + 1].Offset - before : property.Value.Length;
            isRegular &= end > references[i].Offset;
            entries.Add(new(
                index.FindByReference(references[i].Text), start, Math.Max(0, end - start), references[i].Offset, references[i].Span));
        }

        return new(entries.MoveToImmutable(), tie, isRegular, IsKnown: true);
    }

    private static PhandleEntry EntryAt(DeviceTreeProperty property, DeviceTreeNode? target, int phandleAt, int start, int length)
    {
        SourceSpan span = property.Span;
        foreach (ValueMarker marker in property.Value.Markers)
        {
            if (marker.Kind == ValueMarkerKind.PhandleReference && marker.Offset == phandleAt * CellSize)
            {
                span = marker.Span;
            }
        }

        return new(target, start * CellSize, length * CellSize, phandleAt * CellSize, span);
    }
}
