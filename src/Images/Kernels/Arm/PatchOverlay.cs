using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm;

/// <summary>Puts the replaced words over bytes on their way from the ELF file to an output.</summary>
internal sealed class PatchOverlay
{
    private readonly ImmutableArray<PatchedWord> _patches;
    private readonly ElfByteOrder _order;

    /// <exception cref="ArgumentException">The result holds errors.</exception>
    public PatchOverlay(KernelPatchResult? result)
    {
        if (result is { Succeeded: false })
        {
            throw new ArgumentException("The patching failed; there is nothing to write.", nameof(result));
        }

        _patches = result?.Patches ?? [];
        _order = new(result?.HasBigEndianCode ?? false);
    }

    /// <summary>Replaces the words in the bytes that were read from a place of the file; a word may be cut by either end.</summary>
    /// <returns>A fault when a word is not what it was when it was examined.</returns>
    public Diagnostic? Apply(long fileOffset, Span<byte> bytes)
    {
        for (int i = FirstEndingAfter(fileOffset); i < _patches.Length && _patches[i].FileOffset < fileOffset + bytes.Length; i++)
        {
            if (Apply(_patches[i], (int)(_patches[i].FileOffset - fileOffset), bytes) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private Diagnostic? Apply(PatchedWord patch, int at, Span<byte> bytes)
    {
        Span<byte> original = stackalloc byte[4];
        Span<byte> replacement = stackalloc byte[4];
        _order.WriteUInt32(original, patch.Original);
        _order.WriteUInt32(replacement, patch.Replacement);
        int from = Math.Max(0, -at);
        int to = Math.Min(4, bytes.Length - at);
        Span<byte> target = bytes[(at + from)..(at + to)];
        if (!target.SequenceEqual(original[from..to]))
        {
            target.CopyTo(original[from..to]);
            return KernelDiagnostics.ChangedSincePatching(patch.FileOffset, patch.Original, _order.ReadUInt32(original, 0));
        }

        replacement[from..to].CopyTo(target);
        return null;
    }

    private int FirstEndingAfter(long fileOffset)
    {
        int low = 0;
        int high = _patches.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_patches[middle].FileOffset + 4 <= fileOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
