using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

/// <summary>Makes images and checks them with the program that every Linux has for it.</summary>
internal static class Ext2Images
{
    public static readonly Ext2Options Linux = new() { Profile = ImageProfile.Linux, Timestamp = 1_700_000_000 };

    public static (MemoryStream Image, Ext2WriteResult Result) Make(FileTree tree, Ext2Options options)
    {
        var image = new MemoryStream();
        Ext2WriteResult result = Ext2Writer.Write(tree, options, image);
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        Assert.Equal(result.Length, image.Length);
        return (image, result);
    }

    public static string Save(TemporaryFolder folder, MemoryStream image) => folder.Write("disk.img", image.ToArray());

    /// <summary>e2fsck must find nothing to say and end with 0.</summary>
    public static void Check(TemporaryFolder folder, string image)
    {
        string output = Tool.Run("e2fsck", folder.Folder, "-fn", image).Succeeded().Text;
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == 6 && lines.Take(5).All(l => l.StartsWith("Pass ", StringComparison.Ordinal)), output);
    }

    public static Ext2Reader Open(Stream image)
    {
        Ext2OpenResult opened = Ext2Reader.Open(image);
        Assert.Empty(opened.Diagnostics);
        return opened.Reader!;
    }

    public static byte[] ReadAll(Ext2Reader reader, Ext2Entry entry)
    {
        var diagnostics = new List<Diagnostic>();
        using Stream? stream = reader.OpenFile(entry, diagnostics);
        Assert.Empty(diagnostics);
        var bytes = new MemoryStream();
        stream!.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads the image back and compares every entry with the plan.</summary>
    public static void AssertHolds(FileTree tree, Stream image, long timestamp)
    {
        Ext2Reader reader = Open(image);
        Ext2Listing listing = reader.List();
        Assert.Empty(listing.Diagnostics);
        var found = listing.Entries.Where(e => e.Path != "/lost+found").ToDictionary(e => e.Path);
        Assert.Equal(tree.Entries.Select(e => e.Path).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (FileEntry planned in tree.Entries)
        {
            AssertSame(tree, planned, found[planned.Path], reader, timestamp);
        }
    }

    private static void AssertSame(FileTree tree, FileEntry planned, Ext2Entry actual, Ext2Reader reader, long timestamp)
    {
        while (planned.Kind == FileEntryKind.HardLink)
        {
            planned = tree.Find(planned.LinkTarget)!;
        }

        Assert.Equal(
            (planned.Kind, planned.Mode, planned.UserId, planned.GroupId, planned.ModificationTime ?? timestamp),
            (actual.Kind, actual.Mode, actual.UserId, actual.GroupId, actual.ModificationTime));
        Assert.Equal((planned.DeviceMajor, planned.DeviceMinor), (actual.DeviceMajor, actual.DeviceMinor));
        if (planned.Kind == FileEntryKind.SymbolicLink)
        {
            Assert.Equal(planned.LinkTarget, actual.LinkTarget);
        }

        if (planned.Content is { } content)
        {
            var expected = new MemoryStream();
            using Stream stream = content.OpenRead();
            stream.CopyTo(expected);
            Assert.True(expected.ToArray().AsSpan().SequenceEqual(ReadAll(reader, actual)), $"{planned.Path} differs");
        }
    }
}
