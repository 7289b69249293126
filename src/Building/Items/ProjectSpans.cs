using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Partition.Diagnostics;

namespace Partition.Building.Items;

/// <summary>Locates items, their metadata and properties in a project file, so that a diagnostic can point there.</summary>
/// <remarks>
/// MSBuild keeps the file that defines an item but not the line; the file is read again, and only when a span is asked for.
/// </remarks>
/// <param name="root">Makes a path absolute.</param>
/// <param name="projectFile">The project file; may be empty.</param>
internal sealed class ProjectSpans(Func<string, string> root, string projectFile)
{
    private readonly Dictionary<string, XDocument?> _projects = new(StringComparer.Ordinal);

    /// <summary>The project file.</summary>
    public string ProjectFile { get; } = projectFile;

    /// <summary>The spans of an item's metadata by their names, and that of the item itself under an empty name.</summary>
    public ImmutableDictionary<string, SourceSpan> SpansOf(ProjectItem item, string itemType)
    {
        string file = item.DefiningFile;
        ImmutableDictionary<string, SourceSpan>.Builder spans =
            ImmutableDictionary.CreateBuilder<string, SourceSpan>(StringComparer.OrdinalIgnoreCase);
        spans[""] = SourceSpan.File(file);
        XElement[] elements = [.. FindElements(file, item.Identity, itemType)];
        XElement[] fitting = Array.FindAll(elements, element => Fits(element, item));
        foreach (XElement element in fitting.Length > 0 ? fitting : elements)
        {
            spans[""] = SpanOf(file, element, element.Name.LocalName.Length + 1);
            foreach (XAttribute attribute in element.Attributes())
            {
                spans[attribute.Name.LocalName] = SpanOf(file, attribute, attribute.Name.LocalName.Length);
            }

            foreach (XElement metadata in element.Elements())
            {
                spans[metadata.Name.LocalName] = SpanOf(file, metadata, metadata.Name.LocalName.Length);
            }
        }

        string[] given = [.. spans.Keys];
        foreach (IGrouping<string, (string Name, string Value, XObject Source)> same in Definitions(file, itemType)
            .Where(definition => !given.Contains(definition.Name, StringComparer.OrdinalIgnoreCase))
            .GroupBy(static definition => definition.Name, StringComparer.OrdinalIgnoreCase))
        {
            (string name, _, XObject source) = FindGiver([.. same], item.GetMetadata(same.Key));
            spans[name] = SpanOf(FileOf(source, file), source, name.Length);
        }

        return spans.ToImmutable();
    }

    /// <summary>What the item definitions of the item's file and of the project give all items of a type.</summary>
    private IEnumerable<(string Name, string Value, XObject Source)> Definitions(string file, string itemType) =>
        ((string[])[file, ProjectFile])
        .Distinct()
        .SelectMany(name => Load(name)?.Descendants() ?? [])
        .Where(element => element.Name.LocalName == itemType && element.Parent?.Name.LocalName == "ItemDefinitionGroup")
        .SelectMany(static element => element.Attributes()
            .Select(static metadata => (metadata.Name.LocalName, metadata.Value, (XObject)metadata))
            .Concat(element.Elements().Select(static metadata => (metadata.Name.LocalName, metadata.Value, (XObject)metadata))));

    /// <summary>The definition that gives a value: the last that says just this, or that takes it from elsewhere. Others have a condition.
    /// </summary>
    private static (string Name, string Value, XObject Source) FindGiver(
        (string Name, string Value, XObject Source)[] definitions, string value)
    {
        (string, string, XObject)? giver = Last(definition => definition.Value.Trim() == value)
            ?? Last(static definition => definition.Value.Contains("$(", StringComparison.Ordinal));
        return giver ?? definitions[^1];

        (string, string, XObject)? Last(Func<(string Name, string Value, XObject Source), bool> fits) =>
            definitions.Where(fits).Cast<(string, string, XObject)?>().LastOrDefault();
    }

    private string FileOf(XObject element, string file) => element.Document == Load(file) ? file : ProjectFile;

    /// <summary>Whether a project names an item together with others, with ';' between them.</summary>
    public bool IsFromList(ProjectItem item, string itemType) => FindElements(item.DefiningFile, item.Identity, itemType)
        .Any(static element => ((string?)element.Attribute("Include"))?.Contains(';', StringComparison.Ordinal) == true);

    /// <summary>Whether a project gives an item a metadatum without a condition, even an empty one, which MSBuild does not keep.</summary>
    public bool IsGiven(ProjectItem item, string itemType, string metadata) => FindElements(item.DefiningFile, item.Identity, itemType)
        .Where(element => Fits(element, item))
        .Any(element => element.Attribute(metadata) is not null
            || element.Elements().Any(child => child.Name.LocalName == metadata && child.Attribute("Condition") is null));

    /// <summary>The span of one metadatum of an item, or else that of the item.</summary>
    public SourceSpan SpanOf(ProjectItem item, string itemType, string metadata)
    {
        ImmutableDictionary<string, SourceSpan> spans = SpansOf(item, itemType);
        return spans.TryGetValue(metadata, out SourceSpan span) ? span : spans[""];
    }

    /// <summary>The span at which a project sets a property; the project as a whole when it does so elsewhere or not at all.</summary>
    /// <remarks>Of several the last one counts, as it does for MSBuild when none has a condition.</remarks>
    public SourceSpan SpanOfProperty(string project, string property) => Load(project)?.Descendants()
        .LastOrDefault(element => element.Name.LocalName == property && element.Parent?.Name.LocalName == "PropertyGroup") is { } found
            ? SpanOf(project, found, property.Length)
            : SourceSpan.File(project);

    private IEnumerable<XElement> FindElements(string file, string include, string itemType) =>
        Load(file)?.Descendants()
            .Where(element => element.Name.LocalName == itemType
                && ((string?)element.Attribute("Include") ?? (string?)element.Attribute("Update")) is { } list
                && list.Split(';', StringSplitOptions.TrimEntries).Contains(include))
        ?? [];

    /// <summary>Whether an element can be the one that made an item: the literal metadata of the element equal the item's.</summary>
    private static bool Fits(XElement element, ProjectItem item) => element.Attributes()
        .Where(static attribute => attribute.Name.LocalName is not ("Include" or "Update" or "Condition" or "Exclude"))
        .Select(static attribute => (Name: attribute.Name.LocalName, attribute.Value))
        .Concat(element.Elements().Select(static metadata => (Name: metadata.Name.LocalName, metadata.Value)))
        .All(metadata => metadata.Value.Contains("$(", StringComparison.Ordinal)
            || metadata.Value.Contains("%(", StringComparison.Ordinal)
            || item.GetMetadata(metadata.Name) == metadata.Value.Trim()
            || item.GetMetadata(metadata.Name).Length == 0);

    private XDocument? Load(string file)
    {
        if (file.Length > 0 && !_projects.ContainsKey(file))
        {
            try
            {
                _projects[file] = XDocument.Load(root(file), LoadOptions.SetLineInfo);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
            {
                _projects[file] = null; // Without the file the message still names it.
            }
        }

        return _projects.GetValueOrDefault(file);
    }

    private static SourceSpan SpanOf(string file, IXmlLineInfo place, int length) =>
        new(file, place.LineNumber, place.LinePosition, place.LineNumber, place.LinePosition + length);
}
