using System.Collections.Frozen;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>The suppliers that a guest does without: what firmware or another guest has set there stays.</summary>
/// <param name="suppliers">Their nodes.</param>
/// <param name="isBypassed">Whether a guest has the interrupt lines of a controller without it; <see langword="null"/> for none.</param>
internal sealed class FrozenSuppliers(IEnumerable<DeviceTreeNode> suppliers, Predicate<DeviceTreeNode>? isBypassed = null)
{
    private readonly FrozenSet<DeviceTreeNode> _suppliers = suppliers.ToFrozenSet();

    /// <summary>Whether there is such a supplier at all.</summary>
    public bool IsEmpty => _suppliers.Count == 0;

    /// <summary>These suppliers, and others that go with them.</summary>
    public FrozenSuppliers With(IEnumerable<DeviceTreeNode> others) => new(_suppliers.Concat(others), isBypassed);

    /// <summary>Whether a node is such a supplier.</summary>
    public bool Contains(DeviceTreeNode node) => _suppliers.Contains(node);

    /// <summary>The supplier that a node is or belongs to: a group of pins to its controller; <see langword="null"/> for none.</summary>
    public DeviceTreeNode? Find(DeviceTreeNode node) =>
        _suppliers.Count == 0 ? null : node.AncestorsAndSelf().FirstOrDefault(_suppliers.Contains);

    /// <summary>
    /// The supplier by which the guest loses the interrupt lines of a controller; <see langword="null"/> when it has them.
    /// </summary>
    public DeviceTreeNode? FindForLines(DeviceTreeNode controller) => isBypassed?.Invoke(controller) == true ? null : Find(controller);
}
