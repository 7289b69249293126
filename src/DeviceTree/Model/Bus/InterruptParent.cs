namespace Partition.DeviceTree.Model.Bus;

/// <summary>The node that receives the interrupts of another.</summary>
/// <param name="Node">The interrupt parent; <see langword="null"/> when there is none, or no node has the phandle.</param>
/// <param name="DeclaredBy">
/// The node whose <c>interrupt-parent</c> names it: the node itself or one above; <see langword="null"/> when the node above receives
/// interrupts itself.
/// </param>
/// <param name="Fault">
/// Why there is no parent, or <see cref="BusFault.NotInterruptProvider"/> for one that does not receive interrupts.
/// </param>
public readonly record struct InterruptParent(DeviceTreeNode? Node, DeviceTreeNode? DeclaredBy, BusFault Fault);
