namespace Partition.Images;

/// <summary>Which parts of a section are ARM instructions, by the mapping symbols of that section.</summary>
/// <remarks>A section's bytes are ARM code up to its first mapping symbol. Where several stand at one address, the one that comes
/// last in the order of their names counts, as it does in binutils' disassembler: $t before $d before $a.</remarks>
internal sealed class CodeMap
{
    private readonly Dictionary<int, List<(uint Address, char Kind)>> _marks = [];
    private readonly Dictionary<int, List<(uint Address, int Symbol)>> _names = [];
    private readonly ElfSymbolTable _symbols;

    public CodeMap(ElfSymbolTable symbols)
    {
        _symbols = symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            char kind = symbols.MappingKindAt(i);
            if (kind != '\0')
            {
                ListOf(_marks, symbols.SectionAt(i)).Add((symbols.ValueAt(i), kind));
            }
            else if (symbols.TypeAt(i) is 0 or ElfLayout.SymbolFunction)
            {
                ListOf(_names, symbols.SectionAt(i)).Add((AddressOf(i), i));
            }
        }

        foreach (List<(uint Address, char Kind)> marks in _marks.Values)
        {
            marks.Sort();
        }

        foreach (List<(uint Address, int Symbol)> names in _names.Values)
        {
            names.Sort();
        }
    }

    public bool HasMarks(ElfSection section) => _marks.ContainsKey(section.Index);

    /// <summary>The parts of a section in rising order, as offsets from its start. They cover it without gaps.</summary>
    public IEnumerable<CodeRange> RangesOf(ElfSection section)
    {
        uint start = 0;
        char kind = 'a';
        foreach ((uint address, char nextKind) in _marks.GetValueOrDefault(section.Index) ?? [])
        {
            uint offset = address <= section.Address ? 0 : Math.Min(address - section.Address, section.Length);
            if (offset > start)
            {
                yield return new CodeRange(start, offset, kind);
                start = offset;
            }

            kind = nextKind;
        }

        if (start < section.Length)
        {
            yield return new CodeRange(start, section.Length, kind);
        }
    }

    /// <summary>The first function of a section whose address says that it is Thumb code.</summary>
    public uint? FindThumbFunction(ElfSection section)
    {
        foreach ((uint address, int symbol) in _names.GetValueOrDefault(section.Index) ?? [])
        {
            if (_symbols.ValueAt(symbol) != address)
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>The nearest symbol at or below an address of a section, such as <c>start+0x4</c>; empty when there is none.</summary>
    public string Describe(int section, uint address)
    {
        if (FindSymbol(section, address) is not { } symbol)
        {
            return "";
        }

        string name = NameOf(symbol);
        uint distance = address - AddressOf(symbol);
        return distance == 0 || name.Length == 0 ? name : $"{name}+0x{distance:x}";
    }

    /// <summary>The number of the nearest symbol at or below an address of a section; null when there is none.</summary>
    public int? FindSymbol(int section, uint address)
    {
        if (!_names.TryGetValue(section, out List<(uint Address, int Symbol)>? names))
        {
            return null;
        }

        int index = names.BinarySearch((address, int.MaxValue));
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? null : names[index].Symbol;
    }

    public string NameOf(int symbol) => _symbols.NameAt(symbol);

    // Bit 0 of a function's value says Thumb and is no part of its address.
    public uint AddressOf(int symbol) =>
        _symbols.TypeAt(symbol) == ElfLayout.SymbolFunction ? _symbols.ValueAt(symbol) & ~1u : _symbols.ValueAt(symbol);

    private static List<T> ListOf<T>(Dictionary<int, List<T>> lists, int section)
    {
        if (!lists.TryGetValue(section, out List<T>? list))
        {
            lists.Add(section, list = []);
        }

        return list;
    }
}
