using System.Collections.Immutable;

namespace Partition.Hypervisors.Consoles;

/// <summary>Watches the console of a machine until all guests on it are up.</summary>
/// <param name="consoles">Finds the guest that wrote a line.</param>
/// <param name="started">The names of all guests that the machine starts, in the project's order.</param>
/// <param name="guests">Those to wait for.</param>
internal sealed class BootWatch(IGuestConsoles consoles, ImmutableArray<string> started, ImmutableArray<GuestWatch> guests)
{
    private const int MostOwnLines = 1000;

    private readonly ConsoleText _text = new();
    private readonly Queue<string> _lines = [];
    private readonly List<string> _faults = [];

    /// <summary>The guests that are waited for.</summary>
    public ImmutableArray<GuestWatch> Guests => guests;

    /// <summary>Whether each of them is up, or has said that it is not.</summary>
    public bool IsComplete => guests.All(static guest => guest.IsDecided);

    /// <summary>The lines by which the hypervisor says that it could not do what the partition needs.</summary>
    public IReadOnlyList<string> HypervisorFaults => _faults;

    /// <summary>The last lines of the whole machine.</summary>
    public IReadOnlyCollection<string> LastLines => _lines;

    /// <summary>What was said behind the last whole line.</summary>
    public string Unfinished => _text.Unfinished;

    /// <summary>Takes what came from the console.</summary>
    /// <param name="piece">A piece of any size.</param>
    /// <returns>The lines that it ends, as they came.</returns>
    public ImmutableArray<string> Add(ReadOnlySpan<char> piece)
    {
        ImmutableArray<string> lines = _text.Add(piece);
        foreach (string line in lines)
        {
            ConsoleLine said = Attribute(line);
            FindGuest(said.Guest)?.Add(said.Text);
            if (said.Guest.Length == 0 && consoles.IsFault(line))
            {
                _faults.Add(line);
            }

            Keep(line);
        }

        if (_text.Unfinished is { Length: > 0 } unfinished)
        {
            ConsoleLine said = Attribute(unfinished);
            FindGuest(said.Guest)?.Look(said.Text);
        }

        return lines;
    }

    /// <summary>Finds the guest that wrote a line.</summary>
    public ConsoleLine Attribute(string line) => consoles.AttributeLine(line, started);

    private GuestWatch? FindGuest(string name) => guests.FirstOrDefault(guest => guest.Name == name);

    private void Keep(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > MostOwnLines)
        {
            _lines.Dequeue();
        }
    }
}
