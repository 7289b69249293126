using Microsoft.Build.Framework;
using Partition.DeviceTree;

namespace Partition.Tasks;

/// <summary>Gives the device tree compiler files of the disk, rooted at the project's directory, and keeps the dates that they had.</summary>
internal sealed class ProjectSourceFiles(TaskEnvironment environment) : ISourceFiles
{
    private readonly Dictionary<string, long> _dates = new(StringComparer.Ordinal);

    public byte[]? TryRead(string path)
    {
        string rooted = environment.GetAbsolutePath(path);
        if (!File.Exists(rooted))
        {
            return null;
        }

        // Looked at first: a change that comes while the file is read is then seen by the next build.
        _dates.TryAdd(path, DatedFile.DateOf(rooted));
        return File.ReadAllBytes(rooted);
    }

    /// <summary>Files with the dates that they had when they were read.</summary>
    public IEnumerable<DatedFile> WithDates(IEnumerable<string> paths) => paths.Select(path => new DatedFile(path, _dates.GetValueOrDefault(path)));
}
