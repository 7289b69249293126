using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Ext2;

/// <summary>What came of opening an image.</summary>
/// <param name="Reader">The reader, or <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">What was found: HV4321 to HV4324.</param>
public sealed record Ext2OpenResult(Ext2Reader? Reader, ImmutableArray<Diagnostic> Diagnostics);
