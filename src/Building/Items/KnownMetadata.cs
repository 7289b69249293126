using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;

namespace Partition.Building.Items;

/// <summary>Finds metadata that a project gives and nobody reads: MSBuild takes any name, so a slip of the pen would be lost.</summary>
internal static partial class KnownMetadata
{
    /// <summary>The types of items that the SDK reads.</summary>
    public static ImmutableArray<string> ItemTypes => [.. s_known.Keys];

    /// <summary>Whether items of one type alone have a metadatum, so that an item with it is certainly meant to be one.</summary>
    public static bool IsOnlyOf(string itemType, string metadata) => s_known
        .Where(type => type.Value.Contains(metadata, StringComparer.OrdinalIgnoreCase))
        .Select(static type => type.Key)
        .SequenceEqual([itemType]);

    /// <summary>Warns of metadata that nobody reads.</summary>
    /// <param name="item">The item.</param>
    /// <param name="kind">Its item type.</param>
    /// <param name="placeOf">Where the project gives a metadatum.</param>
    public static IEnumerable<Diagnostic> Check(ProjectItem item, string kind, Func<string, SourceSpan> placeOf)
    {
        string[] known = s_known[kind];
        return
        [
            .. item.Metadata.Keys
                .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Where(name => NearestName.Find(name, known) is not null)
                .Select(name => HostDiagnostics.UnknownMetadata(placeOf(name), item.Identity, name, NearestName.Find(name, known)!)),
        ];
    }
}
