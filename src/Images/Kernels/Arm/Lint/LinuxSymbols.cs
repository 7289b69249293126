using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>What the symbols of a kernel say about Linux.</summary>
internal sealed class LinuxSymbols
{
    /// <summary>Where Linux has let its vmalloc area end since version 3.3 (arch/arm/include/asm/pgtable.h).</summary>
    private const uint UsualVmallocEnd = 0xFF800000;

    private const uint MaxFunctionLength = 1 << 14;

    private const string Banner = "linux_banner";
    private const string PlaceTable = "__pv_table_begin";
    private const string PlaceTableEnd = "__pv_table_end";

    /// <summary>Functions of mm/vmalloc.c that hand VMALLOC_END on or compare with it, over the versions.</summary>
    private static readonly string[] VmallocFunctions =
    [
        "vmalloc", "vzalloc", "vmalloc_user", "vmalloc_node", "vmalloc_32", "is_vmalloc_addr", "get_vm_area", "get_vm_area_caller",
        "__vmalloc", "__vmalloc_node", "__vmalloc_node_flags", "vmalloc_noprof", "vzalloc_noprof", "__vmalloc_noprof",
        "__vmalloc_node_noprof",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Wanted =
        new HashSet<string>(
            [Banner, PlaceTable, PlaceTableEnd, .. VmallocFunctions],
            StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ElfFile _file;
    private readonly ElfSymbolTable _table;
    private readonly Dictionary<string, int> _symbols = new(StringComparer.Ordinal);

    public LinuxSymbols(ElfFile file)
    {
        _file = file;
        _table = file.ReadSymbolTable(new DiagnosticBag());
        for (int i = 0; i < _table.Count; i++)
        {
            if (_table.IsNamed(i, Wanted))
            {
                _symbols.TryAdd(_table.NameAt(i), i);
            }
        }
    }

    /// <summary>Every version defines the text that it shows first.</summary>
    public bool IsLinux => _symbols.ContainsKey(Banner);

    /// <summary>Whether the kernel has the table by which it fits itself to where it was loaded.</summary>
    public bool FindsItsPlace => _symbols.TryGetValue(PlaceTable, out int begin) && _symbols.TryGetValue(PlaceTableEnd, out int end)
        && _table.ValueAt(begin) < _table.ValueAt(end);

    /// <summary>The end of the vmalloc area, when it is the usual one and some function shows it.</summary>
    public (uint End, string Function, uint Address)? FindVmallocEnd()
    {
        foreach (string name in VmallocFunctions)
        {
            if (_symbols.TryGetValue(name, out int symbol)
                && ReadFunction(symbol) is { } words
                && FunctionConstants.Of(words).Contains(UsualVmallocEnd))
            {
                return (UsualVmallocEnd, name, _table.ValueAt(symbol));
            }
        }

        return null;
    }

    private uint[]? ReadFunction(int symbol)
    {
        uint length = _table.LengthAt(symbol);
        uint address = _table.ValueAt(symbol);
        int index = _table.SectionAt(symbol);
        if (_table.TypeAt(symbol) != ElfLayout.SymbolFunction
            || (address & 3) != 0
            || length is < 4 or > MaxFunctionLength
            || index >= _file.Sections.Length)
        {
            return null;
        }

        ElfSection section = _file.Sections[index];
        byte[] bytes = new byte[length & ~3u];
        if (!_file.TryReadContent(section, (long)address - section.Address, bytes))
        {
            return null;
        }

        var order = new ElfByteOrder(_file.HasBigEndianCode);
        uint[] words = new uint[bytes.Length / 4];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = order.ReadUInt32(bytes, 4 * i);
        }

        return words;
    }
}
