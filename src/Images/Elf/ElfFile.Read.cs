using System.Collections.Immutable;
using Partition.Images.Diagnostics;
using Partition.Images.Files;
using Partition.Images.Kernels;

namespace Partition.Images.Elf;

public sealed partial class ElfFile
{
    // The largest tables seen in real kernels are under 10 MB; these limits bound the memory that a broken file can ask for.
    private const int MaxTableLength = 64 << 20;
    private const int MaxSections = 65536;

    /// <summary>Reads the headers of an ELF32 file.</summary>
    /// <param name="stream">Readable and seekable; read from its beginning. It stays open.</param>
    /// <returns>The file, or errors: not an ELF file (HV3001), cut short (HV3002), not 32-bit (HV3003), contradictory (HV3005).</returns>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static ElfReadResult Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable.", nameof(stream));
        }

        var diagnostics = new DiagnosticBag();
        ElfFile? file = ReadHeader(stream, diagnostics) is { } header ? ReadTables(stream, header, diagnostics) : null;
        return new(diagnostics.HasErrors ? null : file, diagnostics.ToImmutable());
    }

    private static byte[]? ReadHeader(Stream stream, DiagnosticBag diagnostics)
    {
        byte[] head = new byte[(int)Math.Min(stream.Length, KernelFormats.HeadLength)];
        stream.TryReadAt(0, head);
        KernelFormat format = KernelFormats.Detect(head);
        if (format is not (KernelFormat.Elf32Arm or KernelFormat.Elf32Other or KernelFormat.Elf64))
        {
            diagnostics.Add(ElfDiagnostics.NotElf(format));
        }
        else if (head.Length < ElfLayout.HeaderSize)
        {
            diagnostics.Add(ElfDiagnostics.Truncated("the ELF header", 0, ElfLayout.HeaderSize, head.Length));
        }
        else if (head[ElfLayout.IdentClass] != 1)
        {
            diagnostics.Add(ElfDiagnostics.NotThirtyTwoBit(head[ElfLayout.IdentClass]));
        }
        else if (head[ElfLayout.IdentData] is not (1 or 2) || head[ElfLayout.IdentVersion] != 1)
        {
            diagnostics.Add(ElfDiagnostics.Malformed(
                $"its byte order is {head[ElfLayout.IdentData]} and its version {head[ElfLayout.IdentVersion]}"));
        }

        return diagnostics.HasErrors ? null : head;
    }

    private static ElfFile? ReadTables(Stream stream, byte[] header, DiagnosticBag diagnostics)
    {
        var file = new ElfFile(stream, new ElfByteOrder(header[ElfLayout.IdentData] == 2), header);
        file.Segments = file.ReadSegments(header, diagnostics);
        file.Sections = file.ReadSections(header, diagnostics);
        return file;
    }

    private ImmutableArray<ElfSegment> ReadSegments(byte[] header, DiagnosticBag diagnostics)
    {
        uint offset = _order.ReadUInt32(header, ElfLayout.ProgramHeaderOffset);
        int count = _order.ReadUInt16(header, ElfLayout.ProgramHeaderCount);
        int entrySize = _order.ReadUInt16(header, ElfLayout.ProgramHeaderEntrySize);
        if (offset == 0 || count == 0)
        {
            return [];
        }

        byte[]? table = ReadTable("the program header table", offset, count, entrySize, ElfLayout.SegmentSize, diagnostics);
        if (table is null)
        {
            return [];
        }

        var segments = ImmutableArray.CreateBuilder<ElfSegment>(count);
        for (int i = 0; i < count; i++)
        {
            segments.Add(ReadSegment(table.AsSpan(i * ElfLayout.SegmentSize, ElfLayout.SegmentSize)));
        }

        return segments.MoveToImmutable();
    }

    private ElfSegment ReadSegment(ReadOnlySpan<byte> entry) => new(
        _order.ReadUInt32(entry, ElfLayout.SegmentType),
        _order.ReadUInt32(entry, ElfLayout.SegmentOffset),
        _order.ReadUInt32(entry, ElfLayout.SegmentVirtualAddress),
        _order.ReadUInt32(entry, ElfLayout.SegmentPhysicalAddress),
        _order.ReadUInt32(entry, ElfLayout.SegmentFileSize),
        _order.ReadUInt32(entry, ElfLayout.SegmentMemorySize));

    private ImmutableArray<ElfSection> ReadSections(byte[] header, DiagnosticBag diagnostics)
    {
        uint offset = _order.ReadUInt32(header, ElfLayout.SectionHeaderOffset);
        int entrySize = _order.ReadUInt16(header, ElfLayout.SectionHeaderEntrySize);
        if (offset == 0)
        {
            return [];
        }

        byte[]? first = ReadTable("the section header table", offset, 1, entrySize, ElfLayout.SectionSize, diagnostics);
        if (first is null)
        {
            return [];
        }

        uint count = _order.ReadUInt16(header, ElfLayout.SectionHeaderCount);
        count = count == 0 ? _order.ReadUInt32(first, ElfLayout.SectionLength) : count;
        uint nameIndex = _order.ReadUInt16(header, ElfLayout.SectionNameIndex);
        nameIndex = nameIndex == ElfLayout.ExtendedIndex ? _order.ReadUInt32(first, ElfLayout.SectionLink) : nameIndex;
        if (count > MaxSections)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"it claims {count} sections, over the limit of {MaxSections}"));
            return [];
        }

        byte[]? table = ReadTable("the section header table", offset, (int)count, entrySize, ElfLayout.SectionSize, diagnostics);
        return table is null ? [] : ReadSections(table, nameIndex, diagnostics);
    }

    private ImmutableArray<ElfSection> ReadSections(byte[] table, uint nameIndex, DiagnosticBag diagnostics)
    {
        int count = table.Length / ElfLayout.SectionSize;
        if (nameIndex >= count && nameIndex != 0)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"its section names are said to be in section {nameIndex}, of {count}"));
            return [];
        }

        byte[] names = nameIndex == 0 ? [] : ReadStrings(ReadSection(table, (int)nameIndex, []), diagnostics);
        var sections = ImmutableArray.CreateBuilder<ElfSection>(count);
        for (int i = 0; i < count; i++)
        {
            sections.Add(ReadSection(table, i, names));
        }

        return sections.MoveToImmutable();
    }

    private ElfSection ReadSection(byte[] table, int index, byte[] names)
    {
        ReadOnlySpan<byte> entry = table.AsSpan(index * ElfLayout.SectionSize, ElfLayout.SectionSize);
        return new(
            index,
            ReadName(names, _order.ReadUInt32(entry, ElfLayout.SectionName)),
            _order.ReadUInt32(entry, ElfLayout.SectionType),
            _order.ReadUInt32(entry, ElfLayout.SectionFlags),
            _order.ReadUInt32(entry, ElfLayout.SectionAddress),
            _order.ReadUInt32(entry, ElfLayout.SectionOffset),
            _order.ReadUInt32(entry, ElfLayout.SectionLength),
            _order.ReadUInt32(entry, ElfLayout.SectionLink));
    }

    private byte[]? ReadTable(string what, uint offset, int count, int entrySize, int expectedSize, DiagnosticBag diagnostics)
    {
        if (entrySize != expectedSize)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"an entry of {what} has {entrySize} bytes instead of {expectedSize}"));
            return null;
        }

        return ReadBytes(what, offset, (long)count * entrySize, diagnostics);
    }

    private byte[] ReadStrings(ElfSection section, DiagnosticBag diagnostics)
    {
        if (section.Type != ElfLayout.SectionStrings)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"section {section.Index} should hold names but has type {section.Type}"));
            return [];
        }

        return ReadBytes($"the names in section {section.Index}", section.Offset, section.Length, diagnostics) ?? [];
    }

    private byte[]? ReadBytes(string what, uint offset, long length, DiagnosticBag diagnostics)
    {
        if (offset + length > StreamLength)
        {
            diagnostics.Add(ElfDiagnostics.Truncated(what, offset, length, StreamLength));
            return null;
        }

        if (length > MaxTableLength)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"{what} has {length} bytes, over the limit of {MaxTableLength}"));
            return null;
        }

        byte[] bytes = new byte[length];
        if (!_stream.TryReadAt(offset, bytes))
        {
            diagnostics.Add(ElfDiagnostics.Truncated(what, offset, length, _stream.Length));
            return null;
        }

        return bytes;
    }
}
