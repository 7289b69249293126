using System.Xml.Linq;

namespace Partition.Schema;

/// <summary>Writes the pages on which an IDE shows and changes properties and metadata.</summary>
internal static class PropertyPage
{
    /// <summary>The project's page, with a category for each group of properties.</summary>
    public static string WriteProject(PublicSurface surface) => GeneratedXml.Write(new XElement(
        Rules.Namespace + "Rule",
        new XAttribute("Name", "PartitionGeneral"),
        new XAttribute("DisplayName", "Partition"),
        new XAttribute("Description", "The board, its hypervisor and its images."),
        new XAttribute("PageTemplate", "generic"),
        new XAttribute("Order", "10"),
        new XElement(
            Rules.Namespace + "Rule.Categories",
            PagesOf(surface).Select(static group => new XElement(
                Rules.Namespace + "Category", new XAttribute("Name", CategoryOf(group)), new XAttribute("DisplayName", group.Name)))),
        new XElement(
            Rules.Namespace + "Rule.DataSource",
            new XElement(
                Rules.Namespace + "DataSource",
                new XAttribute("Persistence", "ProjectFile"),
                new XAttribute("HasConfigurationCondition", "False"))),
        PagesOf(surface).SelectMany(static group => group.Properties.Select(property => WriteProperty(property, CategoryOf(group))))));

    /// <summary>A page for each type of items.</summary>
    public static string WriteItems(PublicSurface surface) => GeneratedXml.Write(Rules.Definitions(
        surface.Items.SelectMany(static item => item.Names.Select(name => WriteItem(name, item)))));

    private static XElement WriteItem(string name, ItemEntry item) => new(
        Rules.Namespace + "Rule",
        new XAttribute("Name", $"Partition{name}"),
        new XAttribute("DisplayName", DisplayName.Of(name)),
        new XAttribute("Description", Markdown.ToPlainText(item.Description)),
        new XAttribute("PageTemplate", "generic"),
        new XElement(
            Rules.Namespace + "Rule.DataSource",
            new XElement(
                Rules.Namespace + "DataSource",
                new XAttribute("Persistence", "ProjectFile"),
                new XAttribute("ItemType", name),
                new XAttribute("HasConfigurationCondition", "False"),
                new XAttribute("SourceOfDefaultValue", "AfterContext"))),
        item.Metadata.Select(static metadatum => WriteProperty(metadatum, null)));

    private static XElement WriteProperty(ValueEntry value, string? category) => new(
        Rules.Namespace + (value.Type switch
        {
            ValueType.Boolean => "BoolProperty",
            ValueType.Choice => "EnumProperty",
            _ => "StringProperty",
        }),
        new XAttribute("Name", value.Name),
        new XAttribute("DisplayName", DisplayName.Of(value.Name)),
        new XAttribute("Description", Markdown.ToPlainText(value.Description)),
        category is null ? null : new XAttribute("Category", category),
        value.Type switch
        {
            ValueType.File => new XAttribute("Subtype", "file"),
            ValueType.Folder => new XAttribute("Subtype", "folder"),
            _ => null,
        },
        value.Values.Select(static choice => new XElement(
            Rules.Namespace + "EnumValue",
            new XAttribute("Name", choice.Key),
            new XAttribute("DisplayName", $"{choice.Key}: {Markdown.ToPlainText(choice.Value)}"))));

    private static IEnumerable<PropertyGroupEntry> PagesOf(PublicSurface surface) =>
        surface.PropertyGroups.Where(static group => group.Page);

    private static string CategoryOf(PropertyGroupEntry group) => group.Name.Replace(" ", "", StringComparison.Ordinal);
}
