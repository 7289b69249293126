using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Partition.Diagnostics;

namespace Partition.Building.Projects;

/// <summary>What the files of a project set, as they are written: MSBuild does not report unused names to a task.</summary>
/// <remarks>
/// Files are the project, and what it imports by a path that is known without evaluation: relative to the file or by
/// <c>$(MSBuildThisFileDirectory)</c> or <c>$(MSBuildProjectDirectory)</c>, with wildcards in the file's name. A file that cannot be read
/// as XML is left to MSBuild.
/// </remarks>
internal sealed partial class ProjectText
{
    private readonly List<ProjectElement> _elements = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedItems = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _usedProperties = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _projectDirectory;

    private ProjectText(string projectDirectory) => _projectDirectory = projectDirectory;

    /// <summary>The items and properties, in the order of the files.</summary>
    public IReadOnlyList<ProjectElement> Elements => _elements;

    /// <summary>
    /// Whether the project itself reads a property, <c>$(Name)</c>, or items, <c>@(Name)</c> or <c>%(Name.…)</c>.
    /// </summary>
    public bool Uses(ProjectElement element) => (element.IsItem ? _usedItems : _usedProperties).Contains(element.Name);

    /// <summary>Reads a project and what it imports.</summary>
    /// <param name="files">The files, with full paths; the first is the project.</param>
    public static ProjectText Read(ImmutableArray<string> files)
    {
        var text = new ProjectText(Path.GetDirectoryName(files[0])!);
        foreach (string file in files)
        {
            text.Add(file);
        }

        return text;
    }

    private void Add(string file)
    {
        if (!_files.Add(file) || !File.Exists(file))
        {
            return;
        }

        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
            Add(file, reader);
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild says what is wrong with it.
        }
    }

    private void Add(string file, XmlReader reader)
    {
        var parents = new Stack<string>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    AddElement(file, reader, parents);
                    break;
                case XmlNodeType.EndElement:
                    parents.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    AddUses(reader.Value);
                    AddText(reader.Value, parents);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddElement(string file, XmlReader reader, Stack<string> parents)
    {
        string name = reader.LocalName;
        bool isEmpty = reader.IsEmptyElement;
        if (parents.TryPeek(out string? parent) && parent is "ItemGroup" or "PropertyGroup")
        {
            var place = (IXmlLineInfo)reader;
            var span = new SourceSpan(
                file, place.LineNumber, place.LinePosition, place.LineNumber, place.LinePosition + reader.Name.Length);
            _elements.Add(new(parent == "ItemGroup", name, span) { Value = reader.GetAttribute("Include") ?? "" });
        }
        else if (IsInItem(parents))
        {
            AddMetadata(name);
        }

        string? import = name == "Import" && reader.GetAttribute("Sdk") is null ? reader.GetAttribute("Project") : null;
        while (reader.MoveToNextAttribute())
        {
            AddUses(reader.Value);
            if (parent == "ItemGroup")
            {
                AddMetadata(reader.LocalName);
            }
        }

        if (import is not null)
        {
            AddImport(file, import);
        }

        if (!isEmpty)
        {
            parents.Push(name);
        }
    }

    /// <summary>Whether the reader is directly in an item, the last element.</summary>
    private static bool IsInItem(Stack<string> parents) => parents.ElementAtOrDefault(1) == "ItemGroup";

    private void AddMetadata(string name) => _elements[^1] = _elements[^1] with { Metadata = _elements[^1].Metadata.Add(name) };

    /// <summary>Keeps the text of a property, the last element.</summary>
    private void AddText(string text, Stack<string> parents)
    {
        if (parents.ElementAtOrDefault(1) == "PropertyGroup")
        {
            _elements[^1] = _elements[^1] with { Value = text.Trim() };
        }
    }

    private void AddUses(string value)
    {
        foreach (Match use in Use().Matches(value))
        {
            (use.Value[0] == '$' ? _usedProperties : _usedItems).Add(use.Groups[1].Value);
        }
    }

    private void AddImport(string file, string import)
    {
        string directory = Path.GetDirectoryName(file)!;
        string path = new StringBuilder(import)
            .Replace("$(MSBuildThisFileDirectory)", directory + "/")
            .Replace("$(MSBuildProjectDirectory)", _projectDirectory)
            .Replace('\\', '/')
            .ToString();
        if (path.Contains("$(", StringComparison.Ordinal))
        {
            return;
        }

        string full = Path.GetFullPath(path, directory);
        string folder = Path.GetDirectoryName(full)!;
        if (!full.AsSpan().ContainsAny('*', '?'))
        {
            Add(full);
        }
        else if (!folder.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder))
        {
            foreach (string found in Directory.EnumerateFiles(folder, Path.GetFileName(full)).Order(StringComparer.Ordinal))
            {
                Add(found);
            }
        }
    }

    [GeneratedRegex(@"[$@%]\(\s*([A-Za-z_][A-Za-z0-9_-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Use();
}
