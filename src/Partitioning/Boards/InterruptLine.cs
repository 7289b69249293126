using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>An interrupt of a device, followed to its end.</summary>
/// <param name="Controller">The controller that takes it: the last node that is known on the way.</param>
/// <param name="Interrupt">The line of the generic interrupt controller that it becomes; <see langword="null"/> when that is not
/// known.</param>
internal readonly record struct InterruptLine(DeviceTreeNode Controller, InterruptId? Interrupt);
