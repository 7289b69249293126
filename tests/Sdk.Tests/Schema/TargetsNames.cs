using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Partition.Sdk.Tests.Schema;

/// <summary>The names without an underscore that the SDK's own targets read or set, each with the file that does.</summary>
internal sealed partial class TargetsNames
{
    private static readonly string[] s_itemAttributes =
        ["Include", "Exclude", "Remove", "Update", "Condition", "Label", "KeepDuplicates", "KeepMetadata", "RemoveMetadata"];

    private static readonly string[] s_wellKnownMetadata =
    [
        "Identity", "FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir",
        "DefiningProjectFullPath", "ModifiedTime",
    ];

    private TargetsNames()
    {
        string sdk = Path.Combine(Repository.Root, "src", "Sdk");
        IEnumerable<string> files = Directory.EnumerateFiles(sdk, "*.*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".props" or ".targets")
            .Order(StringComparer.Ordinal);
        foreach (string file in files)
        {
            if (!Path.GetRelativePath(sdk, file).StartsWith("obj", StringComparison.Ordinal))
            {
                Read(Path.GetFileName(file), XDocument.Load(file));
            }
        }
    }

    public static TargetsNames All { get; } = new();

    /// <summary>Properties, each with the file of its first use.</summary>
    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Item types.</summary>
    public Dictionary<string, string> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Metadata as <c>Item.Metadatum</c>.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Targets.</summary>
    public Dictionary<string, string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>What a property is set to where nobody has set it: the name, the text and the file.</summary>
    public List<(string Name, string Text, string File)> Defaults { get; } = [];

    private void Read(string file, XDocument document)
    {
        foreach (XElement element in document.Descendants())
        {
            string name = element.Name.LocalName;
            string parent = element.Parent?.Name.LocalName ?? "";
            string grandparent = element.Parent?.Parent?.Name.LocalName ?? "";
            if (name == "Target")
            {
                Add(Targets, element.Attribute("Name")!.Value, file);
            }

            if (parent == "PropertyGroup")
            {
                Add(Properties, name, file);
                if (UnlessGiven(name).IsMatch(element.Attribute("Condition")?.Value ?? ""))
                {
                    Defaults.Add((name, element.Value, file));
                }
            }

            if (parent is "ItemGroup" or "ItemDefinitionGroup")
            {
                AddItem(element, file);
            }

            AddOutput(element, file);
            // Inside of an item, a metadatum without the item's name is the item's.
            string? item = parent is "ItemGroup" or "ItemDefinitionGroup"
                ? name
                : grandparent is "ItemGroup" or "ItemDefinitionGroup"
                ? parent
                : null;
            IEnumerable<string> texts = element.Attributes()
                .Select(static attribute => attribute.Value)
                .Concat(element.Nodes().OfType<XText>().Select(static text => text.Value));
            foreach (string text in texts)
            {
                ReadText(text, item, file);
            }
        }
    }

    private void AddItem(XElement element, string file)
    {
        string name = element.Name.LocalName;
        Add(Items, name, file);
        foreach (string metadatum in element.Attributes().Select(static attribute => attribute.Name.LocalName).Except(s_itemAttributes)
            .Concat(element.Elements().Select(static child => child.Name.LocalName)))
        {
            AddMetadatum(name, metadatum, file);
        }
    }

    private void AddOutput(XElement element, string file)
    {
        if (element.Name.LocalName == "Output")
        {
            if (element.Attribute("PropertyName") is { } property)
            {
                Add(Properties, property.Value, file);
            }

            if (element.Attribute("ItemName") is { } item)
            {
                Add(Items, item.Value, file);
            }
        }
    }

    private void ReadText(string text, string? item, string file)
    {
        foreach (Match match in PropertyUse().Matches(text))
        {
            Add(Properties, match.Groups[1].Value, file);
        }

        foreach (Match match in Transform().Matches(text))
        {
            foreach (Match metadatum in BareMetadatum().Matches(match.Groups[2].Value))
            {
                AddMetadatum(match.Groups[1].Value, metadatum.Groups[1].Value, file);
            }
        }

        foreach (Match match in ItemUse().Matches(text))
        {
            Add(Items, match.Groups[1].Value, file);
        }

        foreach (Match match in Metadatum().Matches(text))
        {
            AddMetadatum(match.Groups[1].Value, match.Groups[2].Value, file);
        }

        foreach (Match match in BareMetadatum().Matches(Transform().Replace(text, "")))
        {
            AddMetadatum(item ?? "", match.Groups[1].Value, file);
        }
    }

    private void AddMetadatum(string item, string name, string file)
    {
        if (!item.StartsWith('_') && item.Length > 0 && !s_wellKnownMetadata.Contains(name))
        {
            Add(Metadata, $"{item}.{name}", file);
        }
    }

    private static void Add(Dictionary<string, string> names, string name, string file)
    {
        if (!name.StartsWith('_') && !name.Contains('$', StringComparison.Ordinal))
        {
            names.TryAdd(name, file);
        }
    }

    private static Regex UnlessGiven(string name) => new($@"^\s*'\$\({name}\)' == ''\s*$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\$\(([A-Za-z_]\w*)")]
    private static partial Regex PropertyUse();

    [GeneratedRegex(@"@\(([A-Za-z_]\w*)->'([^']*)'")]
    private static partial Regex Transform();

    [GeneratedRegex(@"@\(([A-Za-z_]\w*)")]
    private static partial Regex ItemUse();

    [GeneratedRegex(@"%\(([A-Za-z_]\w*)\.(\w+)\)")]
    private static partial Regex Metadatum();

    [GeneratedRegex(@"%\((\w+)\)")]
    private static partial Regex BareMetadatum();
}
