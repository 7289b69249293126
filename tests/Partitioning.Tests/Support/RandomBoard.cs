using System.Text;

namespace Partition.Partitioning.Tests.Support;

/// <summary>Boards that nobody would build: buses in buses, needs in all directions; the same one for each seed.</summary>
internal sealed class RandomBoard
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _labels = [];
    private readonly int _devices;
    private uint _address = 0x10000;
    private uint _line;

    private RandomBoard(int seed)
    {
        _random = new Random(seed);
        _devices = _random.Next(3, 24);
        _labels.AddRange(Enumerable.Range(0, _devices).Select(static i => $"d{i}"));
        int placed = 0;
        while (placed < _devices)
        {
            placed = AddBus(placed, _random.Next(4), "");
        }
    }

    /// <summary>The labels of the devices.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The board's source.</summary>
    public string Text => Source.TextWith(
        "pmu { compatible = \"arm,cortex-a9-pmu\"; interrupts = <0 60 4>, <0 61 4>; interrupt-affinity = <&cpu0>, <&cpu1>; };\n"
        + $"aliases {{ {string.Concat(_labels.Select(static label => $"a{label} = &{label}; "))} }};\n{_text}");

    public static RandomBoard Make(int seed) => new(seed);

    /// <summary>A random list of devices.</summary>
    public string Selection(Random random) => string.Join("; ", Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        (random.Next(4) == 0 ? "!" : "") + (random.Next(8) == 0 ? "*" : _labels[random.Next(_labels.Count)])));

    private int AddBus(int next, int depth, string indent)
    {
        uint moved = (uint)_random.Next(16) << 24;
        bool isPlain = _random.Next(2) == 0;
        bool isNexus = _random.Next(3) == 0;
        _text.Append($"{indent}bus{next}-{depth} {{ #address-cells = <1>; #size-cells = <1>;\n");
        _text.Append(isPlain ? $"{indent} ranges;\n" : $"{indent} ranges = <0 {moved:D} 0xf0000000>;\n");
        if (isNexus)
        {
            _text.Append($"{indent} #interrupt-cells = <1>; interrupt-map-mask = <0 0xff>;\n{indent} interrupt-map = ");
            _text.Append(string.Join(", ", Enumerable.Range(0, 8).Select(i => $"<0 {i} &gic 0 {_line + i} 4>")) + ";\n");
        }

        uint firstLine = _line;
        for (int count = _random.Next(1, 4); count > 0 && next < _devices; count--, next++)
        {
            AddDevice(next, indent + " ", isNexus ? _line - firstLine : null);
        }

        if (depth > 0 && next < _devices)
        {
            next = AddBus(next, depth - 1, indent + " ");
        }

        _text.Append(indent + "};\n");
        return next;
    }

    private void AddDevice(int number, string indent, uint? nexusLine)
    {
        _text.Append($"{indent}d{number}: device@{_address:x} {{ reg = <{_address} 0x100>, <{_address + 0x800} 0x10>;");
        _text.Append(nexusLine is { } line ? $" interrupts = <{line}>;" : $" interrupts = <0 {_line} 4>;");
        foreach (string property in new[] { "clocks", "dmas", "vdd-supply", "remote-endpoint", "gpio-ranges", "reset-gpios" })
        {
            if (_random.Next(4) == 0)
            {
                IEnumerable<string> entries = Enumerable.Range(0, _random.Next(1, 4))
                    .Select(_ => $"<&d{_random.Next(_devices)}{Arguments()}>");
                _text.Append($" {property} = {string.Join(", ", entries)};");
            }
        }

        _text.Append(" };\n");
        _address += 0x1000;
        _line++;
    }

    private string Arguments() => string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ => $" {_random.Next(8)}"));
}
