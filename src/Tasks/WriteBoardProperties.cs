using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>Writes the properties of a board support package: by them a project that references the package has its board.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBoardProperties : PartitionTask
{
    private const string Sources = "../dts/"; // From the folder in which NuGet imports the properties.

    // What means something to MSBuild where a literal is meant.
    private const string Special = "%*?@$();'";

    /// <summary>The file to write.</summary>
    [Required] public string PropertiesFile { get; set; } = "";

    /// <summary>The board's tree by its place among the package's sources; empty for none.</summary>
    public string HostDeviceTree { get; set; } = "";

    /// <summary>The machine that QEMU is to be; empty for none.</summary>
    public string QemuMachine { get; set; } = "";

    /// <summary>The board's name.</summary>
    public string BoardName { get; set; } = "";

    /// <summary>Macros that the sources are compiled with.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>Folders for included files by their places among the package's sources, with Prefix.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var document = new XDocument(new XElement(
            "Project",
            new XElement(
                "PropertyGroup",
                Property("HostDeviceTree", HostDeviceTree.Length == 0 ? "" : $"$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '{Sources}{Escape(Slashed(HostDeviceTree))}'))"),
                Property("QemuMachine", Escape(QemuMachine)),
                Property("BoardName", Escape(BoardName)),
                Defines.Length == 0 ? null : new XElement("DeviceTreeDefines", $"$(DeviceTreeDefines);{string.Join(';', Defines.Select(Escape))}")),
            new XElement(
                "ItemGroup",
                IncludeDirectories.Select(static directory => new XElement(
                    "DeviceTreeIncludeDirectory",
                    new XAttribute("Include", $"$(MSBuildThisFileDirectory){Sources}{Escape(Slashed(directory.ItemSpec))}"),
                    new XAttribute("Prefix", Escape(directory.GetMetadata("Prefix"))))))));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            document.Save(writer);
        }

        AtomicFile.WriteIfDifferent(Root(PropertiesFile), text.Append('\n').ToString());
    }

    /// <summary>A property that the project may have set already; none without a value.</summary>
    private static XElement? Property(string name, string value) =>
        value.Length == 0 ? null : new XElement(name, new XAttribute("Condition", $"'$({name})' == ''"), value);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static string Escape(string literal) => string.Concat(literal.Select(static character =>
        Special.Contains(character) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)character:x2}") : character.ToString()));
}
