using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>
/// Whole partitions as people review them: a folder for each, with the project's items and a file for each text that is made of them.
/// With the environment's UPDATE_GOLDEN set, the files are written anew.
/// </summary>
public class GoldenTests
{
    private const string Folder = "tests/Hypervisors.Tests/Golden/xvisor";

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Repository.Folder(Folder))
            .Select(static path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryTextIsTheReviewedOne(string name)
    {
        string folder = Repository.Folder($"{Folder}/{name}");
        XvisorBuild build = Build(XElement.Parse(File.ReadAllText(Path.Combine(folder, "items.xml"))));
        Assert.Empty(build.Errors);
        Dictionary<string, string> views = Views(build);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 })
        {
            foreach ((string file, string text) in views)
            {
                File.WriteAllText(Path.Combine(folder, file), text);
            }
        }

        Assert.Equal(
            views.Keys.Append("items.xml").Order(StringComparer.Ordinal),
            Directory.GetFiles(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(views, view => Assert.Equal(File.ReadAllText(Path.Combine(folder, view.Key)), view.Value));
        Assert.Empty(build.Start().Failures);
    }

    private static Dictionary<string, string> Views(XvisorBuild build)
    {
        Dictionary<string, string> views = build.ConfigTrees.ToDictionary(
            static tree => $"config-{tree.Key}.txt",
            static tree => Builds.List(tree.Value),
            StringComparer.Ordinal);
        foreach (BootFile file in build.Boot.Files.Where(static file => file.Text is not null))
        {
            views.Add(file.TargetPath[1..].Replace('/', '-'), file.Text!.Replace("\0", "", StringComparison.Ordinal));
        }

        views.Add(
            "files.txt",
            string.Concat(build.Boot.Files.Select(static file => $"{file.TargetPath} "
                + $"{(file.Text is null ? $"{file.Guest} {file.Kind}" : "written")}\n")));
        return views;
    }

    private static XvisorBuild Build(XElement items)
    {
        var faults = new List<Diagnostic>();
        (GuestRequest, (GuestFileKind, int)[])[] guests = [.. items
            .Elements("Guest")
            .Select(guest => (ReadGuest(items, guest, faults), ReadFiles(guest)))];
        Assert.Empty(faults);
        return XvisorBuild.Of(Value(items, "Board") == "virt" ? XenBoard.Read() : SampleBoard.Read(), guests);
    }

    private static GuestRequest ReadGuest(XElement items, XElement guest, List<Diagnostic> faults)
    {
        string name = Value(guest, "Include");
        return GuestRequestReader.Read(
            name, metadata => Value(guest, metadata), ImmutableDictionary<string, SourceSpan>.Empty,
            [.. Of("GuestDevice").Select(device => GuestRequestReader.ReadRefinement(
                Value(device, "Include"),
                Value(device, "Access"),
                SourceSpan.None,
                SourceSpan.None,
                "",
                faults,
                Value(device, "Backend")))],
            faults) with
        {
            VirtualDevices = [.. Of("VirtualDevice").Select(device => GuestRequestReader.ReadVirtualDevice(
                Value(device, "Include"), Value(device, "Type"), Value(device, "Backend"), SourceSpan.None, faults))],
        };

        IEnumerable<XElement> Of(string kind) => items.Elements(kind).Where(device => Value(device, "Guest") == name);
    }

    /// <summary>The lengths of a guest's files: <c>Files="Kernel=1000 Firmware=2000"</c>.</summary>
    private static (GuestFileKind, int)[] ReadFiles(XElement guest) => [.. Value(guest, "Files").Split(' ')
        .Select(static file => file.Split('='))
        .Select(static file => (Enum.Parse<GuestFileKind>(file[0]), int.Parse(file[1], CultureInfo.InvariantCulture)))];

    private static string Value(XElement item, string attribute) => (string?)item.Attribute(attribute) ?? "";
}
