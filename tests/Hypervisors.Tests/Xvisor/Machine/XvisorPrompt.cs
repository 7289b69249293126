using System.Globalization;
using System.Text;
using Partition.Partitioning.Tests.RawTrees;

namespace Partition.Hypervisors.Tests.Xvisor.Machine;

/// <summary>Runs a script as Xvisor v0.3.0 does, on an image of files, and stops at the first command that fails.</summary>
internal sealed class XvisorPrompt(IReadOnlyDictionary<string, byte[]> files, RawTree host, int hostCpus, bool hasVirtualization)
{
    private const int Room = 4096;
    private readonly Dictionary<string, XvisorGuest> _guests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (byte[] Tree, string[] Overrides)> _loaded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _switches = ["br0"];
    private readonly HashSet<string> _daemons = new(StringComparer.Ordinal);

    /// <summary>What failed.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The guests that run.</summary>
    public List<string> Running { get; } = [];

    /// <summary>What lies in the memory of guests: the guest, the path, and the addresses from the first to behind the last.</summary>
    public List<(string Guest, string Path, ulong Start, ulong End)> Loads { get; } = [];

    /// <summary>The guests that were made.</summary>
    public IReadOnlyDictionary<string, XvisorGuest> Guests => _guests;

    public void Run(string path)
    {
        string text = Encoding.ASCII.GetString(Find(path));
        while (text.Length > 0)
        {
            string piece = text[..Math.Min(text.Length, Room)];
            int end = piece.AsSpan().IndexOfAny('\n', '\r');
            if (end < 0)
            {
                Failures.Add("failed to find end-of-line");
                return;
            }

            string line = piece[..end];
            text = text[(end + 1)..];
            foreach (string command in line.StartsWith('#') || line.Length == 0 ? [] : line.Split(';'))
            {
                int failures = Failures.Count;
                Execute(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                if (Failures.Count > failures)
                {
                    Failures.Add($"stopped at: {command}");
                    return;
                }
            }
        }
    }

    private void Execute(string[] words)
    {
        Expect(words.Length <= 32, "more than 32 words");
        switch (words)
        {
            case ["net", "switch", "create", "bridge", var name]:
                Expect(_switches.Add(name), $"switch {name} is there");
                break;
            case ["vfs", "guest_fdt_load", var name, var tree, var cpus, .. var overrides]:
                Expect(int.Parse(cpus, CultureInfo.InvariantCulture) is > 0 and <= 8, "CPUs");
                Expect(_loaded.TryAdd(name, (Find(tree), overrides)), $"{name} has a tree");
                break;
            case ["guest", "create", var name]:
                Create(name);
                break;
            case ["vfs", "guest_load_list", var name, var list]:
                Load(name, list);
                break;
            case ["vsdaemon", "create", "chardev", var serial, var name, var port]:
                Expect(HasSerial(serial), $"no vserial {serial}");
                Expect(_daemons.Add(name) && name.Length < 64, $"daemon {name} is there");
                Expect(host.Nodes.Any(node => node.Name == port && node.Strings("compatible").Contains("arm,pl011")), $"no chardev {port}");
                break;
            case ["guest", "kick", var name]:
                Expect(_guests.ContainsKey(name), $"no guest {name}");
                Running.Add(name);
                break;
            case ["vserial", "bind", var serial]:
                Expect(HasSerial(serial), $"no vserial {serial}");
                break;
            default:
                Failures.Add($"unknown command {string.Join(' ', words)}");
                break;
        }
    }

    private void Create(string name)
    {
        if (!_loaded.TryGetValue(name, out (byte[] Tree, string[] Overrides) loaded))
        {
            Failures.Add($"{name} has no tree");
            return;
        }

        var guest = new XvisorGuest(loaded.Tree, hostCpus, hasVirtualization, loaded.Overrides);
        Failures.AddRange(guest.Failures);
        Expect(guest.Switches.TrueForAll(_switches.Contains), "cannot find netswitch");
        _guests.Add(name, guest);
    }

    /// <summary>Words of an address and a path; a path keeps a carriage return or a tab before it, and is then not found.</summary>
    private void Load(string name, string list)
    {
        byte[] content = Find(list);
        Expect(content.Length < Room, $"{list} is too long");
        foreach (string line in Encoding.ASCII.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', 2);
            string path = words.Length < 2
                ? ""
                : words[1].StartsWith("./", StringComparison.Ordinal)
                ? $"{list[..list.LastIndexOf('/')]}/{words[1][2..]}"
                : words[1];
            ulong start = ulong.Parse(words[0].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            ulong end = start + (ulong)Find(path).Length;
            Expect(
                _guests.TryGetValue(name, out XvisorGuest? guest)
                    && guest.Regions.Exists(region => region.IsMemory && region.Start <= start && end <= region.End),
                $"{path} is loaded beside memory");
            Expect(
                Loads.TrueForAll(other => other.Guest != name || other.End <= start || end <= other.Start),
                $"{path} is loaded over another file");
            Loads.Add((name, path, start, end));
        }
    }

    private bool HasSerial(string name) =>
        name.Split('/') is [var guest, var port] && _guests.TryGetValue(guest, out XvisorGuest? made) && made.SerialPorts.Contains(port);

    private byte[] Find(string path)
    {
        bool isFound = files.TryGetValue(path, out byte[]? content)
            && path.Length < 256
            && path.Split('/').All(static name => name.Length < 64);
        Expect(isFound, $"no file {path}");
        return content ?? [];
    }

    private void Expect(bool holds, string failure)
    {
        if (!holds)
        {
            Failures.Add(failure);
        }
    }
}
