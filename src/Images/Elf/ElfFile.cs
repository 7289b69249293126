using System.Collections.Immutable;
using System.Text;
using Partition.Images.Files;

namespace Partition.Images.Elf;

/// <summary>The headers of an ELF32 file, and access to the contents that are asked for. Nothing else is loaded: a kernel with debug
/// information is over 100 MB, of which the code is a few.</summary>
/// <remarks>Made for hostile input: every offset, count and length is checked against the length of the stream. The stream stays the
/// caller's and must stay open and unchanged while this object is used.</remarks>
public sealed partial class ElfFile
{
    // Names may share their bytes, so a broken table could make each of 65,536 names as long as itself.
    private const int MaxNameLength = 512;

    private readonly Stream _stream;
    private readonly ElfByteOrder _order;

    private ElfFile(Stream stream, ElfByteOrder order, ReadOnlySpan<byte> header)
    {
        _stream = stream;
        StreamLength = stream.Length;
        _order = order;
        Type = order.ReadUInt16(header, ElfLayout.Type);
        Machine = order.ReadUInt16(header, ElfLayout.Machine);
        Entry = order.ReadUInt32(header, ElfLayout.Entry);
        Flags = order.ReadUInt32(header, ElfLayout.Flags);
    }

    /// <summary>Whether the file's own structures, and data, are big-endian.</summary>
    public bool IsBigEndian => _order.IsBigEndian;

    /// <summary>Whether instructions are big-endian: a big-endian file without EF_ARM_BE8.</summary>
    public bool HasBigEndianCode => IsBigEndian && (Flags & ElfLayout.FlagBigEndianData) == 0;

    /// <summary>The <c>e_type</c>: 1 relocatable, 2 executable, 3 shared.</summary>
    public int Type { get; }

    /// <summary>The <c>e_machine</c>: 40 is ARM.</summary>
    public int Machine { get; }

    /// <summary>The virtual address of the entry point.</summary>
    public uint Entry { get; }

    /// <summary>The <c>e_flags</c>.</summary>
    public uint Flags { get; }

    /// <summary>The section headers in file order, with number 0 (the null section) at the start; empty when there are none.</summary>
    public ImmutableArray<ElfSection> Sections { get; private set; } = [];

    /// <summary>The program headers in file order; empty when there are none.</summary>
    public ImmutableArray<ElfSegment> Segments { get; private set; } = [];

    /// <summary>The first section of each name, as tools mean that go by names.</summary>
    internal Dictionary<string, ElfSection> FirstSectionsByName()
    {
        var sections = new Dictionary<string, ElfSection>(StringComparer.Ordinal);
        foreach (ElfSection section in Sections.Where(static section => section.Index != 0))
        {
            sections.TryAdd(section.Name, section);
        }

        return sections;
    }

    internal long StreamLength { get; }

    /// <summary>Reads a part of a section's content.</summary>
    /// <param name="section">A section of this file.</param>
    /// <param name="offset">Where to begin, in bytes from the start of the section.</param>
    /// <param name="destination">Filled completely on success.</param>
    /// <returns>Whether the section has such bytes, and the file does not end before them.</returns>
    public bool TryReadContent(ElfSection section, long offset, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.Type != ElfLayout.SectionNoBits
            && offset >= 0 && offset <= section.Length - destination.Length
            && _stream.TryReadAt(StreamLength, section.Offset + offset, destination);
    }

    internal static string ReadName(ReadOnlySpan<byte> strings, uint offset)
    {
        if (offset >= strings.Length)
        {
            return "";
        }

        ReadOnlySpan<byte> rest = strings[(int)offset..];
        rest = rest[..Math.Min(rest.Length, MaxNameLength)];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
