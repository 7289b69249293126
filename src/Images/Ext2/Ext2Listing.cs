using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Ext2;

/// <summary>What is in an image.</summary>
/// <param name="Entries">All entries that could be read, sorted by path; the root is the first.</param>
/// <param name="Diagnostics">What was found: HV4324 to HV4329.</param>
public sealed record Ext2Listing(ImmutableArray<Ext2Entry> Entries, ImmutableArray<Diagnostic> Diagnostics);
