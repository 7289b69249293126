using System.Text;
using Partition.Building.Kernels;
using Partition.Building.Tests.Guests;
using Partition.DeviceTree.Blob;
using Partition.Partitioning.Tests.Support;

namespace Partition.Building.Tests.Kernels;

public class KernelContentTests
{
    public static TheoryData<string, byte[], string> Others => new()
    {
        { "nothing", [], "is empty" },
        { "text", "Read me first.\n\tThen build.\r\n"u8.ToArray(), "is text" },
        { "text of UTF-8", Encoding.UTF8.GetBytes("Größe: 3 µs\n"), "is text" },
        { "long script", Encoding.UTF8.GetBytes("#!/bin/sh\n" + new string('x', 10_000)), "is text" },
        { "zeros", new byte[100], "has only zeros" },
        { "many zeros", new byte[200_000], "has only zeros" },
        { "tree", DeviceTreeBlob.Write(TestTrees.Compile(GuestBoards.Arm)), "is a device tree blob" },
        { "zip", "PK\u0003\u0004\0\0"u8.ToArray(), "is an archive" },
        { "newc", "070701\0\0"u8.ToArray(), "is an archive" },
        { "tar", [.. new byte[257], .. "ustar\0"u8], "is an archive" },
        { "object", ObjectFile(), "is an object file that is not linked" },
    };

    public static TheoryData<string, byte[]> Kernels => new()
    {
        { "zImage", KernelBytes.ZImage },
        { "Image", KernelBytes.Arm64Image },
        { "Image.gz", KernelBytes.Gzip(KernelBytes.Arm64Image) },
        { "uImage", KernelBytes.UImage(2) },
        { "ELF", KernelBytes.Elf(40, is64Bit: false) },
        { "flat program", [0x10, 0x9F, 0xE5, 0, 0, 0, 0, 0] },
        { "zeros first", [.. new byte[100_000], 1] },
        { "FIT", [0xD0, 0x0D, 0xFE, 0xED, 0, 0, 0, 0, .. "images\0"u8] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void SaysWhatAFileIsThatIsNotAKernel(string name, byte[] file, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, KernelContent.FindFault(new MemoryStream(file), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void TakesWhatMayBeAKernel(string name, byte[] file)
    {
        Assert.NotEmpty(name);
        Assert.Null(KernelContent.FindFault(new MemoryStream(file), CancellationToken.None));
    }

    private static byte[] ObjectFile()
    {
        byte[] elf = KernelBytes.Elf(40, is64Bit: false);
        elf[0x10] = 1;
        return elf;
    }
}
