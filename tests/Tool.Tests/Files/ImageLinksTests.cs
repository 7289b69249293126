using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Files;

namespace Partition.Tool.Tests.Files;

/// <summary>A link is followed through the other links of the image, as this machine will follow it.</summary>
public sealed class ImageLinksTests
{
    [Theory]
    [InlineData("/link", "file", false)]
    [InlineData("/link", "..", true)]
    [InlineData("/a/link", "..", false)]
    [InlineData("/a/link", "../b/../c", false)]
    [InlineData("/a/link", "../../c", true)]
    [InlineData("/a/link", "./../x/../../a/link", true)]
    [InlineData("/link", "/absolute", false)]
    [InlineData("/link", "/../x", true)]
    public void ALinkAloneIsFollowed(string path, string target, bool climbs) => Assert.Equal(climbs, Climbs(path, (path, target)));

    [Theory]
    [InlineData("up/../outside", true)]
    [InlineData("up/inside", false)]
    [InlineData("deep/../..", false)]
    [InlineData("deep/../../..", false)]
    [InlineData("deep/../../../..", true)]
    [InlineData("root/x", false)]
    [InlineData("root/../x", true)]
    [InlineData("chain/../x", true)]
    [InlineData("circle/../../../x", false)]
    public void ALinkThroughLinksIsFollowed(string target, bool climbs) => Assert.Equal(climbs, Climbs(
        "/d/escape",
        ("/d/up", ".."),
        ("/d/deep", "../e/f/g"),
        ("/d/root", "/"),
        ("/d/chain", "chain2"),
        ("/d/chain2", "./up"),
        ("/d/circle", "circle"),
        ("/d/escape", target)));

    private static bool Climbs(string path, params (string Path, string Target)[] links) => new ImageLinks(links.Select(static link =>
        new Ext2Entry { Path = link.Path, Kind = FileEntryKind.SymbolicLink, LinkTarget = link.Target })).Climbs(path);
}
