using System.Buffers.Binary;
using System.Text;

namespace Partition.Images.Tests.Support;

/// <summary>Makes small ELF32 files for ARM without a compiler, so that every field can be wrong on purpose.</summary>
internal sealed class ElfBuilder
{
    private readonly List<Section> _sections = [];
    private readonly List<Symbol> _symbols = [];
    private readonly List<(int First, int Last, uint Virtual, uint Physical)> _segments = [];

    public bool BigEndian { get; init; }

    public ushort Type { get; init; } = 2;

    public ushort Machine { get; init; } = 40;

    public uint Flags { get; init; } = 0x05000000;

    public bool HasSymbols { get; init; } = true;

    /// <summary>Adds a section and gives its number.</summary>
    public int Add(string name, uint address, byte[] content, uint flags = 6, uint type = 1)
    {
        _sections.Add(new Section(name, type, flags, address, content));
        return _sections.Count;
    }

    /// <summary>Adds a section of ARM code with its mapping symbol.</summary>
    public int AddCode(string name, uint address, params uint[] words)
    {
        int section = Add(name, address, Words(words));
        Mark("$a", address, section);
        return section;
    }

    public void Mark(string name, uint address, int section, byte info = 0, uint length = 0) =>
        _symbols.Add(new Symbol(name, address, info, section, length));

    /// <summary>Adds a PT_LOAD segment over the contents of some sections.</summary>
    public void Load(int first, int last, uint virtualAddress, uint physicalAddress) =>
        _segments.Add((first, last, virtualAddress, physicalAddress));

    public byte[] Words(params uint[] words)
    {
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            bool codeIsBig = BigEndian && (Flags & 0x00800000) == 0;
            Put32(bytes, 4 * i, words[i], codeIsBig);
        }

        return bytes;
    }

    public byte[] Build()
    {
        var sections = new List<Section> { new("", 0, 0, 0, []) };
        sections.AddRange(_sections);
        if (HasSymbols)
        {
            (byte[] table, byte[] names) = BuildSymbols();
            sections.Add(new Section(".symtab", 2, 0, 0, table) { Link = sections.Count + 1 });
            sections.Add(new Section(".strtab", 3, 0, 0, names));
        }

        var sectionNames = new MemoryStream();
        sectionNames.WriteByte(0);
        sections.Add(new Section(".shstrtab", 3, 0, 0, []));
        List<int> nameOffsets = [.. sections.Select(s => s.Name.Length == 0 ? 0 : AddName(sectionNames, s.Name))];
        sections[^1] = sections[^1] with { Content = sectionNames.ToArray() };
        return Lay(sections, nameOffsets);
    }

    private byte[] Lay(List<Section> sections, List<int> nameOffsets)
    {
        var file = new MemoryStream();
        file.Write(new byte[52 + 32 * _segments.Count]);
        var offsets = new List<int>();
        foreach (Section section in sections)
        {
            file.Position = (file.Length + 3) & ~3L;
            offsets.Add((int)file.Position);
            if (section.Type != 8)
            {
                file.Write(section.Content);
            }
        }

        file.SetLength((file.Length + 3) & ~3L);
        int headersAt = (int)file.Length;
        file.SetLength(headersAt + 40 * sections.Count);
        byte[] bytes = file.ToArray();
        for (int i = 0; i < sections.Count; i++)
        {
            Section s = sections[i];
            uint entrySize = s.Type == 2 ? 16u : 0;
            uint length = (uint)s.Content.Length;
            PutAll(bytes, headersAt + 40 * i,
                [(uint)nameOffsets[i], s.Type, s.Flags, s.Address, (uint)offsets[i], length, (uint)s.Link, 0, 4, entrySize]);
        }

        for (int i = 0; i < _segments.Count; i++)
        {
            (int first, int last, uint virtualAddress, uint physicalAddress) = _segments[i];
            uint size = (uint)(offsets[last] + sections[last].Content.Length - offsets[first]);
            PutAll(bytes, 52 + 32 * i, [1, (uint)offsets[first], virtualAddress, physicalAddress, size, size, 7, 4]);
        }

        PutHeader(bytes, headersAt, sections.Count);
        return bytes;
    }

    private void PutHeader(byte[] bytes, int headersAt, int sectionCount)
    {
        byte[] ident = [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, (byte)(BigEndian ? 2 : 1), 1];
        ident.CopyTo(bytes, 0);
        Put16(bytes, 0x10, Type);
        Put16(bytes, 0x12, Machine);
        PutAll(bytes, 0x14, [1, 0, _segments.Count == 0 ? 0 : 52u, (uint)headersAt, Flags]);
        Put16(bytes, 0x28, 52);
        Put16(bytes, 0x2A, 32);
        Put16(bytes, 0x2C, (ushort)_segments.Count);
        Put16(bytes, 0x2E, 40);
        Put16(bytes, 0x30, (ushort)sectionCount);
        Put16(bytes, 0x32, (ushort)(sectionCount - 1));
    }

    private (byte[] Table, byte[] Names) BuildSymbols()
    {
        var names = new MemoryStream();
        names.WriteByte(0);
        byte[] table = new byte[16 * (_symbols.Count + 1)];
        for (int i = 0; i < _symbols.Count; i++)
        {
            int at = 16 * (i + 1);
            Put32(table, at, (uint)AddName(names, _symbols[i].Name), BigEndian);
            Put32(table, at + 4, _symbols[i].Value, BigEndian);
            Put32(table, at + 8, _symbols[i].Length, BigEndian);
            table[at + 12] = _symbols[i].Info;
            Put16(table, at + 14, (ushort)_symbols[i].Section);
        }

        return (table, names.ToArray());
    }

    private static int AddName(MemoryStream names, string name)
    {
        int at = (int)names.Length;
        names.Write(Encoding.UTF8.GetBytes(name + "\0"));
        return at;
    }

    private void PutAll(byte[] bytes, int offset, uint[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Put32(bytes, offset + 4 * i, values[i], BigEndian);
        }
    }

    private void Put16(byte[] bytes, int offset, ushort value)
    {
        if (BigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(offset), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);
        }
    }

    private static void Put32(byte[] bytes, int offset, uint value, bool isBig)
    {
        if (isBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        }
    }

    private sealed record Section(string Name, uint Type, uint Flags, uint Address, byte[] Content)
    {
        public int Link { get; init; }
    }

    private readonly record struct Symbol(string Name, uint Value, byte Info, int Section, uint Length);
}
