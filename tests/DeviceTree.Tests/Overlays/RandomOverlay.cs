using System.Globalization;
using System.Text;

namespace Partition.DeviceTree.Tests.Overlays;

/// <summary>Sources of a base and of an overlay for it, that a seed decides.</summary>
internal sealed class RandomOverlay
{
    private readonly Random _random;
    private readonly List<string> _paths = ["/"];
    private readonly List<string> _labels = [];
    private readonly List<string> _ownLabels = [];
    private readonly StringBuilder _text = new();

    public RandomOverlay(int seed)
    {
        _random = new(seed);
        _text.Append("/dts-v1/; /memreserve/ 0x1000 16; / { ");
        AddNodes("", 0);
        Base = _text.Append("aliases { top = \"/n0\"; }; };").ToString();
        _text.Clear().Append("/dts-v1/; /plugin/;\n");
        int fragments = _random.Next(1, 4);
        for (int i = 0; i < fragments; i++)
        {
            AddFragment();
        }

        Overlay = _text.ToString();
    }

    public string Base { get; }

    public string Overlay { get; }

    private void AddNodes(string path, int depth)
    {
        AddProperties(_labels);
        for (int i = depth > 3 ? 0 : _random.Next(depth == 0 ? 1 : 0, 4); i > 0; i--)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"n{i - 1}{(depth > 0 && _random.Next(3) == 0 ? "@1" : "")}");
            if (_random.Next(2) == 0)
            {
                _labels.Add($"l{_labels.Count}");
                _text.Append(CultureInfo.InvariantCulture, $"{_labels[^1]}: ");
            }

            _paths.Add($"{path}/{name}");
            _text.Append(name).Append(" { ");
            AddNodes($"{path}/{name}", depth + 1);
            _text.Append("}; ");
        }
    }

    private void AddFragment()
    {
        bool byLabel = _labels.Count > 0 && _random.Next(3) > 0;
        _text.Append(byLabel ? $"&{_labels[_random.Next(_labels.Count)]}" : $"&{{{_paths[_random.Next(_paths.Count)]}}}").Append(" { ");
        AddBody(0);
        _text.Append("};\n");
    }

    private void AddBody(int depth)
    {
        AddProperties([.. _labels, .. _ownLabels]);
        for (int i = depth > 2 ? 0 : _random.Next(3); i > 0; i--)
        {
            // Where a node of the base has a phandle, too, fdtoverlay did otherwise until 1.7; labelled ones have names of their own.
            string name = $"n{i}";
            if (_random.Next(2) == 0)
            {
                name = $"own{_ownLabels.Count}";
                _ownLabels.Add($"m{_ownLabels.Count}");
                _text.Append(CultureInfo.InvariantCulture, $"{_ownLabels[^1]}: ");
            }

            _text.Append(CultureInfo.InvariantCulture, $"{name}{(_random.Next(3) == 0 ? "@1" : "")} {{ ");
            AddBody(depth + 1);
            _text.Append("}; ");
        }
    }

    private void AddProperties(List<string> labels)
    {
        foreach (int name in Enumerable.Range(0, 6).Where(_ => _random.Next(2) == 0))
        {
            string value = _random.Next(5) switch
            {
                0 => "",
                1 => " = \"text\", \"s\"",
                2 => " = [00 01 02]",
                3 when labels.Count > 0 => $" = <1 &{labels[_random.Next(labels.Count)]} &{labels[_random.Next(labels.Count)]}>",
                _ => " = <1 2>",
            };
            _text.Append(CultureInfo.InvariantCulture, $"{(name % 2 == 0 ? "x-" : "")}p{name / 2}{value}; ");
        }
    }
}
