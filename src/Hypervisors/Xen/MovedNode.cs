using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Rewrites a node that a guest sees elsewhere for its place directly below <c>/passthrough</c>.</summary>
/// <remarks>
/// Its <c>reg</c> and the far side of its <c>ranges</c> become guest addresses of two cells. What is below it stays as it is: entries
/// for what has moved come before the others, and a kernel takes the first that fits.
/// </remarks>
internal static class MovedNode
{
    private static readonly string[] s_inherited = ["interrupt-parent", "dma-coherent"];

    /// <summary>Takes a node out of the guest's slice and makes the one that takes its place.</summary>
    /// <param name="node">The node in the slice, whose children move to the new one.</param>
    /// <param name="unit">The same node on the board.</param>
    /// <param name="addresses">Where the guest sees its devices.</param>
    /// <param name="given">The pages of the board that the guest gets of what is below the node.</param>
    public static DeviceTreeNode Take(
        DeviceTreeNode node, DeviceTreeNode unit, GuestAddresses addresses, IReadOnlyCollection<AddressRange> given)
    {
        DeviceTreeNode parent = node.Parent!;
        ImmutableArray<CpuWindow> windows = CpuWindow.Of(unit.Parent!);
        ulong? GuestOf(UInt128 address) => CpuWindow.Translate(windows, address) is ulong cpu ? addresses.GuestAddressOf(cpu) : null;

        ImmutableArray<RegEntry> registers = node.ReadReg().Entries;
        string name = node.UnitAddress is not null && !registers.IsEmpty && GuestOf(registers[0].Address) is ulong first
            ? $"{node.BaseName}@{first.ToString("x", CultureInfo.InvariantCulture)}"
            : node.Name;
        var moved = new DeviceTreeNode(name) { Labels = node.Labels, Span = node.Span, Extensions = node.Extensions };
        foreach (DeviceTreeProperty property in node.Properties)
        {
            moved.SetProperty(property);
        }

        foreach (DeviceTreeProperty inherited in s_inherited
            .Where(name => node.FindProperty(name) is null)
            .Select(name => parent.AncestorsAndSelf()
                .Select(level => level.FindProperty(name))
                .FirstOrDefault(static found => found is not null))
            .OfType<DeviceTreeProperty>())
        {
            moved.SetProperty(inherited);
        }

        if (!registers.IsEmpty)
        {
            moved.SetProperty("reg", PropertyValue.FromCells([.. registers.SelectMany(entry =>
                WideCells.Split(GuestOf(entry.Address) ?? entry.Address).Concat(WideCells.Split(entry.Size)))]));
        }

        if (node.FindProperty("ranges") is not null)
        {
            moved.SetProperty("ranges", RangesOf(unit, addresses, given));
        }

        WideCells.WidenRanges(moved, "dma-ranges", node);
        parent.RemoveChild(node);
        foreach (DeviceTreeNode child in node.Children.ToArray())
        {
            node.RemoveChild(child);
            moved.AddChild(child);
        }

        return moved;
    }

    private static PropertyValue RangesOf(DeviceTreeNode unit, GuestAddresses addresses, IReadOnlyCollection<AddressRange> given)
    {
        ImmutableArray<CpuWindow> windows = CpuWindow.Of(unit);
        IEnumerable<RangeEntry> moved =
            from block in addresses.Moved
            where given.Any(block.Host.Overlaps)
            from window in windows
            let start = UInt128.Max(block.Host.Start, window.Cpu)
            let end = UInt128.Min((UInt128)block.Host.Start + block.Host.Size, window.Cpu + window.Size)
            where start < end
            select new RangeEntry(
                window.Child + (start - window.Cpu), block.Guest + (start - block.Host.Start), (ulong)(end - start));
        UInt128 most = unit.SizeCells == 1 ? uint.MaxValue : ulong.MaxValue;
        IEnumerable<RangeEntry> others = windows.Select(window =>
            new RangeEntry(window.Child, window.Cpu, (ulong)UInt128.Min(window.Size, most)));
        return WideCells.Ranges(moved.Concat(others), unit);
    }
}
