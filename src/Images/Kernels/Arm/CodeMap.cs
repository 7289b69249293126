using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm;

/// <summary>Which parts of a section are ARM instructions, by the mapping symbols of that section.</summary>
/// <remarks>A section's bytes are ARM code up to its first mapping symbol. Where several stand at one address, the one that comes
/// last in the order of their names counts, as it does in binutils' disassembler: $t before $d before $a.</remarks>
internal sealed class CodeMap
{
    // The address in the upper half and the letter or the symbol's number in the lower one: plain numbers are sorted fastest.
    private readonly Dictionary<int, List<ulong>> _marks = [];
    private readonly Lazy<Dictionary<int, List<ulong>>> _names;
    private readonly ElfSymbolTable _symbols;

    public CodeMap(ElfSymbolTable symbols)
    {
        _symbols = symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            char kind = symbols.MappingKindAt(i);
            if (kind != '\0')
            {
                ListOf(_marks, symbols.SectionAt(i)).Add(Pack(symbols.ValueAt(i), kind));
            }
        }

        Sort(_marks);
        _names = new(CollectNames); // Only messages and reports need them.
    }

    public bool HasMarks(ElfSection section) => _marks.ContainsKey(section.Index);

    /// <summary>The parts of a section in rising order, as offsets from its start. They cover it without gaps.</summary>
    public IEnumerable<CodeRange> RangesOf(ElfSection section)
    {
        uint start = 0;
        char kind = 'a';
        foreach (ulong mark in _marks.GetValueOrDefault(section.Index) ?? [])
        {
            (uint address, char nextKind) = ((uint)(mark >> 32), (char)mark);
            uint offset = address <= section.Address ? 0 : Math.Min(address - section.Address, section.Length);
            if (offset > start)
            {
                yield return new(start, offset, kind);
                start = offset;
            }

            kind = nextKind;
        }

        if (start < section.Length)
        {
            yield return new(start, section.Length, kind);
        }
    }

    /// <summary>The first function of a section whose address says that it is Thumb code.</summary>
    public uint? FindThumbFunction(ElfSection section)
    {
        foreach (ulong name in _names.Value.GetValueOrDefault(section.Index) ?? [])
        {
            uint address = (uint)(name >> 32);
            if (_symbols.ValueAt((int)(uint)name) != address)
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

    /// <summary>The number of the nearest symbol at or below an address of a section; <see langword="null"/> when there is none.</summary>
    public int? FindSymbol(int section, uint address)
    {
        if (!_names.Value.TryGetValue(section, out List<ulong>? names))
        {
            return null;
        }

        int index = names.BinarySearch(Pack(address, uint.MaxValue));
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? null : (int)(uint)names[index];
    }

    public string NameOf(int symbol) => _symbols.NameAt(symbol);

    // Bit 0 of a function's value says Thumb and is no part of its address.
    public uint AddressOf(int symbol) =>
        _symbols.TypeAt(symbol) == ElfLayout.SymbolFunction ? _symbols.ValueAt(symbol) & ~1u : _symbols.ValueAt(symbol);

    private Dictionary<int, List<ulong>> CollectNames()
    {
        var names = new Dictionary<int, List<ulong>>();
        for (int i = 0; i < _symbols.Count; i++)
        {
            if (_symbols.TypeAt(i) is 0 or ElfLayout.SymbolFunction && _symbols.MappingKindAt(i) == '\0')
            {
                ListOf(names, _symbols.SectionAt(i)).Add(Pack(AddressOf(i), (uint)i));
            }
        }

        Sort(names);
        return names;
    }

    private static ulong Pack(uint address, uint low) => (ulong)address << 32 | low;

    private static void Sort(Dictionary<int, List<ulong>> lists)
    {
        foreach (List<ulong> list in lists.Values)
        {
            list.Sort();
        }
    }

    private static List<ulong> ListOf(Dictionary<int, List<ulong>> lists, int section)
    {
        if (!lists.TryGetValue(section, out List<ulong>? list))
        {
            lists.Add(section, list = []);
        }

        return list;
    }
}
