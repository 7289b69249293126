using System.Collections.Immutable;

namespace Partition.Images.Kernels.Arm.Reports;

/// <summary>Counts sensitive instructions at the places where they are.</summary>
internal sealed class PatchCounter(CodeMap? map)
{
    private readonly SortedDictionary<InstructionClass, PatchCount> _classes = [];
    private readonly Dictionary<int, Place> _sections = [];
    private readonly Dictionary<(int Section, int Symbol), Place> _symbols = [];

    public ImmutableSortedDictionary<InstructionClass, PatchCount> Classes => _classes.ToImmutableSortedDictionary();

    public ImmutableArray<PatchedPlace> Sections =>
        [.. _sections.OrderBy(static pair => pair.Key).Select(static pair => pair.Value.ToPublic())];

    public ImmutableArray<PatchedPlace> Symbols =>
        [.. _symbols
            .OrderBy(static pair => pair.Key.Section)
            .ThenBy(static pair => pair.Value.Address)
            .ThenBy(static pair => pair.Key.Symbol)
            .Select(static pair => pair.Value.ToPublic())];

    public void Add(int section, string sectionName, uint address, InstructionClass kind, PatchCount count)
    {
        Count(_classes, kind, count);
        if (!_sections.TryGetValue(section, out Place? place))
        {
            _sections.Add(section, place = new(sectionName, "", address));
        }

        Count(place.Classes, kind, count);
        int? symbol = map?.FindSymbol(section, address);
        (int, int) key = (section, symbol ?? -1);
        if (!_symbols.TryGetValue(key, out place))
        {
            _symbols.Add(key, place = symbol is { } known
                ? new Place(sectionName, map!.NameOf(known), map.AddressOf(known))
                : new Place(sectionName, "", address));
        }

        Count(place.Classes, kind, count);
    }

    private static void Count(SortedDictionary<InstructionClass, PatchCount> classes, InstructionClass kind, PatchCount count) =>
        classes[kind] = classes.GetValueOrDefault(kind).Plus(count);

    private sealed record Place(string Section, string Symbol, uint Address)
    {
        public SortedDictionary<InstructionClass, PatchCount> Classes { get; } = [];

        public PatchedPlace ToPublic() => new(Section, Symbol, Address, Classes.ToImmutableSortedDictionary());
    }
}
