using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A place that a firmware knows for a virtio transport.</summary>
/// <param name="Kind">What is behind it.</param>
/// <param name="Address">Guest address of its page.</param>
/// <param name="Interrupt">Its interrupt.</param>
internal sealed record VirtioSlot(VirtualDeviceKind Kind, ulong Address, InterruptId Interrupt);
