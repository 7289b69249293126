using Partition.Images.Ext2;

namespace Partition.EndToEnd.Tests;

/// <summary>The same inputs give the same files, whoever builds, where and when.</summary>
public sealed class ReproducibilityTests
{
    private const string Date = "1600000000";

    [Fact]
    public void TwoUsersInTwoPlacesAtTwoTimesBuildTheSameFiles()
    {
        using var here = new SampleProject();
        using var there = new SampleProject();
        foreach (string file in Directory.EnumerateFiles(there.Folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        here.Dotnet(Environment("en_US.UTF-8", "UTC", "first"), "build").Succeeded();
        there.Dotnet(Environment("tr_TR.UTF-8", "Asia/Kathmandu", "second"), "build").Succeeded();

        string[] files = Folders.FilesOf(here["bin/Debug"]);
        Assert.Contains("disk.img", files);
        Assert.Equal(files, Folders.FilesOf(there["bin/Debug"]));
        foreach (string file in files)
        {
            Assert.True(
                File.ReadAllBytes(here[$"bin/Debug/{file}"]).AsSpan().SequenceEqual(File.ReadAllBytes(there[$"bin/Debug/{file}"])),
                file);
        }

        using FileStream image = File.OpenRead(here["bin/Debug/disk.img"]);
        Assert.All(
            Ext2Reader.Open(image).Reader!.List().Entries,
            static entry => Assert.Equal(Date, entry.ModificationTime.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static Dictionary<string, string> Environment(string locale, string zone, string user) => new()
    {
        ["LANG"] = locale,
        ["LC_ALL"] = locale,
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["TZ"] = zone,
        ["USER"] = user,
        ["LOGNAME"] = user,
        ["SOURCE_DATE_EPOCH"] = Date,
    };
}
