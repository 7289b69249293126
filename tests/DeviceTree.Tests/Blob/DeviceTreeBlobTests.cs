using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Blob;

public class DeviceTreeBlobTests
{
    [Fact]
    public void AnEmptyTreeHasTheseBytes() => Assert.Equal(string.Concat(
        "d00dfeed", // 00 magic
        "00000048", // 04 totalsize
        "00000038", // 08 off_dt_struct
        "00000048", // 0c off_dt_strings
        "00000028", // 10 off_mem_rsvmap
        "00000011", // 14 version
        "00000010", // 18 last_comp_version
        "00000000", // 1c boot_cpuid_phys
        "00000000", // 20 size_dt_strings
        "00000010", // 24 size_dt_struct
        "0000000000000000", "0000000000000000", // 28 the entry that ends the reservations
        "00000001", "00000000", // 38 FDT_BEGIN_NODE, the root's name
        "00000002", // 40 FDT_END_NODE
        "00000009"), // 44 FDT_END
        Convert.ToHexStringLower(DeviceTreeBlob.Write(Body(""))));

    [Fact]
    public void NamesShareTheTailsOfEarlierOnes()
    {
        byte[] blob = DeviceTreeBlob.Write(Body("linux,phandle-x; compatible; my-reg; reg; eg; g; xg;"));
        Assert.EndsWith("linux,phandle-x\0compatible\0my-reg\0xg\0", System.Text.Encoding.ASCII.GetString(blob), StringComparison.Ordinal);
    }

    [Fact]
    public void RoomToSpareIsLeftOnRequest()
    {
        DeviceTreeDocument tree = Body("");
        Assert.Equal(72 + 32, DeviceTreeBlob.Write(tree, new() { ReserveEntries = 2 }).Length);
        Assert.Equal(82, DeviceTreeBlob.Write(tree, new() { Padding = 10 }).Length);
        Assert.Equal(192, DeviceTreeBlob.Write(tree, new() { Padding = 100, Alignment = 64 }).Length);
        Assert.Equal(72, DeviceTreeBlob.Write(tree, new() { MinimumSize = 10 }).Length);
        Assert.Equal(7, DeviceTreeBlob.Write(tree, new() { BootCpuId = 7 })[0x1f]);
    }

    [Fact]
    public void AnEmptyTreeOfVersion1HasTheseBytes() => Assert.Equal(string.Concat(
        "d00dfeed", // 00 magic
        "00000055", // 04 totalsize
        "00000030", // 08 off_dt_struct
        "00000050", // 0c off_dt_strings
        "00000020", // 10 off_mem_rsvmap
        "00000001", // 14 version
        "00000001", // 18 last_comp_version
        "00000000", // 1c aligns the reservations
        "0000000000000000", "0000000000000000", // 20 the entry that ends the reservations
        "00000001", "2f000000", // 30 FDT_BEGIN_NODE, the root's path
        "00000003", "00000001", "00000000", "00000000", // 38 FDT_PROP, one byte, 'name', the root's name
        "00000002", // 48 FDT_END_NODE
        "00000009", // 4c FDT_END
        "6e616d6500"), // 50 'name'
        Convert.ToHexStringLower(DeviceTreeBlob.Write(Body(""), new() { Version = 1 })));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    public void EachVersionIsReadAsItWasWritten(int version)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            DeviceTreeDocument tree = new Robustness.RandomTree(seed).Document;
            byte[] blob = DeviceTreeBlob.Write(tree, new() { Version = version });
            BlobReadResult read = DeviceTreeBlob.Read(blob);
            Assert.Empty(read.Diagnostics);
            Assert.Equal(blob, DeviceTreeBlob.Write(read.Document!, new() { Version = version, BootCpuId = tree.BootCpuId }));
            Assert.Equal(DeviceTreeBlob.Write(tree), DeviceTreeBlob.Write(read.Document!, new() { BootCpuId = tree.BootCpuId }));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(18)]
    public void AVersionThatDoesNotExistIsTheCallersMistake(int version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceTreeBlob.Write(Body(""), new() { Version = version }));

    [Fact]
    public void GivenStringsComeFirstAndAreUsed()
    {
        byte[] blob = DeviceTreeBlob.Write(Body("ab; c;"), new() { Strings = [.. "zab\0"u8] });
        Assert.EndsWith("zab\0c\0", System.Text.Encoding.ASCII.GetString(blob), StringComparison.Ordinal);
        Assert.Equal(["ab", "c"], DeviceTreeBlob.Read(blob).Document!.Root.Properties.Select(static property => property.Name));
    }

    [Fact]
    public void AnAlignmentThatIsNoPowerOfTwoIsTheCallersMistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceTreeBlob.Write(Body(""), new() { Alignment = 3 }));

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        DeviceTreeDocument tree = Tree("/dts-v1/; /memreserve/ 1 2; / { a = <1>; b; n@1 { c = \"x\"; }; };");
        DeviceTreeDocument read = DeviceTreeBlob.Read(DeviceTreeBlob.Write(tree)).Document!;
        Assert.Equal([new MemoryReservation(1, 2)], read.MemoryReservations);
        Assert.Equal(["a", "b"], read.Root.Properties.Select(static property => property.Name));
        Assert.True(read.FindByPath("/n@1")!.FindProperty("c")!.Value.TryReadString(out string text));
        Assert.Equal("x", text);
    }

    [Theory]
    [InlineData(0x00, 0x00, "HV1301")] // magic
    [InlineData(0x05, 0x01, "HV1302")] // totalsize
    [InlineData(0x17, 0x00, "HV1303")] // version
    [InlineData(0x1b, 0x12, "HV1303")] // last_comp_version
    [InlineData(0x0b, 0x3a, "HV1304")] // off_dt_struct, not aligned
    [InlineData(0x0d, 0x01, "HV1304")] // off_dt_strings, outside
    [InlineData(0x13, 0x2c, "HV1304")] // off_mem_rsvmap, not aligned
    [InlineData(0x13, 0x48, "HV1305")] // off_mem_rsvmap, no end
    [InlineData(0x3b, 0x05, "HV1306")] // FDT_BEGIN_NODE
    [InlineData(0x43, 0x04, "HV1306")] // FDT_END_NODE
    [InlineData(0x27, 0x0c, "HV1307")] // size_dt_struct
    public void AFaultOfTheHeaderOrTheStructureIsNamed(int offset, byte value, string code)
    {
        byte[] blob = DeviceTreeBlob.Write(Body(""));
        blob[offset] = value;
        BlobReadResult result = DeviceTreeBlob.Read(blob);
        Assert.Null(result.Document);
        Assert.Equal(code, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void ANameOutsideTheStringsIsNamed()
    {
        byte[] blob = DeviceTreeBlob.Write(Body("a;"));
        blob[0x38 + 8 + 11] = 9;
        Assert.Equal(
            "HV1308: The property at 0x40 of the blob has its name at 0x9 of the strings block, where no name ends.",
            Assert.Single(DeviceTreeBlob.Read(blob).Diagnostics) is { } fault ? $"{fault.Code}: {fault.Message}" : "");
    }

    [Fact]
    public void ATreeDeeperThanTheStackIsWrittenAndRefused()
    {
        var root = new DeviceTreeNode("");
        DeviceTreeNode node = root;
        for (int i = 0; i < 10_000; i++)
        {
            node = node.AddChild(new("n"));
        }

        byte[] blob = DeviceTreeBlob.Write(new(root));
        Assert.Equal("HV1309", Assert.Single(DeviceTreeBlob.Read(blob).Diagnostics).Code);
        DeviceTreeText.Write(new(root), TextWriter.Null);
    }
}
