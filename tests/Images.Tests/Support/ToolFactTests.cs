namespace Partition.Images.Tests.Support;

public class ToolFactTests
{
    [Fact]
    public void AToolThatIsAbsentIsSkippedByNameExceptOnABuildServer()
    {
        bool isBuildServer = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        Assert.Equal(isBuildServer ? null : "Not installed: no-such-tool", new ToolFactAttribute("no-such-tool").Skip);
    }

    [ToolFact("cpio")]
    public void AToolThatFailsFailsTheTest()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Tool.Run("cpio", folder.Folder, "--no-such-option").Succeeded());
    }
}
