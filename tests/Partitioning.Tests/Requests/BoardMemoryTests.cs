using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Requests;

namespace Partition.Partitioning.Tests.Requests;

/// <summary>RAM that the project gives because the board's tree leaves it to the boot loader.</summary>
public sealed class BoardMemoryTests
{
    [Theory]
    [InlineData("memory@80000000 { device_type = \"memory\"; };")]
    [InlineData("memory@80000000 { reg = <0 0>; };")]
    [InlineData("memory { };")]
    [InlineData("")]
    public void FillsInANodeWithoutRangesOrAddsOne(string memory)
    {
        DeviceTreeDocument tree = Read(memory);
        byte[] before = DeviceTreeBlob.Write(tree);

        DeviceTreeDocument written = Write(tree, "0x80000000:256M; 0xc0000000:0x10000000", out Diagnostic[] found);

        Assert.Empty(found);
        Assert.Equal(before, DeviceTreeBlob.Write(tree));
        Assert.Equal("[0x80000000..0x90000000) [0xc0000000..0xd0000000)", string.Join(' ', Board.Read(written).Memory));
        Assert.Equal("memory", Assert.Single(written.Root.Children, static node => node.BaseName == "memory").FindProperty("device_type")!
            .Value.TryReadString(out string type) ? type : "");
    }

    [Fact]
    public void AllRangesAreInTheFirstOfSeveralEmptyNodes()
    {
        DeviceTreeDocument written = Write(Read("memory@80000000 { }; memory@c0000000 { };"), "0x80000000:1M; 0xc0000000:1M", out _);

        Assert.Equal("/memory@80000000", Assert.Single(Board.Read(written).MemoryNodes).Path);
        Assert.Equal(2, Board.Read(written).Memory.Length);
    }

    [Fact]
    public void RangesAreWrittenWithTheCellsOfTheRoot() => Assert.Equal(
        "[0x880000000..0x900000000)",
        string.Join(' ', Board.Read(Write(Read("", 2, 2), "0x880000000:2G", out _)).Memory));

    [Fact]
    public void WithoutThePropertyTheTreeStaysTheSame()
    {
        DeviceTreeDocument tree = Read("memory { };");

        Assert.Same(tree, Write(tree, " ; ", out Diagnostic[] found));
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("1G", "'1G' is not such a range")]
    [InlineData("0x80000000:1G:2G", "'0x80000000:1G:2G' is not such a range")]
    [InlineData("ram:1G", "'ram:1G' is not such a range")]
    [InlineData("0x80000000:0", "The size of '0x80000000:0' is 0")]
    [InlineData("0xfffffffffffff000:0x2000", "'0xfffffffffffff000:0x2000' ends after the last address of 64 bits")]
    [InlineData("0x80000800:1M", "'0x80000800:1M' does not consist of whole pages of 4 KiB")]
    [InlineData("0x80000000:1000", "'0x80000000:1000' does not consist of whole pages of 4 KiB")]
    [InlineData("0x80000000:2M; 0x80100000:1M", "'0x80000000:2M' and '0x80100000:1M' overlap")]
    [InlineData("0x100000000:1M", "'0x100000000:1M' does not fit into reg, with #address-cells 1 and #size-cells 1 of '/'")]
    [InlineData("0x0:4G", "'0x0:4G' does not fit into reg, with #address-cells 1 and #size-cells 1 of '/'")]
    public void ReportsRangesThatCannotBeRam(string text, string fault)
    {
        DeviceTreeDocument tree = Read("memory { };");

        Assert.Same(tree, Write(tree, text, out Diagnostic[] found));
        Assert.Equal(
            [
                "HV2055: BoardMemory must be ranges of RAM, each an address, ':' and a size, separated by ';'. "
                + $"{fault}. Write, for example, 0x80000000:1G.",
            ],
            found.Messages());
    }

    [Fact]
    public void ReportsATreeThatHasRam()
    {
        DeviceTreeDocument tree = Read("memory@60000000 { reg = <0x60000000 0x1000000>; };");

        Assert.Same(tree, Write(tree, "0x80000000:1G", out Diagnostic[] found));
        Assert.Equal(
            [
                "HV2056: BoardMemory is for a tree that leaves its RAM to the boot loader, but '/memory@60000000' gives RAM at "
                + "[0x60000000..0x61000000). Remove BoardMemory, or correct the tree.",
            ],
            found.Messages());
    }

    private static DeviceTreeDocument Read(string memory, int address = 1, int size = 1) =>
        TestTrees.Compile($"/dts-v1/; / {{ #address-cells = <{address}>; #size-cells = <{size}>; {memory} }};");

    private static DeviceTreeDocument Write(DeviceTreeDocument tree, string text, out Diagnostic[] found)
    {
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument written = BoardMemory.Write(tree, text, 4096, SourceSpan.None, diagnostics);
        found = [.. diagnostics];
        return written;
    }
}
