using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Hypervisors.Boot;

/// <summary>What a machine boots from, and the faults found while it was laid out.</summary>
/// <param name="Files">The files, in the order of the guests.</param>
/// <param name="Diagnostics">The faults.</param>
internal sealed record BootFileSet(ImmutableArray<BootFile> Files, ImmutableArray<Diagnostic> Diagnostics);
