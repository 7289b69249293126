using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm;

/// <summary>Turns a linked kernel into the bytes that lie in memory when it starts, as a boot loader copies them.</summary>
/// <remarks>
/// <para>The bytes are those of binutils' <c>objcopy -O binary</c>: every section that is allocated and has content lies at its load
/// address, counted from the lowest one; gaps are zero; where sections overlap, the later one in the file counts; sections
/// without content (.bss) at the end take no room.</para>
/// <para>A section's load address comes from the segment that holds it; without one, or when several segments
/// all have the physical address 0, it is the virtual address.</para>
/// </remarks>
public static class FlatImage
{
    /// <summary>The length over which a flat image is refused unless the caller says otherwise: 256 MiB.</summary>
    public const long DefaultMaxLength = 256L << 20;

    private const int BufferLength = 1 << 20;

    /// <summary>Writes the flat image of a kernel.</summary>
    /// <param name="elf">The linked kernel; readable and seekable. It stays open.</param>
    /// <param name="patches">What <see cref="KernelPatcher.Patch"/> said about the same stream; <see langword="null"/> to change no
    /// word.</param>
    /// <param name="output">Written strictly forward from where it stands. It stays open.</param>
    /// <param name="maxLength">The longest image to write, in bytes.</param>
    /// <returns>Nothing, or errors: HV3001 to HV3005 and HV3016 for what is no linked ARM kernel, HV3021 when the image would be longer
    /// than <paramref name="maxLength"/>, HV3022 when it would be empty, HV3023 when the kernel has changed since it was patched.
    /// With an error, what was written is of no use.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek, or <paramref name="patches"/> holds errors.</exception>
    public static ImmutableArray<Diagnostic> Write(
        Stream elf, KernelPatchResult? patches, Stream output, long maxLength = DefaultMaxLength)
    {
        ArgumentNullException.ThrowIfNull(output);
        var overlay = new PatchOverlay(patches);
        var diagnostics = new DiagnosticBag();
        if (KernelPatcher.ReadKernel(elf, diagnostics) is { } file)
        {
            List<LoadedSection> sections = LoadedSection.Of(file);
            if (CheckSpan(sections, maxLength, diagnostics))
            {
                WriteSections(file, sections, overlay, output, diagnostics);
            }
        }

        return diagnostics.ToImmutable();
    }

    private static bool CheckSpan(List<LoadedSection> sections, long maxLength, DiagnosticBag diagnostics)
    {
        if (sections.Count == 0)
        {
            diagnostics.Add(KernelDiagnostics.NothingToLoad());
            return false;
        }

        LoadedSection lowest = sections.MinBy(static section => section.LoadAddress);
        LoadedSection highest = sections.MaxBy(static section => section.End);
        long length = highest.End - lowest.LoadAddress;
        if (length > maxLength)
        {
            diagnostics.Add(KernelDiagnostics.FlatImageTooLong(
                length, maxLength, lowest.Section.Name, lowest.LoadAddress, highest.Section.Name, highest.LoadAddress));
        }

        return !diagnostics.HasErrors;
    }

    // Window by window, so that overlapping sections need no second look at what was written and the output need not seek.
    private static void WriteSections(
        ElfFile file, List<LoadedSection> sections, PatchOverlay overlay, Stream output, DiagnosticBag diagnostics)
    {
        long end = sections.Max(static section => section.End);
        long start = sections.Min(static section => section.LoadAddress);
        byte[] buffer = new byte[Math.Min(BufferLength, end - start)];
        for (; start < end && !diagnostics.HasErrors; start += BufferLength)
        {
            Span<byte> window = buffer.AsSpan(0, (int)Math.Min(BufferLength, end - start));
            window.Clear();
            foreach (LoadedSection section in sections)
            {
                CopyPart(file, section, overlay, start, window, diagnostics);
            }

            if (!diagnostics.HasErrors)
            {
                output.Write(window);
            }
        }
    }

    private static void CopyPart(
        ElfFile file, LoadedSection section, PatchOverlay overlay, long start, Span<byte> window, DiagnosticBag diagnostics)
    {
        long from = Math.Max(start, section.LoadAddress);
        long to = Math.Min(start + window.Length, section.End);
        if (from >= to || diagnostics.HasErrors)
        {
            return;
        }

        Span<byte> target = window[(int)(from - start)..(int)(to - start)];
        long offset = from - section.LoadAddress;
        long fileOffset = section.Section.Offset + offset;
        if (!file.TryReadContent(section.Section, offset, target))
        {
            diagnostics.Add(ElfDiagnostics.Truncated($"section '{section.Section.Name}'", fileOffset, target.Length, file.StreamLength));
        }
        else if (overlay.Apply(fileOffset, target) is { } fault)
        {
            diagnostics.Add(fault);
        }
    }
}
