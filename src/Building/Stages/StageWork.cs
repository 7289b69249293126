using System.Collections.Immutable;

namespace Partition.Building.Stages;

/// <summary>What one run of a stage reads, writes and gives to later stages, while it runs.</summary>
internal sealed class StageWork
{
    private readonly Func<string, string> _root;
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);
    private readonly List<string> _written = [];
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Begins a run.</summary>
    /// <param name="root">Makes a path absolute.</param>
    public StageWork(Func<string, string> root) => _root = root;

    /// <summary>The files that were written, by the paths that the stage gave.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Notes a file before it is read: a change that comes while it is read is then seen by the next build.</summary>
    public void WillRead(string path) => _read.TryAdd(path, DatedFile.DateOf(_root(path)));

    /// <summary>Notes files that were read with the dates that they had.</summary>
    public void HasRead(IEnumerable<DatedFile> files)
    {
        foreach (DatedFile file in files)
        {
            _read.TryAdd(file.Path, file.Date);
        }
    }

    /// <summary>Notes a file that the stage has written, or found to hold just what it would have written.</summary>
    public void HasWritten(string path) => _written.Add(path);

    /// <summary>Leaves a value for later stages.</summary>
    public void Give(string name, string value) => _values[name] = value;

    /// <summary>The record of the run.</summary>
    public StageRecord ToRecord(string digest, IEnumerable<RecordedWarning> warnings) => new()
    {
        Digest = digest,
        Read = [.. _read.Select(static file => new DatedFile(file.Key, file.Value))],
        Written = [.. _written.Select(path => WrittenFile.Of(path, _root))],
        Values = _values.ToImmutableSortedDictionary(),
        Warnings = [.. warnings],
    };
}
