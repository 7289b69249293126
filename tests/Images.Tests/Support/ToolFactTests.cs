namespace Partition.Images.Tests.Support;

public class ToolFactTests
{
    [Theory]
    [InlineData(true, false, false, null)]
    [InlineData(true, false, true, null)]
    [InlineData(false, false, false, "Not installed: it")]
    [InlineData(false, false, true, null)]
    [InlineData(true, true, false, "Not one of the fast tests: it needs more than NuGet's packages.")]
    [InlineData(false, true, true, "Not one of the fast tests: it needs more than NuGet's packages.")]
    public void RunsWhenItsToolsAreThereOrOnABuildServerAndNeverAmongTheFastTests(
        bool isReady,
        bool isFastRun,
        bool isBuildServer,
        string? reason) =>
        Assert.Equal(reason, MissingTools.FindReasonToSkip(isReady, "Not installed: it", isFastRun, isBuildServer));

    [Fact]
    public void NamesTheToolThatIsNotInstalled() =>
        Assert.Equal(MissingTools.FindReasonToSkip(false, "Not installed: no-such-tool"), new ToolFactAttribute("no-such-tool").Skip);

    [ToolFact("cpio")]
    public void AToolThatFailsFailsTheTest()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Tool.Run("cpio", folder.Folder, "--no-such-option").Succeeded());
    }
}
