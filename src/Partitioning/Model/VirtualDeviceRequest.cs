using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>A device that no board has, which the hypervisor makes for a guest.</summary>
/// <param name="Name">Its name, which becomes that of a node.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Backend">What it is joined to, in the hypervisor's words: a network switch, a disk; empty for what is customary.</param>
/// <param name="Span">Where the project asks for it.</param>
internal sealed record VirtualDeviceRequest(string Name, VirtualDeviceKind Kind, string Backend, SourceSpan Span);
