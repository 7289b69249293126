using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Blob;

/// <summary>What was read from a DTB, and what was wrong with it.</summary>
/// <param name="Document">The tree; <see langword="null"/> when there were errors.</param>
/// <param name="Diagnostics">The faults found; their messages name the offset.</param>
public sealed record BlobReadResult(DeviceTreeDocument? Document, ImmutableArray<Diagnostic> Diagnostics);
