namespace Partition.Partitioning.Model;

/// <summary>A guest that wants a device for itself.</summary>
internal sealed record DeviceClaim(GuestPlan Guest, OwnedDevice Device);
