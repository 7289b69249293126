using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Kernels.Arm;

/// <summary>What patching would change in a kernel, and what was found on the way. Nothing has been written yet.</summary>
public sealed record KernelPatchResult
{
    /// <summary>What was found, in order; with an error in it, there are no patches.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The words to replace, by rising file offset.</summary>
    public ImmutableArray<PatchedWord> Patches { get; init; } = [];

    /// <summary>How many words of each kind are replaced; kinds that do not occur are absent.</summary>
    public ImmutableSortedDictionary<InstructionClass, int> Counts { get; init; } = ImmutableSortedDictionary<InstructionClass, int>.Empty;

    /// <summary>Sensitive instructions that stay, in the order of the sections; the first 10,000 of them.</summary>
    public ImmutableArray<LeftBehindInstruction> LeftBehind { get; init; } = [];

    /// <summary>Whether instructions are big-endian in the file.</summary>
    public bool HasBigEndianCode { get; init; }

    /// <summary>The symbols of the kernel, for a report; <see langword="null"/> when there is none.</summary>
    internal CodeMap? Map { get; init; }

    /// <summary>Whether there is no error among the diagnostics.</summary>
    public bool Succeeded => Diagnostics.All(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
}
