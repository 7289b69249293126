namespace Partition.Hypervisors.Consoles;

/// <summary>One guest of a boot: what it has said, and whether it is up.</summary>
/// <param name="name">The guest.</param>
/// <param name="marker">What shows that it is up.</param>
internal sealed class GuestWatch(string name, BootMarker marker)
{
    private readonly List<string> _lines = [];
    private bool _isClosed;

    /// <summary>The guest's name.</summary>
    public string Name { get; } = name;

    /// <summary>What shows that it is up.</summary>
    public BootMarker Marker { get; } = marker;

    /// <summary>Whether its marker was seen.</summary>
    public bool IsUp { get; private set; }

    /// <summary>What it said until it was up, without an unfinished line.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Takes a whole line.</summary>
    internal void Add(string line)
    {
        // The line that was not finished when it showed the marker belongs to what the guest said before.
        if (!_isClosed)
        {
            _lines.Add(line);
            IsUp |= Marker.IsIn(line);
            _isClosed = IsUp;
        }
    }

    /// <summary>Takes what there is of a line.</summary>
    internal void Look(string unfinished) => IsUp |= Marker.IsInUnfinished(unfinished);
}
