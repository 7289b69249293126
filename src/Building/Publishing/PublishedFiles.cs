using System.Collections.Immutable;
using Partition.Building.BootMedium;
using Partition.Building.Items;

namespace Partition.Building.Publishing;

/// <summary>The files that are published.</summary>
internal static class PublishedFiles
{
    /// <summary>Lists the files with their places in the published folder.</summary>
    /// <param name="session">The build.</param>
    /// <param name="built">What was built, with RelativePath.</param>
    /// <param name="manifest">The list of boot files; it need not exist.</param>
    /// <param name="hypervisor">The hypervisor itself; empty for none.</param>
    /// <param name="lockFile">The lock file; empty for none.</param>
    public static IEnumerable<(string Path, string RelativePath)> List(
        BuildSession session, ImmutableArray<ProjectItem> built, string manifest, string hypervisor, string lockFile)
    {
        HashSet<string> known = [.. built.Select(static file => file.Identity)];
        // What is loaded and lies in the output folder is in the list already.
        IEnumerable<string> loaded = BootManifest.Read(session.Root(manifest))
            .Where(static entry => entry.LoadAddress is not null)
            .Select(entry => new FileInfo(session.Root(entry.Source)).FullName)
            .Where(file => !known.Contains(file));
        return
        [
            .. built.Select(static file => (file.Identity, file.GetMetadata("RelativePath"))),
            .. loaded.Select(static file => (file, $"boot/{Path.GetFileName(file)}")),
            .. IfExists(hypervisor, "hypervisor/"),
            .. IfExists(lockFile, ""),
        ];

        IEnumerable<(string Path, string RelativePath)> IfExists(string file, string folder) =>
            file.Length > 0 && File.Exists(session.Root(file))
                ? [(new FileInfo(session.Root(file)).FullName, $"{folder}{Path.GetFileName(file)}")]
                : [];
    }
}
