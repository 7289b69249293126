using System.Xml.Linq;

namespace Partition.Schema;

/// <summary>Writes an XML schema for editors: what a project file can hold, with what each name means.</summary>
/// <remarks>
/// Project files have no namespace, so the schema has none either. XSD 1.0 cannot say "these names, or any other" in one place, so that the
/// groups take any element, and an element of a known name is looked up among the global ones.
/// </remarks>
internal static class XmlSchemaText
{
    private static readonly XNamespace s_xs = "http://www.w3.org/2001/XMLSchema";

    /// <summary>The text of the schema.</summary>
    public static string Write(PublicSurface surface) => GeneratedXml.Write(new XElement(
        s_xs + "schema",
        new XAttribute(XNamespace.Xmlns + "xs", s_xs),
        new XAttribute("elementFormDefault", "qualified"),
        new XElement(s_xs + "include", new XAttribute("schemaLocation", "MSBuild.xsd")),
        surface.Properties.Concat(surface.Hooks).Select(static property => WriteValue(property, "")),
        surface.Items.SelectMany(static item => item.Names.Select(name => WriteItem(name, item))),
        surface.Properties.Where(IsChoice).Select(static property => WriteChoice(property, "")),
        surface.Items.SelectMany(static item => item.Metadata.Where(IsChoice).Select(metadatum => WriteChoice(metadatum, item.Names[0])))));

    private static XElement WriteItem(string name, ItemEntry item) => new(
        s_xs + "element",
        new XAttribute("name", name),
        WriteDocumentation($"{item.Description} Include: {item.Include.Description}"),
        new XElement(
            s_xs + "complexType",
            new XElement(
                s_xs + "choice",
                new XAttribute("minOccurs", "0"),
                new XAttribute("maxOccurs", "unbounded"),
                item.Metadata.Select(metadatum => WriteValue(metadatum, item.Names[0]))),
            new XElement(s_xs + "attributeGroup", new XAttribute("ref", "ItemAttributes")),
            item.Metadata.Select(metadatum => WriteAttribute(metadatum, item.Names[0])),
            new XElement(s_xs + "anyAttribute", new XAttribute("processContents", "lax"))));

    private static XElement WriteValue(ValueEntry value, string owner) => new(
        s_xs + "element",
        new XAttribute("name", value.Name),
        WriteDocumentation(value),
        new XElement(
            s_xs + "complexType",
            new XElement(
                s_xs + "simpleContent",
                new XElement(
                    s_xs + "extension",
                    new XAttribute("base", TypeOf(value, owner)),
                    new XElement(s_xs + "attributeGroup", new XAttribute("ref", "Conditional"))))));

    private static XElement WriteAttribute(ValueEntry value, string owner) => new(
        s_xs + "attribute", new XAttribute("name", value.Name), new XAttribute("type", TypeOf(value, owner)), WriteDocumentation(value));

    // The listed values, or an expression that only a build can work out.
    private static XElement WriteChoice(ValueEntry value, string owner) => new(
        s_xs + "simpleType",
        new XAttribute("name", TypeOf(value, owner)),
        new XElement(
            s_xs + "union",
            new XAttribute("memberTypes", "Expression"),
            new XElement(
                s_xs + "simpleType",
                new XElement(
                    s_xs + "restriction",
                    new XAttribute("base", "xs:string"),
                    value.Values.Select(static choice => new XElement(
                        s_xs + "enumeration", new XAttribute("value", choice.Key), WriteDocumentation(choice.Value)))))));

    private static bool IsChoice(ValueEntry value) => value.Type is ValueType.Choice;

    private static string TypeOf(ValueEntry value, string owner) => value.Type switch
    {
        ValueType.Choice => $"{owner}{value.Name}Choice",
        ValueType.Boolean => "Boolean",
        ValueType.Number => "Number",
        _ => "xs:string",
    };

    private static XElement WriteDocumentation(ValueEntry value) =>
        WriteDocumentation(value.Default.Length == 0 ? value.Description : $"{value.Description} Default: {value.Default}.");

    private static XElement WriteDocumentation(string text) =>
        new(s_xs + "annotation", new XElement(s_xs + "documentation", Markdown.ToPlainText(text)));
}
