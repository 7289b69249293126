using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>Which reservations of the board's RAM hold in the RAM of a guest.</summary>
/// <remarks>
/// Linux binding reserved-memory/reserved-memory.yaml: a reservation has a <c>reg</c>, or a <c>size</c> and perhaps <c>alloc-ranges</c>;
/// the place of the latter is chosen by the operating system.
/// </remarks>
/// <param name="plan">The guest.</param>
internal sealed class GuestReservations(GuestPlan plan)
{
    private readonly Lazy<HashSet<DeviceTreeNode>> _used = new(() => [.. UsedBy(plan)]);

    /// <summary>Whether the guest's tree has a reservation.</summary>
    /// <param name="node">A node below <c>/reserved-memory</c> that does not have memory of its own outside of RAM.</param>
    public bool Holds(DeviceTreeNode node)
    {
        if (!plan.Policy.WritesReservations || plan.Absent.Contains(node))
        {
            return false;
        }

        return node.FindProperty("reg") is not null
            ? plan.HostMemory == plan.Memory
                && plan.Board[node].Registers is { IsEmpty: false } ranges
                && ranges.All(plan.Memory.Contains)
            : (node.FindProperty("linux,cma-default") is not null || _used.Value.Contains(node)) && HasRoom(node);
    }

    private static IEnumerable<DeviceTreeNode> UsedBy(GuestPlan plan) =>
        from node in plan.KeptNodes
        where !plan.Frozen.Contains(node)
        let property = node.FindProperty("memory-region")
        where property is not null
        from reference in plan.Board.FindPhandles(node, property)
        select reference.Target;

    /// <summary>
    /// Whether the guest's RAM has a place for a reservation by size. One that takes more than half of it leaves too little for a kernel.
    /// </summary>
    private bool HasRoom(DeviceTreeNode node)
    {
        CellCounts counts = CellCounts.Of(node.Parent!);
        ulong? size = ReadSize(node, counts);
        if (size is not ulong wanted || wanted > plan.Memory.Size / 2)
        {
            return false;
        }

        return node.FindProperty("alloc-ranges") is not { } ranges
            || ReadRanges(ranges.Value, counts).Any(range => range.Intersect(plan.Memory).Size >= wanted);
    }

    private static ulong? ReadSize(DeviceTreeNode node, CellCounts counts) =>
        node.TryGetValue("size", out PropertyValue? value) && counts.IsWithinLimits && value.Length == sizeof(uint) * counts.Size
            && ReadNumbers(value, [counts.Size]) is [var size] ? size : null;

    private static IEnumerable<AddressRange> ReadRanges(PropertyValue value, CellCounts counts)
    {
        uint[] lengths = [counts.Address, counts.Size];
        return counts.IsWithinLimits
            ? ReadNumbers(value, lengths).Chunk(2)
                .Where(static pair => pair.Length == 2)
                .Select(static pair => new AddressRange(pair[0], pair[1]))
            : [];
    }

    /// <summary>Reads numbers of several cells each, in turn.</summary>
    private static ulong[] ReadNumbers(PropertyValue value, uint[] lengths)
    {
        var numbers = new List<ulong>();
        if (value.TryReadCells(out var cells) && lengths.Any(static length => length > 0))
        {
            for (int at = 0, i = 0; at + lengths[i] <= cells.Length && at < cells.Length; i = (i + 1) % lengths.Length)
            {
                numbers.Add(cells.AsSpan(at, (int)lengths[i]).ToArray().Aggregate(0UL, static (sum, cell) => (sum << 32) | cell));
                at += (int)lengths[i];
            }
        }

        return [.. numbers];
    }
}
