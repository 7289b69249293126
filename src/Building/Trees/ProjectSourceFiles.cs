using Partition.Building.Files;
using Partition.Building.Stages;
using Partition.DeviceTree.Source;

namespace Partition.Building.Trees;

/// <summary>
/// Gives the device tree compiler files of the disk, relative to the project's directory, and keeps the dates that they had.
/// </summary>
internal sealed class ProjectSourceFiles(Func<string, string> root) : ISourceFiles
{
    private readonly Dictionary<string, long> _dates = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public byte[]? TryRead(string path) => TryReadPart(path, 0, Array.MaxLength);

    /// <inheritdoc/>
    public byte[]? TryReadPart(string path, long offset, int length)
    {
        string rooted = root(path);

        // Looked at first: a change that comes while the file is read is then seen by the next build.
        long date = DatedFile.DateOf(rooted);
        _dates.TryAdd(path, date);
        return date == 0 ? null : InputFile.ReadPart(rooted, offset, length);
    }

    /// <inheritdoc/>
    public DateTimeOffset? DateOf(string path) => File.Exists(root(path)) ? File.GetLastWriteTimeUtc(root(path)) : null;

    /// <inheritdoc/>
    public string? FindNearby(string path) => NearbyPath.Find(path, root);

    /// <summary>
    /// Files with the dates that they had when they were read, followed by the files that were probed but missing, since creating one
    /// would change the result.
    /// </summary>
    public IEnumerable<DatedFile> WithDates(IEnumerable<string> paths) => paths
        .Select(path => new DatedFile(path, _dates.GetValueOrDefault(path)))
        .Concat(_dates.Where(static file => file.Value == 0).Select(static file => new DatedFile(file.Key, 0)));
}
