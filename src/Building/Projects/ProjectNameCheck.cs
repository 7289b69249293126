using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Building.Projects;

/// <summary>
/// Finds items and properties whose names are nearly ours, or ours but of the other kind: MSBuild takes any name, so a slip of the pen
/// would be lost.
/// </summary>
/// <remarks>A name that the project itself reads is its own. No name of MSBuild or the .NET SDK is this near to one of ours.</remarks>
internal static class ProjectNameCheck
{
    /// <summary>Reports each name once.</summary>
    /// <param name="text">The project.</param>
    /// <param name="globals">The properties that the caller sets.</param>
    /// <param name="projectFile">The project file.</param>
    public static IEnumerable<Diagnostic> Check(ProjectText text, ImmutableArray<string> globals, string projectFile) =>
    [
        .. text.Elements
            .Concat(globals.Select(name => new ProjectElement(false, name, SourceSpan.File(projectFile))))
            .Where(element => !text.Uses(element))
            .GroupBy(static element => (element.IsItem, element.Name))
            .Select(static same => Check(same.First(), same))
            .OfType<Diagnostic>(),
    ];

    private static Diagnostic? Check(ProjectElement element, IEnumerable<ProjectElement> same)
    {
        ImmutableArray<string> known = Names(element.IsItem);
        if (known.Contains(element.Name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (Find(element.Name, Names(!element.IsItem)) is { } other)
        {
            return element.IsItem
                ? HostDiagnostics.ItemForProperty(element.Span, other, element.Value)
                : HostDiagnostics.PropertyForItem(element.Span, other, element.Value);
        }

        if (FindNear(element.Name, known) is not { } nearest)
        {
            return null;
        }

        Diagnostic unknown = HostDiagnostics.UnknownName(element.Span, element.IsItem ? "item" : "property", element.Name, nearest);
        return element.IsItem && same.Any(item => item.Metadata.Any(name => KnownMetadata.IsOnlyOf(nearest, name)))
            ? unknown with { Severity = DiagnosticSeverity.Error }
            : unknown;
    }

    private static ImmutableArray<string> Names(bool ofItems) => ofItems ? KnownMetadata.ItemTypes : ProjectProperties.All;

    private static string? Find(string name, ImmutableArray<string> known) =>
        known.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The name that is meant: a letter or two beside it, or another case or plural. Longer ways are other words: projects have many
    /// properties of their own.
    /// </summary>
    private static string? FindNear(string name, ImmutableArray<string> known) =>
        NearestName.Find(
            name.ToUpperInvariant(),
            known.Select(static other => other.ToUpperInvariant()),
            name.Length >= 8 ? 2 : 1) is { } near
            ? Find(near, known)
            : null;
}
