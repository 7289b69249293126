using System.Collections.Immutable;
using Partition.Images.Kernels.Arm.Scripts;

namespace Partition.Images.Kernels.Arm.Reports;

/// <summary>What patching does to a kernel, in numbers: by kind of instruction, by section and by function.</summary>
public sealed record KernelPatchReport
{
    /// <summary>All words that are replaced, and all instructions that stay.</summary>
    public PatchCount Total { get; init; }

    /// <summary>What became of each kind of instruction; kinds that do not occur are absent.</summary>
    public ImmutableSortedDictionary<InstructionClass, PatchCount> Classes { get; init; } =
        ImmutableSortedDictionary<InstructionClass, PatchCount>.Empty;

    /// <summary>The same for each section, in the order of the file; sections without such instructions are absent.</summary>
    public ImmutableArray<PatchedPlace> Sections { get; init; } = [];

    /// <summary>The same for each symbol, in the order of sections and addresses.</summary>
    public ImmutableArray<PatchedPlace> Symbols { get; init; } = [];

    /// <summary>The instructions that stay, in the order of the file; the first 10,000 of them.</summary>
    public ImmutableArray<LeftBehindInstruction> LeftBehind { get; init; } = [];

    /// <summary>Counts what is in a result.</summary>
    /// <param name="result">What <see cref="KernelPatcher.Patch"/> or <see cref="PatchScript.Apply"/> said; with errors, or when nothing
    /// was to be patched, everything is zero.</param>
    public static KernelPatchReport Of(KernelPatchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var counter = new PatchCounter(result.Map);
        foreach (PatchedWord word in result.Patches)
        {
            counter.Add(word.SectionIndex, word.Section, word.Address, word.Class, new PatchCount(1, 0));
        }

        foreach (LeftBehindInstruction left in result.LeftBehind)
        {
            counter.Add(left.SectionIndex, left.Section, left.Address, left.Class, new PatchCount(0, 1));
        }

        return new KernelPatchReport
        {
            Total = new(result.Patches.Length, result.LeftBehind.Length),
            Classes = counter.Classes,
            Sections = counter.Sections,
            Symbols = counter.Symbols,
            LeftBehind = result.LeftBehind,
        };
    }

    /// <summary>Writes the report as JSON: UTF-8, indented, with line feeds, the same bytes for the same report.</summary>
    /// <param name="output">Written strictly forward from where it stands. It stays open.</param>
    /// <remarks>
    /// <code>
    /// {
    ///   "patched": 2, "left": 1,
    ///   "classes": { "mrs": { "patched": 2, "left": 1 } },
    ///   "sections": [ { "section": ".text", "patched": 2, "left": 1, "classes": { … } } ],
    ///   "symbols": [ { "symbol": "start", "section": ".text", "address": "0x80008000", "patched": 2, "left": 1, "classes": { … } } ],
    ///   "leftBehind": [ { "section": ".text", "address": "0x80008008", "word": "0x110f0000", "class": "mrs", "symbol": "start+0x8" } ]
    /// }
    /// </code>
    /// <para>Classes are the names of <see cref="InstructionClass"/> with a small first letter.</para>
    /// </remarks>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new PatchReportWriter(output);
        writer.Write(this);
    }
}
