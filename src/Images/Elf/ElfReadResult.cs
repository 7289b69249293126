using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Elf;

/// <summary>What came of reading an ELF file's headers.</summary>
/// <param name="File">The file, or <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">What was found, in order.</param>
public sealed record ElfReadResult(ElfFile? File, ImmutableArray<Diagnostic> Diagnostics);
