using System.Globalization;
using System.Xml.Linq;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;

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
        Assert.Empty(build.Partition.Errors);
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
        Dictionary<string, string> views = build.Partition.Trees.ToDictionary(
            static trees => $"config-{trees.Key}.txt",
            static trees => Builds.List(trees.Value.Config!),
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
        Board board = (string?)items.Attribute("Board") == "virt" ? XenBoard.Read() : SampleBoard.Read();
        return new(
            PartitionFixture.Of(new(), ProjectText.Read(items, "board.dts", "Xvisor"), board)!,
            [.. items.Elements("Guest").Select(ReadFiles)]);
    }

    /// <summary>The lengths of a guest's files: <c>Files="Kernel=1000 Firmware=2000"</c>.</summary>
    private static (GuestFileKind, int)[] ReadFiles(XElement guest) => [.. ((string)guest.Attribute("Files")!).Split(' ')
        .Select(static file => file.Split('='))
        .Select(static file => (Enum.Parse<GuestFileKind>(file[0]), int.Parse(file[1], CultureInfo.InvariantCulture)))];
}
