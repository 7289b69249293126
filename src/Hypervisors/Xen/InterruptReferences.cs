using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Rewrites the interrupts of a tree whose controllers another one replaces.</summary>
/// <param name="board">The tree, with all controllers in it; they may be taken out before the rest is rewritten.</param>
/// <param name="target">The controller that takes the places of others.</param>
internal sealed class InterruptReferences(Board board, InterruptReferences.Controller target)
{
    private readonly NodeIndex _index = new(board.Document);

    /// <summary>An interrupt controller, as others refer to it.</summary>
    /// <param name="Phandle">Its phandle.</param>
    /// <param name="AddressCells">Cells of a unit address in a map that leads to it.</param>
    /// <param name="Cells">Cells of a specifier.</param>
    internal readonly record struct Controller(uint Phandle, int AddressCells, int Cells);

    /// <summary>Finds what the interrupts of nodes become, before any of it is written.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="isReplaced">Whether the target takes a controller's place.</param>
    /// <returns>The properties that change, by their nodes.</returns>
    public ILookup<DeviceTreeNode, DeviceTreeProperty> Rewrite(
        IEnumerable<DeviceTreeNode> nodes, Predicate<DeviceTreeNode> isReplaced) =>
        nodes.SelectMany(node => Rewrite(node, isReplaced).Select(property => (Node: node, Property: property)))
            .ToLookup(static change => change.Node, static change => change.Property);

    private IEnumerable<DeviceTreeProperty> Rewrite(DeviceTreeNode node, Predicate<DeviceTreeNode> isReplaced)
    {
        foreach (DeviceTreeProperty property in node.Properties)
        {
            IEnumerable<uint>? cells = property.Name switch
            {
                "interrupt-parent" => property.Value.TryReadCell(out uint phandle) && _index.FindByPhandle(phandle) is { } parent
                    && isReplaced(parent) ? [target.Phandle] : null,
                "interrupts" => RewriteSpecifiers(node, isReplaced),
                "interrupts-extended" => RewriteExtended(property.Value, isReplaced),
                "interrupt-map" => RewriteMap(node, isReplaced),
                _ => null,
            };
            if (cells is not null)
            {
                yield return new(property.Name, PropertyValue.FromCells([.. cells])) { Span = property.Span };
            }
        }
    }

    private IEnumerable<uint>? RewriteSpecifiers(DeviceTreeNode node, Predicate<DeviceTreeNode> isReplaced)
    {
        BusReading<NodeSpecifier> lines = node.ReadInterrupts(_index);
        return node.FindProperty("interrupts-extended") is null && lines.IsComplete
            && lines.Entries.Any(entry => isReplaced(entry.Provider) && entry.Cells.Length != target.Cells)
                ? lines.Entries.SelectMany(entry => SpecifierOf(entry.Cells))
                : null;
    }

    private IEnumerable<uint>? RewriteExtended(PropertyValue value, Predicate<DeviceTreeNode> isReplaced)
    {
        BusReading<NodeSpecifier?> lines = value.ReadSpecifiers("#interrupt-cells", _index);
        return lines.IsComplete && lines.Entries.Any(entry => entry is not null && isReplaced(entry.Provider))
            ? lines.Entries.SelectMany(entry => entry is null ? [0]
                : isReplaced(entry.Provider) ? SpecifierOf(entry.Cells).Prepend(target.Phandle)
                : entry.Cells.Prepend(entry.Provider.Phandle ?? 0))
            : null;
    }

    private IEnumerable<uint>? RewriteMap(DeviceTreeNode node, Predicate<DeviceTreeNode> isReplaced)
    {
        BusReading<InterruptMapEntry> map = node.ReadInterruptMap(_index);
        return map.IsComplete && map.Entries.Any(entry => isReplaced(entry.Parent.Provider))
            ? map.Entries.SelectMany(entry => entry.Child.Concat(isReplaced(entry.Parent.Provider)
                ? [target.Phandle, .. new uint[target.AddressCells], .. SpecifierOf(entry.Parent.Cells)]
                : [entry.Parent.Provider.Phandle ?? 0, .. entry.ParentAddress, .. entry.Parent.Cells]))
            : null;
    }

    /// <summary>A specifier for the target. The fourth cell of some GICv3s selects the CPUs of a private interrupt.</summary>
    private IEnumerable<uint> SpecifierOf(ImmutableArray<uint> cells) =>
        cells.Concat(new uint[Math.Max(0, target.Cells - cells.Length)]).Take(target.Cells);
}
