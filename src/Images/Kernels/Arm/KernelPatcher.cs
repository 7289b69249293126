using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;
using Partition.Images.Files;

namespace Partition.Images.Kernels.Arm;

/// <summary>Replaces the sensitive instructions of a 32-bit ARM kernel by hypercalls, so that it can run as a guest of Xvisor on a
/// processor without virtualization extensions.</summary>
public static class KernelPatcher
{
    /// <summary>A Linux kernel has about four.</summary>
    private const int MaxSegments = 1024;

    /// <summary>What is copied at once: it stays in the processor's cache from the read to the write.</summary>
    private const int CopyLength = 1 << 17;

    /// <summary>Finds the words to replace. Only headers, symbols and sections with code are read, and nothing is written:
    /// pass the result to <see cref="FlatImage.Write"/> or to <see cref="WriteElf"/>.</summary>
    /// <param name="elf">The linked kernel with its symbols ('vmlinux'); readable and seekable. It stays open.</param>
    /// <param name="options">How to treat it.</param>
    /// <returns>The words to replace, or errors HV3001 to HV3018.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static KernelPatchResult Patch(Stream elf, KernelPatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var diagnostics = new DiagnosticBag();
        ElfFile? file = ReadKernel(elf, diagnostics);
        if (file is null || !options.Patch)
        {
            return new KernelPatchResult { Diagnostics = diagnostics.ToImmutable(), HasBigEndianCode = file?.HasBigEndianCode ?? false };
        }

        return new KernelScan(file, options, diagnostics).Run();
    }

    /// <summary>Writes the ELF file with its words replaced; every other byte is copied.</summary>
    /// <param name="elf">The stream that was given to <see cref="Patch"/>. It stays open.</param>
    /// <param name="patches">A result without errors.</param>
    /// <param name="output">Written strictly forward from where it stands. It stays open.</param>
    /// <returns>Nothing, or HV3023 when the kernel has changed meanwhile; what was written is then of no use.</returns>
    /// <exception cref="ArgumentException">The result holds errors.</exception>
    public static ImmutableArray<Diagnostic> WriteElf(Stream elf, KernelPatchResult patches, Stream output)
    {
        ArgumentNullException.ThrowIfNull(elf);
        ArgumentNullException.ThrowIfNull(output);
        var overlay = new PatchOverlay(patches);
        long length = elf.Length;
        byte[] buffer = new byte[Math.Min(CopyLength, length)];
        for (long position = 0; position < length;)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - position));
            if (!elf.TryReadAt(length, position, part))
            {
                return [ElfDiagnostics.Truncated("the file itself", position, part.Length, elf.Length)];
            }

            if (overlay.Apply(position, part) is { } fault)
            {
                return [fault];
            }

            output.Write(part);
            position += part.Length;
        }

        return [];
    }

    internal static ElfFile? ReadKernel(Stream elf, DiagnosticBag diagnostics)
    {
        ElfReadResult read = ElfFile.Read(elf);
        diagnostics.AddRange(read.Diagnostics);
        if (read.File is { Machine: not ElfLayout.MachineArm })
        {
            diagnostics.Add(ElfDiagnostics.WrongMachine(read.File.Machine));
        }
        else if (read.File is { Type: ElfLayout.TypeRelocatable })
        {
            diagnostics.Add(KernelDiagnostics.NotLinked());
        }
        else if (read.File is not null)
        {
            CheckContents(read.File, diagnostics);
        }

        return diagnostics.HasErrors ? null : read.File;
    }

    // Sections that share their bytes would make the work grow with their number; no linker makes them.
    private static void CheckContents(ElfFile file, DiagnosticBag diagnostics)
    {
        if (file.Segments.Length > MaxSegments)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"it has {file.Segments.Length} segments, over the limit of {MaxSegments}"));
        }

        long total = 0;
        foreach (ElfSection section in file.Sections.Where(static section => section.IsLoaded || section.IsCode))
        {
            total += section.Length;
            if ((long)section.Offset + section.Length > file.StreamLength)
            {
                diagnostics.Add(ElfDiagnostics.Truncated($"section '{section.Name}'", section.Offset, section.Length, file.StreamLength));
                return;
            }
        }

        if (total > file.StreamLength)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"its sections claim {total} bytes of a file of {file.StreamLength}"));
        }
    }
}
