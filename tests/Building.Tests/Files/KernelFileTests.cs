using Partition.Building.Files;
using Partition.Hypervisors.Boot;

namespace Partition.Building.Tests.Files;

public class KernelFileTests
{
    [Theory]
    [InlineData(0x24, "18286f01", GuestKernelFormat.ZImage)]
    [InlineData(0x24, "016f2818", GuestKernelFormat.Other)] // Big-endian.
    [InlineData(0x38, "41524d64", GuestKernelFormat.Arm64Image)]
    [InlineData(0x00, "27051956", GuestKernelFormat.UImage)]
    [InlineData(0x00, "1f8b0800", GuestKernelFormat.Gzip)]
    [InlineData(0x00, "7f454c46", GuestKernelFormat.Other)]
    public void RecognizesKernelsByTheirFirstBytes(int offset, string bytes, object format)
    {
        byte[] kernel = new byte[64];
        Convert.FromHexString(bytes).CopyTo(kernel, offset);
        Assert.Equal(format, Recognize(kernel));
    }

    [Fact]
    public void RecognizesOnlyGzipInAFileThatIsShorterThanAHead()
    {
        Assert.Equal(GuestKernelFormat.NotRead, Recognize([]));
        Assert.Equal(GuestKernelFormat.Gzip, Recognize([0x1f, 0x8b]));
        Assert.Equal(GuestKernelFormat.Other, Recognize([0x27, 0x05, 0x19, 0x56]));
    }

    private static GuestKernelFormat Recognize(byte[] kernel)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, kernel);
            return KernelFile.FormatOf(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
