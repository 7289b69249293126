using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;

namespace Partition.Building.Publishing;

/// <summary>Works out what goes into a board support package.</summary>
/// <param name="session">The build.</param>
/// <param name="sourceRoot">The folder from which the sources of trees keep their places in the package.</param>
internal sealed class PackStep(BuildSession session, string sourceRoot)
{
    private readonly string _root = session.Root(sourceRoot);

    /// <summary>Writes the properties and lists the files of the package.</summary>
    /// <param name="trees">The trees, each with RecordFile, which says what they include.</param>
    /// <param name="properties">What a project that references the package gets.</param>
    /// <param name="outputs">What was built, each with RelativePath.</param>
    /// <param name="propertiesFile">The file of properties to write.</param>
    /// <returns>The files with their folders or paths in the package; none after an error.</returns>
    public ImmutableArray<(string Source, string PackagePath)> Run(
        ImmutableArray<ProjectItem> trees, BoardProperties properties, ImmutableArray<ProjectItem> outputs, string propertiesFile)
    {
        string[] sources = [.. trees
            .SelectMany(SourcesOf)
            .Select(session.Root)
            .Select(static file => new FileInfo(file).FullName)
            .Distinct()];
        string[] outside = [.. sources.Where(source => IsOutside(RelativeTo(source)))];
        if (outside.Length > 0)
        {
            session.Report(HostDiagnostics.SourcesOutsideOfPackRoot(session.ProjectFile, outside, _root));
            return [];
        }

        AtomicFile.WriteIfDifferent(session.Root(propertiesFile), properties.ToProject());
        string name = Path.GetFileName(propertiesFile);
        return
        [
            (propertiesFile, $"build/{name}"),
            (propertiesFile, $"buildTransitive/{name}"),
            .. sources.Select(source => (source, FolderOf("dts", RelativeTo(source)))),
            .. outputs.Select(static output => (output.Identity, FolderOf("partition", output.GetMetadata("RelativePath")))),
        ];
    }

    /// <summary>A path from the root of the sources, with slashes; empty for none.</summary>
    public string RelativeTo(string path) => path.Length == 0 ? "" : Path.GetRelativePath(_root, session.Root(path)).Replace('\\', '/');

    /// <summary>Folders below the root of the sources, by their paths from there.</summary>
    public ImmutableArray<ProjectItem> InsideRoot(ImmutableArray<ProjectItem> folders) =>
    [
        .. folders.Select(folder => folder with { Identity = RelativeTo(folder.Identity) })
            .Where(static folder => !IsOutside(folder.Identity)),
    ];

    private IEnumerable<string> SourcesOf(ProjectItem tree) =>
        (StageRecord.TryRead(session.Root(tree.GetMetadata("RecordFile")))?.Read ?? [])
            .Where(static file => file.Date != 0)
            .Select(static file => file.Path)
            .Append(tree.Identity);

    // A folder and not a file: NuGet takes a name without a dot for a folder's.
    private static string FolderOf(string top, string relative) => $"{Path.Combine(top, Path.GetDirectoryName(relative) ?? "")}/";

    private static bool IsOutside(string relative) => relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
}
