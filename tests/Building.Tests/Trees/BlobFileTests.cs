using Partition.Building.Trees;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;

namespace Partition.Building.Tests.Trees;

/// <summary>A vendor's file may have the trees of several boards.</summary>
public sealed class BlobFileTests
{
    private static readonly byte[] s_small = Blob("acme,small");
    private static readonly byte[] s_large = Blob("acme,large");

    [Theory]
    [InlineData(0)]
    [InlineData(2044)]
    public void ReportsSeveralTreesAndReadsTheFirst(int padding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "vendor.dtb"), [.. s_small, .. new byte[padding], .. s_large]);
        var session = new TestSession(folder.Path);

        CompiledTree? tree = TreeCompiler.Compile(
            session, "vendor.dtb", new TreeOptions([], []), new TreeSettings("HostDeviceTree", SourceSpan.None));

        Assert.True(tree!.Document.Root.FindProperty("compatible")!.Value.TryReadString(out string compatible));
        Assert.Equal("acme,small", compatible);
        Assert.Equal(
            [
                "HV0052: 'vendor.dtb' has 2 device trees, one after the other, for acme,small, acme,large. The first is read. "
                + "Write the tree of the board into a file of its own, and name that.",
            ],
            session.Reported.Where(static found => found.Code == "HV0052").Select(static found => $"{found.Code}: {found.Message}"));
    }

    [Fact]
    public void OneTreeIsOneWhateverFillsTheFile()
    {
        Assert.Equal("acme,small", Assert.Single(BlobFile.ReadBoards(s_small)));
        Assert.Equal("acme,small", Assert.Single(BlobFile.ReadBoards([.. s_small, .. new byte[4096]])));
        Assert.Equal("acme,small", Assert.Single(BlobFile.ReadBoards([.. s_small, 1, 2, 3])));
        Assert.Equal("acme,small", Assert.Single(BlobFile.ReadBoards([.. s_small, .. s_large.AsSpan(0, 40)])));
        Assert.Empty(BlobFile.ReadBoards([]));
        Assert.Empty(BlobFile.ReadBoards("no tree"u8));
    }

    private static byte[] Blob(string board) =>
        DeviceTreeBlob.Write(TestTrees.Compile($"/dts-v1/; / {{ compatible = \"{board}\"; model = \"Board\"; }};"));
}
