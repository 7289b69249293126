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

    /// <summary>Whether its marker was seen, and no line before it that says otherwise.</summary>
    public bool IsUp { get; private set; }

    /// <summary>The line by which it says that it did not come up; <see langword="null"/> when there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>When it was up or said that it is not, in <see cref="TimeProvider.GetTimestamp"/>'s units; 0 before.</summary>
    public long Decided { get; private set; }

    /// <summary>Whether there is nothing to wait for any more.</summary>
    public bool IsDecided => IsUp || Fault is not null;

    /// <summary>What it said until it was up, without an unfinished line.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Takes a whole line.</summary>
    internal void Add(string line)
    {
        // The line that was not finished when it showed the marker belongs to what the guest said before.
        if (!_isClosed)
        {
            _lines.Add(line);
            Decide(line, GuestFault.IsIn(line), Marker.IsIn(line));
            _isClosed = IsUp;
        }
    }

    /// <summary>Takes what there is of a line.</summary>
    internal void Look(string unfinished) => Decide(unfinished, GuestFault.IsInUnfinished(unfinished), Marker.IsInUnfinished(unfinished));

    private void Decide(string text, bool isFault, bool showsMarker)
    {
        if (!IsDecided)
        {
            Fault = isFault ? text : null;
            IsUp = showsMarker && Fault is null;
            Decided = IsDecided ? TimeProvider.System.GetTimestamp() : 0;
        }
    }
}
