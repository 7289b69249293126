using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Building.Projects;

/// <summary>Finds items and properties whose names are nearly ours: MSBuild takes any name, so a slip of the pen would be lost.</summary>
/// <remarks>A name that the project itself reads is its own. No name of MSBuild or the .NET SDK is this near to one of ours.</remarks>
internal static class ProjectNameCheck
{
    /// <summary>Warns of each name once.</summary>
    /// <param name="text">The project.</param>
    /// <param name="globals">The properties that the caller sets.</param>
    /// <param name="projectFile">The project file.</param>
    public static IEnumerable<Diagnostic> Check(ProjectText text, ImmutableArray<string> globals, string projectFile) =>
    [
        .. text.Elements
            .Concat(globals.Select(name => new ProjectElement(false, name, SourceSpan.File(projectFile))))
            .DistinctBy(static element => (element.IsItem, element.Name))
            .Select(element => Check(element, text))
            .OfType<Diagnostic>(),
    ];

    private static Diagnostic? Check(ProjectElement element, ProjectText text)
    {
        ImmutableArray<string> known = element.IsItem ? KnownMetadata.ItemTypes : ProjectProperties.All;
        return known.Contains(element.Name, StringComparer.OrdinalIgnoreCase)
            || text.Uses(element.Name)
            || FindNear(element.Name, known) is not { } nearest
                ? null
                : HostDiagnostics.UnknownName(element.Span, element.IsItem ? "item" : "property", element.Name, nearest);
    }

    /// <summary>
    /// The name that is meant: a letter or two beside it, or another case or plural. Longer ways are other words: projects have many
    /// properties of their own.
    /// </summary>
    private static string? FindNear(string name, ImmutableArray<string> known) =>
        NearestName.Find(
            name.ToUpperInvariant(),
            known.Select(static other => other.ToUpperInvariant()),
            name.Length >= 8 ? 2 : 1) is { } near
            ? known.First(other => other.Equals(near, StringComparison.OrdinalIgnoreCase))
            : null;
}
