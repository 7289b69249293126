using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm;

/// <summary>One walk over the code of a kernel.</summary>
internal sealed class KernelScan(ElfFile file, KernelPatchOptions options, DiagnosticBag diagnostics)
{
    /// <summary>A Linux kernel has about 7,000.</summary>
    private const int MaxPatches = 1_000_000;

    private const int MaxLeftBehind = 10_000;

    private const int BufferLength = 1 << 18;

    private readonly List<PatchedWord> _patches = [];
    private readonly List<LeftBehindInstruction> _leftBehind = [];
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly ElfByteOrder _order = new(file.HasBigEndianCode);
    private CodeMap _map = new(ElfSymbolTable.Empty);
    private (long Start, long End) _window;
    private int _hypercalls;
    private (ElfSection Section, uint Address) _firstHypercall;

    public KernelPatchResult Run()
    {
        List<ElfSection> sections = file.Sections.Where(section => section.IsCode && !IsPassedOver(section.Name)).ToList();
        _map = new(file.ReadSymbolTable(diagnostics));
        CheckSections(sections);
        if (!diagnostics.HasErrors)
        {
            foreach (ElfSection section in sections)
            {
                Scan(section);
            }

            Conclude();
        }

        return diagnostics.HasErrors ? Fail() : Succeed();
    }

    // The reference tool leaves out every section whose name contains one of these.
    private static bool IsPassedOver(string name) =>
        name.Contains(".notes", StringComparison.Ordinal) || name.Contains(".info", StringComparison.Ordinal);

    private void CheckSections(List<ElfSection> sections)
    {
        if (diagnostics.HasErrors)
        {
            return;
        }

        if (sections.Count == 0)
        {
            diagnostics.Add(KernelDiagnostics.NoCode());
            return;
        }

        foreach (ElfSection section in sections)
        {
            CheckThumb(section);
        }

        if (!diagnostics.HasErrors)
        {
            CheckMarks(sections);
        }
    }

    private void CheckMarks(List<ElfSection> sections)
    {
        if (!sections.Exists(_map.HasMarks))
        {
            diagnostics.Add(KernelDiagnostics.NoMappingSymbols());
            return;
        }

        foreach (ElfSection section in sections.Where(section => !_map.HasMarks(section)))
        {
            diagnostics.Add(KernelDiagnostics.SectionWithoutMappingSymbols(section.Name));
        }
    }

    private void CheckThumb(ElfSection section)
    {
        uint? thumb = _map.HasMarks(section)
            ? _map.RangesOf(section)
                .Where(static range => range.Kind == 't')
                .Select(range => (uint?)(section.Address + range.Start))
                .FirstOrDefault()
            : _map.FindThumbFunction(section);
        if (thumb is { } address)
        {
            diagnostics.Add(KernelDiagnostics.ThumbCode(section.Name, address, _map.Describe(section.Index, address)));
        }
    }

    private void Scan(ElfSection section)
    {
        _window = (0, 0);
        foreach (CodeRange range in _map.RangesOf(section).Where(static range => range.Kind == 'a'))
        {
            Scan(section, range);
        }
    }

    private void Scan(ElfSection section, CodeRange range)
    {
        long start = range.Start + (-(section.Address + range.Start) & 3);
        while (range.End - start >= 4 && _patches.Count <= MaxPatches)
        {
            if (start + 4 > _window.End && !Load(section, start))
            {
                return;
            }

            ReadOnlySpan<byte> part = _buffer.AsSpan((int)(start - _window.Start), (int)((Math.Min(range.End, _window.End) - start) & ~3L));
            Scan(section, (uint)start, part);
            start += part.Length;
        }
    }

    // A kernel has ten thousands of ranges, with a few constants after each function: a read for each would take longer than the scan.
    private bool Load(ElfSection section, long start)
    {
        int length = (int)Math.Min(BufferLength, section.Length - start);
        if (!file.TryReadContent(section, start, _buffer.AsSpan(0, length)))
        {
            diagnostics.Add(ElfDiagnostics.Truncated($"section '{section.Name}'", section.Offset + start, length, file.StreamLength));
            return false;
        }

        _window = (start, start + length);
        return true;
    }

    private void Scan(ElfSection section, uint start, ReadOnlySpan<byte> code)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(code);
        bool swap = _order.IsBigEndian == BitConverter.IsLittleEndian;
        for (int i = 0; i < words.Length; i++)
        {
            uint word = swap ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(words[i]) : words[i];
            if (SensitiveInstructions.MayMatter(word))
            {
                Examine(section, start + (uint)i * 4, word);
            }
        }
    }

    private void Examine(ElfSection section, uint offset, uint word)
    {
        uint address = section.Address + offset;
        if (SensitiveInstructions.TryEncode(word, options.PatchConditional, out uint hypercall, out InstructionClass kind))
        {
            if (kind == InstructionClass.Svc && Hypercalls.IsHypercall(word) && _hypercalls++ == 0)
            {
                _firstHypercall = (section, address);
            }

            _patches.Add(new(section.Name, address, section.Offset + (long)offset, word, hypercall, kind) { SectionIndex = section.Index });
        }
        else if (SensitiveInstructions.IsLeftBehind(word, out kind) && _leftBehind.Count < MaxLeftBehind)
        {
            _leftBehind.Add(new(section.Name, address, word, kind, _map.Describe(section.Index, address))
            {
                SectionIndex = section.Index,
            });
        }
    }

    private void Conclude()
    {
        if (_patches.Count > MaxPatches)
        {
            diagnostics.Add(KernelDiagnostics.TooManyPatches(MaxPatches));
        }
        else if (_hypercalls > 0 && !options.AssumeUnpatched)
        {
            string symbol = _map.Describe(_firstHypercall.Section.Index, _firstHypercall.Address);
            diagnostics.Add(KernelDiagnostics.AlreadyPatched(_hypercalls, _firstHypercall.Address, symbol));
        }
        else if (_leftBehind.Count > 0)
        {
            diagnostics.Add(KernelDiagnostics.InstructionsLeftBehind(_leftBehind.Count, _leftBehind[0], MayBePatched()));
        }
    }

    // The conditional forms could be; a move with a shift has no hypercall at all.
    private bool MayBePatched() =>
        _leftBehind.Exists(static left => SensitiveInstructions.TryEncode(left.Word, patchConditional: true, out _, out _));

    private KernelPatchResult Fail() => new() { Diagnostics = diagnostics.ToImmutable(), HasBigEndianCode = file.HasBigEndianCode };

    private KernelPatchResult Succeed() => new()
    {
        Diagnostics = diagnostics.ToImmutable(),
        Patches = [.. _patches.OrderBy(static patch => patch.FileOffset)],
        Counts = _patches.GroupBy(static patch => patch.Class)
            .ToImmutableSortedDictionary(static group => group.Key, static group => group.Count()),
        LeftBehind = [.. _leftBehind],
        HasBigEndianCode = file.HasBigEndianCode,
        Map = _map,
    };
}
