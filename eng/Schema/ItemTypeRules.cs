using System.Xml.Linq;

namespace Partition.Schema;

/// <summary>Writes which types of items there are, for the Properties window and the dialogs for adding files.</summary>
internal static class ItemTypeRules
{
    /// <summary>The types of items, and the kinds of files that become some.</summary>
    public static string Write(PublicSurface surface) => GeneratedXml.Write(Rules.Definitions(
    [
        .. NamesOf(surface).Select(static item => new XElement(
            Rules.Namespace + "ItemType",
            new XAttribute("Name", item.Name),
            new XAttribute("DisplayName", DisplayName.Of(item.Name)))),
        .. WithExtensions(surface).Select(static item => new XElement(
            Rules.Namespace + "ContentType",
            new XAttribute("Name", ContentTypeOf(item)),
            new XAttribute("DisplayName", DisplayName.Of(item.Names[0])),
            new XAttribute("ItemType", item.Names[0]))),
        .. WithExtensions(surface).SelectMany(static item => item.Extensions.Select(extension => new XElement(
            Rules.Namespace + "FileExtension",
            new XAttribute("Name", extension),
            new XAttribute("ContentType", ContentTypeOf(item))))),
    ]));

    /// <summary>The items that the dialogs for adding files offer.</summary>
    public static string WriteAvailableItems(PublicSurface surface) => GeneratedXml.Write(new XElement(
        "Project",
        new XElement(
            "ItemGroup",
            NamesOf(surface)
                .Where(static item => item.Entry.Include.Type is ValueType.File)
                .Select(static item => new XElement("AvailableItemName", new XAttribute("Include", item.Name))))));

    private static IEnumerable<(string Name, ItemEntry Entry)> NamesOf(PublicSurface surface) =>
        surface.Items.SelectMany(static item => item.Names.Select(name => (name, item)));

    private static IEnumerable<ItemEntry> WithExtensions(PublicSurface surface) =>
        surface.Items.Where(static item => item.Extensions.Length > 0);

    private static string ContentTypeOf(ItemEntry item) => $"Partition{item.Names[0]}";
}
