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
/// From the surest to the least sure: what the project says of the clock, the rate that the board's tree has assigned to it
/// (<c>assigned-clock-rates</c>), what Linux shows on the running board, what the project says of all clocks of the supplier, and the
/// <c>clock-frequency</c> of the clock's own node.
/// </remarks>
internal sealed class ClockRates
{
    private readonly Board _board;
    private readonly Dictionary<(DeviceTreeNode Provider, string Selector), uint> _byClock = [];
    private readonly Dictionary<(DeviceTreeNode Consumer, string Name), uint> _byConsumer = [];
    private readonly Lazy<Dictionary<(DeviceTreeNode Provider, string Selector), uint>> _assigned;
    private readonly ILookup<string, MeasuredClock> _measured;

    private ClockRates(PartitionRequest request)
    {
        _board = request.Board;
        _assigned = new(ReadAssigned);
        _measured = request.MeasuredClocks.ToLookup(static clock => clock.Consumer);
    }

    /// <summary>Reads what a project says of clocks.</summary>
    /// <param name="request">The project.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static ClockRates Read(PartitionRequest request, ICollection<Diagnostic> diagnostics)
    {
        var rates = new ClockRates(request);
        foreach (ClockRateRequest rate in request.ClockRates)
        {
            if (!rates.TryAdd(rate, out Diagnostic? fault))
            {
                diagnostics.Add(fault!);
            }
        }

        return rates;
    }

    /// <summary>Finds the rate of a clock.</summary>
    /// <param name="lease">The use of the clock.</param>
    /// <param name="refinement">What the project says of the supplier as a whole.</param>
    /// <returns>The rate in hertz, or <see langword="null"/>.</returns>
    public uint? Find(SupplierLease lease, GuestDeviceRequest? refinement) =>
        _byClock.TryGetValue((lease.Target, lease.Selector), out uint rate)
            || _byConsumer.TryGetValue((lease.Consumer, lease.Name), out rate)
            || _assigned.Value.TryGetValue((lease.Target, lease.Selector), out rate)
            ? rate
            : Measure(lease) ?? refinement?.ClockFrequency ?? OwnRateOf(lease.Target);

    private bool TryAdd(ClockRateRequest rate, out Diagnostic? fault)
    {
        string[] words = rate.Clock.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        fault = null;
        if (words.Length == 0 || DeviceSelector.FindOne(_board, words[0]) is not { } node)
        {
            string? nearest = words.Length == 0 ? null : DeviceSelector.FindNearest(_board, words[0]);
            fault = SupplierDiagnostics.UnknownClock(rate, "nothing on the board matches it", nearest);
        }
        else if (node.FindProperty("#clock-cells")?.Value.TryReadCell(out uint cells) == true && words.Length - 1 == cells
            && ReadNumbers(words[1..]) is { } specifier)
        {
            _byClock[(node, string.Join(' ', specifier))] = rate.Frequency;
        }
        else if (FindName(node, words) is { } name)
        {
            _byConsumer[(node, name)] = rate.Frequency;
        }
        else
        {
            fault = SupplierDiagnostics.UnknownClock(rate, DescribeClocksOf(node), null);
        }

        return fault is null;
    }

    /// <summary>The name of a device's clock in a project's words; an empty one for a device whose only clock has none.</summary>
    private static string? FindName(DeviceTreeNode node, string[] words)
    {
        ImmutableArray<string> names = NamesOf(node);
        return words.Length == 2 && names.Contains(words[1]) ? words[1]
            : words.Length == 1 && names.IsEmpty && node.FindProperty("clocks") is not null ? ""
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

    /// <summary>The rates that any node of the board assigns: whoever sets a clock sets it to this.</summary>
    private Dictionary<(DeviceTreeNode, string), uint> ReadAssigned()
    {
        var assigned = new Dictionary<(DeviceTreeNode, string), uint>();
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
                    assigned[(target, string.Join(' ', entry.ReadSpecifier(clocks.Value)))] = rate;
                }
            }
        }

        return assigned;
    }

    /// <summary>Linux names a device by the address of its registers and the name of its node (drivers/of/device.c).</summary>
    private uint? Measure(SupplierLease lease)
    {
        if (_board[lease.Consumer].Registers is not [var first, ..])
        {
            return null;
        }

        string consumer = string.Create(CultureInfo.InvariantCulture, $"{first.Start:x}.{lease.Consumer.BaseName}");
        MeasuredClock[] clocks = [.. _measured[consumer]];
        MeasuredClock[] named = [.. clocks.Where(clock => clock.Connection == lease.Name)];
        return named is [var only] ? only.Frequency
            : lease.Index == 0 && clocks.Where(static clock => clock.Connection.Length == 0).ToArray() is [var unnamed] ? unnamed.Frequency
            : null;
    }

    private static uint? OwnRateOf(DeviceTreeNode clock) =>
        clock.FindProperty("clock-frequency")?.Value.TryReadCell(out uint rate) == true ? rate : null;
}
