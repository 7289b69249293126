using System.Xml.Linq;

namespace Partition.Sdk.Tests.Schema;

/// <summary>The rules for Visual Studio's project system, as far as they can be looked at without it: their structure.</summary>
public sealed class RulesTests
{
    private static readonly XNamespace s_namespace = "http://schemas.microsoft.com/build/2009/properties";

    [Fact]
    public void EveryRuleHasADataSourceAndAName() =>
        Assert.All(Load("General.xaml").DescendantsAndSelf(s_namespace + "Rule").Concat(Load("Items.xaml").Elements()), static rule =>
    {
        Assert.StartsWith("Partition", rule.Attribute("Name")!.Value, StringComparison.Ordinal);
        Assert.Equal(
            "ProjectFile",
            rule.Element(s_namespace + "Rule.DataSource")!.Element(s_namespace + "DataSource")!.Attribute("Persistence")!.Value);
    });

    [Fact]
    public void EveryPropertyIsInACategoryOfThePage()
    {
        XElement page = Load("General.xaml");
        string[] categories = [.. page
            .Element(s_namespace + "Rule.Categories")!
            .Elements()
            .Select(static category => category.Attribute("Name")!.Value)];

        Assert.All(
            page.Elements().Where(static element => element.Name.LocalName.EndsWith("Property", StringComparison.Ordinal)),
            property => Assert.Contains(property.Attribute("Category")!.Value, categories));
    }

    [Fact]
    public void EveryRuleOfItemsIsOfADeclaredItemType()
    {
        string[] types = [.. Load("ProjectItemsSchema.xaml")
            .Elements(s_namespace + "ItemType")
            .Select(static type => type.Attribute("Name")!.Value)];

        Assert.Equal(
            types,
            Load("Items.xaml").Descendants(s_namespace + "DataSource").Select(static source => source.Attribute("ItemType")!.Value));
    }

    [Fact]
    public void EveryFileExtensionHasAContentTypeAndThatAnItemType()
    {
        XElement schema = Load("ProjectItemsSchema.xaml");
        string[] types = [.. schema.Elements(s_namespace + "ItemType").Select(static type => type.Attribute("Name")!.Value)];
        Dictionary<string, string> contents = schema.Elements(s_namespace + "ContentType")
            .ToDictionary(static content => content.Attribute("Name")!.Value, static content => content.Attribute("ItemType")!.Value);

        Assert.All(
            schema.Elements(s_namespace + "FileExtension"),
            extension => Assert.Contains(contents[extension.Attribute("ContentType")!.Value], types));
    }

    [Fact]
    public void EveryRuleThatTheTargetsNameIsThere()
    {
        string folder = Repository.Folder("src/Sdk/targets");
        string[] files = [.. XDocument.Load(Path.Combine(folder, "Partition.DesignTime.props")).Descendants("PropertyPageSchema")
            .Select(
                static schema => schema.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))];

        Assert.Equal(Directory.GetFiles(Repository.Folder("src/Sdk/rules")).Length, files.Length);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(folder, file))));
    }

    private static XElement Load(string rule) => XElement.Load(Path.Combine(Repository.Folder("src/Sdk/rules"), rule));
}
