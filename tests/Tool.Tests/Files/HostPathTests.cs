using Partition.Tool.Files;

namespace Partition.Tool.Tests.Files;

public sealed class HostPathTests
{
    [Theory]
    [InlineData("/", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("/...", null)]
    [InlineData("/../etc/passwd", "it would leave the directory")]
    [InlineData("/a/..", "it would leave the directory")]
    [InlineData("/a/./b", "it would leave the directory")]
    [InlineData("/a//b", "it would leave the directory")]
    [InlineData("a", "it would leave the directory")]
    [InlineData("/a\uFFFD", "its name is no UTF-8")]
    [InlineData("/a\0b", "this machine has no such names")]
    public void AFaultIsNamed(string path, string? fault) => Assert.Equal(fault, HostPath.FaultOf(path));

    [Theory]
    [InlineData("/link", "file", false)]
    [InlineData("/link", "..", true)]
    [InlineData("/a/link", "..", false)]
    [InlineData("/a/link", "../b/../c", false)]
    [InlineData("/a/link", "../../c", true)]
    [InlineData("/a/link", "./../x/../../a/link", true)]
    [InlineData("/link", "/absolute", false)]
    public void ALinkThatClimbsAboveTheRootIsFound(string path, string target, bool climbs) =>
        Assert.Equal(climbs, HostPath.Climbs(path, target));
}
