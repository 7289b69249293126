using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Partition.Building.Items;

namespace Partition.Building.Publishing;

/// <summary>The properties of a board support package: by them a project that references the package has its board.</summary>
/// <param name="HostDeviceTree">The board's tree by its place among the package's sources; empty for none.</param>
/// <param name="QemuMachine">The machine that QEMU is to be; empty for none.</param>
/// <param name="BoardName">The board's name.</param>
/// <param name="Defines">Macros that the sources are compiled with.</param>
/// <param name="IncludeDirectories">Folders for included files by their places among the package's sources, with Prefix.</param>
internal sealed record BoardProperties(
    string HostDeviceTree,
    string QemuMachine,
    string BoardName,
    ImmutableArray<string> Defines,
    ImmutableArray<ProjectItem> IncludeDirectories)
{
    private const string Sources = "../dts/"; // From the folder in which NuGet imports the properties.

    // What means something to MSBuild where a literal is meant.
    private const string Special = "%*?@$();'";

    /// <summary>The project file that sets the properties.</summary>
    public string ToProject()
    {
        string tree = $"$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '{Sources}{Escape(Slashed(HostDeviceTree))}'))";
        var document = new XDocument(new XElement(
            "Project",
            new XElement(
                "PropertyGroup",
                Property("HostDeviceTree", HostDeviceTree.Length == 0 ? "" : tree),
                Property("QemuMachine", Escape(QemuMachine)),
                Property("BoardName", Escape(BoardName)),
                Defines.IsEmpty
                    ? null
                    : new XElement("DeviceTreeDefines", $"$(DeviceTreeDefines);{string.Join(';', Defines.Select(Escape))}")),
            new XElement(
                "ItemGroup",
                IncludeDirectories.Select(static directory => new XElement(
                    "DeviceTreeIncludeDirectory",
                    new XAttribute("Include", $"$(MSBuildThisFileDirectory){Sources}{Escape(Slashed(directory.Identity))}"),
                    new XAttribute("Prefix", Escape(directory.GetMetadata("Prefix"))))))));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            document.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A property that the project may have set already; none without a value.</summary>
    private static XElement? Property(string name, string value) =>
        value.Length == 0 ? null : new XElement(name, new XAttribute("Condition", $"'$({name})' == ''"), value);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static string Escape(string literal) => string.Concat(literal.Select(static character =>
        Special.Contains(character) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)character:x2}") : character.ToString()));
}
