using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Cpio;

/// <summary>What came of reading an archive.</summary>
/// <param name="Entries">The records before the trailer; after an error, those before the fault.</param>
/// <param name="Diagnostics">What was found: HV4211 to HV4215.</param>
public sealed record CpioReadResult(ImmutableArray<CpioEntry> Entries, ImmutableArray<Diagnostic> Diagnostics);
