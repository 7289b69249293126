using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;

namespace Partition.Building.Items;

/// <summary>Finds metadata that a project gives and nobody reads: MSBuild takes any name, so a slip of the pen would be lost.</summary>
internal static partial class KnownMetadata
{
    // Words that mean a metadatum and look like none: those that another item, or the field, has for the same.
    private static readonly Dictionary<(string Kind, string Name), string> s_synonyms = new()
    {
        [("ClockRate", "RATE")] = "Frequency",
        [("ClockRate", "HZ")] = "Frequency",
        [("ClockRate", "HERTZ")] = "Frequency",
        [("SupplierPolicy", "GUEST")] = "Owner",
        [("SupplierPolicy", "ACCESS")] = "Others",
        [("SupplierPolicy", "RATE")] = "ClockFrequency",
        [("SupplierPolicy", "FREQUENCY")] = "ClockFrequency",
        [("GuestDevice", "OWNER")] = "Guest",
        [("GuestDevice", "RATE")] = "ClockFrequency",
        [("GuestDevice", "FREQUENCY")] = "ClockFrequency",
    };

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
        string? Find(string name) => s_synonyms.GetValueOrDefault((kind, name.ToUpperInvariant())) ?? NearestName.Find(name, known);
        return
        [
            .. item.Metadata.Keys
                .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Where(name => Find(name) is not null)
                .Select(name => HostDiagnostics.UnknownMetadata(placeOf(name), item.Identity, name, Find(name)!)),
        ];
    }
}
