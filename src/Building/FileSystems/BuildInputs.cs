using Partition.Building.Stages;

namespace Partition.Building.FileSystems;

/// <summary>The files that a build has read, as its records say it.</summary>
internal static class BuildInputs
{
    /// <summary>The value of a record that names a file which the stage reads and keeps up to date, so that it is not an input.</summary>
    public const string KeptFile = nameof(KeptFile);

    /// <summary>Finds what the last build has read and not written itself.</summary>
    /// <param name="session">The build.</param>
    /// <param name="directory">The folder of the intermediate files; it need not exist.</param>
    /// <returns>Absolute paths; files that a build would take if they were there are left out.</returns>
    public static IEnumerable<string> Of(BuildSession session, string directory)
    {
        string folder = session.Root(directory);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] files = Directory.GetFiles(folder, "*.record", SearchOption.AllDirectories);
        StageRecord[] records = [.. files.Select(StageRecord.TryRead).OfType<StageRecord>()];
        HashSet<string> written = [.. files, .. records.SelectMany(static record => record.Written).Select(file => Normalize(file.Path))];
        written.UnionWith(records.Select(static record => record.Values.GetValueOrDefault(KeptFile)).OfType<string>().Select(Normalize));
        // Lists stand for the many files that go into a file system.
        IEnumerable<string> listed = written.Where(static file => file.EndsWith(".list", StringComparison.Ordinal) && File.Exists(file))
            .SelectMany(FileList.ReadSources);
        return records.SelectMany(static record => record.Read)
            .Where(static file => file.Date != 0)
            .Select(static file => file.Path)
            .Concat(listed)
            .Select(Normalize)
            .Where(file => !written.Contains(file))
            .Distinct();

        string Normalize(string path) => new FileInfo(session.Root(path)).FullName;
    }
}
