using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree;

/// <summary>What the preprocessor made of a source, and what it found.</summary>
/// <param name="Text">
/// The text for a compiler of device trees, with line markers (<c># 12 "board.dts"</c>) that say where each line was written;
/// <see langword="null"/> when there were errors.
/// </param>
/// <param name="Diagnostics">All faults found, in the order of the source.</param>
/// <param name="Dependencies">Every file that was read, the source first, each once, in the order of opening.</param>
public sealed record PreprocessingResult(byte[]? Text, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<string> Dependencies);
