using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>Finds the place in a project file where an item or one of its metadata is written, so that an error can point there.</summary>
/// <remarks>MSBuild keeps the file that defines an item but not the line; the file is read again, and only when something is wrong.</remarks>
internal sealed class ProjectPlaces(Func<string, string> root)
{
    private readonly Dictionary<string, XDocument?> _projects = new(StringComparer.Ordinal);

    /// <summary>The places of an item's metadata by their names, and that of the item itself under an empty name.</summary>
    public ImmutableDictionary<string, SourceSpan> Find(ITaskItem item, string itemType)
    {
        string file = item.GetMetadata("DefiningProjectFullPath");
        ImmutableDictionary<string, SourceSpan>.Builder places = ImmutableDictionary.CreateBuilder<string, SourceSpan>(StringComparer.OrdinalIgnoreCase);
        places[""] = SourceSpan.File(file);
        XElement[] elements = [.. FindElements(file, item.ItemSpec, itemType)];
        XElement[] fitting = Array.FindAll(elements, element => Fits(element, item));
        foreach (XElement element in fitting.Length > 0 ? fitting : elements)
        {
            places[""] = SpanOf(file, element, element.Name.LocalName.Length + 1);
            foreach (XAttribute attribute in element.Attributes())
            {
                places[attribute.Name.LocalName] = SpanOf(file, attribute, attribute.Name.LocalName.Length);
            }

            foreach (XElement metadata in element.Elements())
            {
                places[metadata.Name.LocalName] = SpanOf(file, metadata, metadata.Name.LocalName.Length);
            }
        }

        return places.ToImmutable();
    }

    /// <summary>The place of one metadatum of an item, or else that of the item.</summary>
    public SourceSpan Find(ITaskItem item, string itemType, string metadata)
    {
        ImmutableDictionary<string, SourceSpan> places = Find(item, itemType);
        return places.TryGetValue(metadata, out SourceSpan place) ? place : places[""];
    }

    /// <summary>The place where a project sets a property; the project itself when it does so elsewhere or not at all.</summary>
    /// <remarks>Of several places the last one counts, as it does for MSBuild when none has a condition.</remarks>
    public SourceSpan FindProperty(string project, string property) => Load(project)?.Descendants()
        .LastOrDefault(element => element.Name.LocalName == property && element.Parent?.Name.LocalName == "PropertyGroup") is { } found
            ? SpanOf(project, found, property.Length)
            : SourceSpan.File(project);

    private IEnumerable<XElement> FindElements(string file, string include, string itemType) =>
        Load(file)?.Descendants()
            .Where(element => element.Name.LocalName == itemType
                && ((string?)element.Attribute("Include") ?? (string?)element.Attribute("Update")) is { } list
                && list.Split(';', StringSplitOptions.TrimEntries).Contains(include))
        ?? [];

    /// <summary>Whether an element can be the one that made an item: what it says plainly is what the item has.</summary>
    private static bool Fits(XElement element, ITaskItem item) => element.Attributes()
        .Where(static attribute => attribute.Name.LocalName is not ("Include" or "Update" or "Condition" or "Exclude"))
        .Select(static attribute => (Name: attribute.Name.LocalName, attribute.Value))
        .Concat(element.Elements().Select(static metadata => (Name: metadata.Name.LocalName, metadata.Value)))
        .All(metadata => metadata.Value.Contains("$(", StringComparison.Ordinal) || metadata.Value.Contains("%(", StringComparison.Ordinal)
            || item.GetMetadata(metadata.Name) == metadata.Value.Trim() || item.GetMetadata(metadata.Name).Length == 0);

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
