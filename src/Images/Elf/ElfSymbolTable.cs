using System.Collections;

namespace Partition.Images.Elf;

/// <summary>The symbol table as bytes, decoded an entry at a time: of a kernel's 100,000 symbols few names are wanted.</summary>
internal sealed class ElfSymbolTable(byte[] entries, byte[] names, ElfByteOrder order) : IReadOnlyList<ElfSymbol>
{
    public static readonly ElfSymbolTable Empty = new([], [], default);

    public int Count => entries.Length / ElfLayout.SymbolSize;

    public ElfSymbol this[int index] => new(NameAt(index), ValueAt(index), TypeAt(index), SectionAt(index));

    public uint ValueAt(int index) => order.ReadUInt32(Entry(index), ElfLayout.SymbolValue);

    public uint LengthAt(int index) => order.ReadUInt32(Entry(index), ElfLayout.SymbolLength);

    public byte TypeAt(int index) => (byte)(Entry(index)[ElfLayout.SymbolInfo] & 0xF);

    public ushort SectionAt(int index) => order.ReadUInt16(Entry(index), ElfLayout.SymbolSection);

    /// <summary>Whether the name of a symbol is one of these; none of them is longer than 31 bytes.</summary>
    public bool IsNamed(int index, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> wanted)
    {
        const int longest = 31;
        uint offset = NameOffset(index);
        ReadOnlySpan<byte> rest = offset < names.Length ? names.AsSpan((int)offset) : default;
        int length = rest[..Math.Min(rest.Length, longest + 1)].IndexOf((byte)0);
        if (length <= 0)
        {
            return false;
        }

        Span<char> name = stackalloc char[longest];
        for (int i = 0; i < length; i++)
        {
            name[i] = (char)rest[i];
        }

        return wanted.Contains(name[..length]);
    }

    public string NameAt(int index) => ElfFile.ReadName(names, NameOffset(index));

    /// <summary>The kind of a mapping symbol, 'a', 'd' or 't'; NUL for every other symbol.</summary>
    /// <remarks>ELF for the ARM Architecture, "Mapping symbols": <c>$a</c>, <c>$d</c>, <c>$t</c>, each with an optional
    /// suffix after a dot.</remarks>
    public char MappingKindAt(int index)
    {
        uint offset = NameOffset(index);
        ReadOnlySpan<byte> name = offset < names.Length ? names.AsSpan((int)offset) : default;
        return name is [(byte)'$', (byte)'a' or (byte)'d' or (byte)'t', 0 or (byte)'.', ..] ? (char)name[1] : '\0';
    }

    public IEnumerator<ElfSymbol> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private uint NameOffset(int index) => order.ReadUInt32(Entry(index), ElfLayout.SymbolName);

    private ReadOnlySpan<byte> Entry(int index) => entries.AsSpan(index * ElfLayout.SymbolSize, ElfLayout.SymbolSize);
}
