using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Partitioning.Suppliers;

/// <summary>Knows the rates of the clocks that stay as somebody else has set them.</summary>
/// <remarks>
/// From the surest to the least sure: what the project says of the clock, what Linux shows on the running board, the rate that the board's
/// tree has assigned to it (<c>assigned-clock-rates</c>, which holds only where an owner or the boot loader sets it), what the project says
/// of all clocks of the supplier, and the <c>clock-frequency</c> of the clock's own node.
/// </remarks>
internal sealed class ClockRates
{
    // Dividers rarely meet a rate exactly; a serial port bears three percent between both sides.
    private const uint MostRounding = 100;

    private readonly PartitionRequest _request;
    private readonly Board _board;
    private readonly Dictionary<(DeviceTreeNode Provider, string Selector), ClockRateRequest> _said = [];
    private readonly HashSet<(DeviceTreeNode Provider, string Selector)> _asked = [];
    private readonly Lazy<Dictionary<(DeviceTreeNode Provider, string Selector), (uint Rate, PhandleEntry Entry)>> _assigned;
    private readonly Lazy<Dictionary<(DeviceTreeNode Provider, string Selector), uint>> _measured;

    private ClockRates(PartitionRequest request)
    {
        _request = request;
        _board = request.Board;
        _assigned = new(ReadAssigned);
        _measured = new(() => MeasuredRates.Read(request.Board, request.MeasuredClocks));
    }

    /// <summary>Reads what a project says of clocks.</summary>
    /// <param name="request">The project.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static ClockRates Read(PartitionRequest request, ICollection<Diagnostic> diagnostics)
    {
        var rates = new ClockRates(request);
        foreach (ClockRateRequest rate in request.ClockRates)
        {
            if (rates.Add(rate) is { } fault)
            {
                diagnostics.Add(fault);
            }
        }

        return rates;
    }

    /// <summary>Finds the rate of a clock.</summary>
    /// <param name="lease">The use of the clock.</param>
    /// <param name="refinement">What the project says of the supplier as a whole.</param>
    /// <returns>The rate in hertz, or <see langword="null"/>.</returns>
    public uint? Find(SupplierLease lease, GuestDeviceRequest? refinement)
    {
        (DeviceTreeNode, string) clock = (lease.Target, lease.Selector);
        _asked.Add(clock);
        return _said.TryGetValue(clock, out ClockRateRequest? said) ? said.Frequency
            : _measured.Value.TryGetValue(clock, out uint rate) ? rate
            : _assigned.Value.TryGetValue(clock, out (uint Rate, PhandleEntry) assigned) ? assigned.Rate
            : refinement?.ClockFrequency ?? OwnRateOf(lease.Target);
    }

    /// <summary>Finds, when all guests are planned, rates that nothing needs and rates that two sources do not agree about.</summary>
    public IEnumerable<Diagnostic> Check()
    {
        foreach (((DeviceTreeNode, string) clock, ClockRateRequest rate) in _said.Where(said => !_asked.Contains(said.Key)))
        {
            if (_request.Policy.KeepsGuestsApart)
            {
                yield return SupplierDiagnostics.RateUnused(rate, _request.Policy.Name, IsUsed(clock));
            }
        }

        foreach ((DeviceTreeNode Provider, string Selector) clock in _asked.Where(clock => !_said.ContainsKey(clock)))
        {
            if (_measured.Value.TryGetValue(clock, out uint measured)
                && _assigned.Value.TryGetValue(clock, out (uint Rate, PhandleEntry Entry) assigned)
                && Math.Max(measured, assigned.Rate) - Math.Min(measured, assigned.Rate) > measured / MostRounding)
            {
                yield return SupplierDiagnostics.RatesDiffer(
                    SupplierDiagnostics.ClockOf(_board, clock.Provider, clock.Selector), measured, assigned.Rate, assigned.Entry.Span);
            }
        }
    }

    private Diagnostic? Add(ClockRateRequest rate)
    {
        string[] words = rate.Clock.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || DeviceSelector.FindOne(_board, words[0]) is not { } node)
        {
            string? nearest = words.Length == 0 ? null : DeviceSelector.FindNearest(_board, words[0]);
            return SupplierDiagnostics.UnknownClock(rate, "nothing on the board matches it", nearest);
        }

        (DeviceTreeNode, string)? clock =
            node.FindProperty("#clock-cells")?.Value.TryReadCell(out uint cells) == true && words.Length - 1 == cells
            && ReadNumbers(words[1..]) is { } specifier
                ? (node, string.Join(' ', specifier))
                : FindNamed(node, words);
        return clock is null ? SupplierDiagnostics.UnknownClock(rate, DescribeClocksOf(node), null)
            : _said.TryAdd(clock.Value, rate) || _said[clock.Value].Frequency == rate.Frequency ? null
            : SupplierDiagnostics.TwoRates(_said[clock.Value], rate);
    }

    /// <summary>The clock that a device and its name of the clock mean; a device whose only clock has no name is enough.</summary>
    private (DeviceTreeNode, string)? FindNamed(DeviceTreeNode node, string[] words)
    {
        ImmutableArray<string> names = NamesOf(node);
        int index = words.Length == 2 ? names.IndexOf(words[1]) : words.Length == 1 && names.IsEmpty ? 0 : -1;
        return index >= 0
            && node.FindProperty("clocks") is { } clocks
            && _board.ReferencesIn(node, clocks).Entries is var entries
            && index < entries.Length
            && entries[index].Target is { } provider
                ? (provider, string.Join(' ', entries[index].ReadSpecifier(clocks.Value)))
                : null;
    }

    private static string DescribeClocksOf(DeviceTreeNode node) =>
        node.FindProperty("#clock-cells")?.Value.TryReadCell(out uint cells) == true
            ? $"'{node.Path}' names its clocks by {cells} {(cells == 1 ? "number" : "numbers")}"
        : NamesOf(node) is { IsEmpty: false } names ? $"'{node.Path}' calls its clocks {string.Join(", ", names)}"
        : $"'{node.Path}' has no clock of that name";

    private static ImmutableArray<string> NamesOf(DeviceTreeNode node) =>
        node.TryGetValue("clock-names", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> names) ? names : [];

    private static uint[]? ReadNumbers(string[] words)
    {
        var numbers = new uint[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            bool isHex = words[i].StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            if (!uint.TryParse(
                isHex ? words[i].AsSpan(2) : words[i],
                isHex ? NumberStyles.HexNumber : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    /// <summary>Whether any device of the board uses a clock.</summary>
    private bool IsUsed((DeviceTreeNode Provider, string Selector) clock) => _board.Document.Nodes.Any(node =>
        node.FindProperty("clocks") is { } clocks
        && _board.ReferencesIn(node, clocks).Entries.Any(entry =>
            entry.Target == clock.Provider && string.Join(' ', entry.ReadSpecifier(clocks.Value)) == clock.Selector));

    /// <summary>The rates that any node of the board assigns: whoever sets a clock sets it to this.</summary>
    private Dictionary<(DeviceTreeNode, string), (uint, PhandleEntry)> ReadAssigned()
    {
        var assigned = new Dictionary<(DeviceTreeNode, string), (uint, PhandleEntry)>();
        foreach (BoardDevice device in _board.Devices.Where(device => _board.FindDisabled(device.Node) is null))
        {
            if (device.Node.FindProperty("assigned-clocks") is not { } clocks
                || !device.Node.TryGetValue("assigned-clock-rates", out PropertyValue? value)
                || !value.TryReadCells(out ImmutableArray<uint> rates))
            {
                continue;
            }

            foreach ((PhandleEntry entry, uint rate) in _board.ReferencesIn(device.Node, clocks).Entries.Zip(rates))
            {
                if (entry.Target is { } target && rate > 0)
                {
                    assigned[(target, string.Join(' ', entry.ReadSpecifier(clocks.Value)))] = (rate, entry);
                }
            }
        }

        return assigned;
    }

    private static uint? OwnRateOf(DeviceTreeNode clock) =>
        clock.FindProperty("clock-frequency")?.Value.TryReadCell(out uint rate) == true ? rate : null;
}
