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
}
