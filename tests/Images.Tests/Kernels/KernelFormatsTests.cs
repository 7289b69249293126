using Partition.Images.Kernels;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels;

public class KernelFormatsTests
{
    [Fact]
    public void RecognizesEveryFormatByItsFirstBytes()
    {
        var heads = new Dictionary<KernelFormat, byte[]>
        {
            [KernelFormat.Unknown] = [0xD3, 0xF0, 0x21, 0xE3, 0, 0, 0, 0],
            [KernelFormat.Empty] = [],
            [KernelFormat.Elf32Arm] = new ElfBuilder().Build(),
            [KernelFormat.Elf32Other] = new ElfBuilder { Machine = 3 }.Build(),
            [KernelFormat.Elf64] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0],
            [KernelFormat.ZImage] = At(0x24, 0x18, 0x28, 0x6F, 0x01),
            [KernelFormat.UImage] = [0x27, 0x05, 0x19, 0x56],
            [KernelFormat.Arm64Image] = At(0x38, 0x41, 0x52, 0x4D, 0x64),
            [KernelFormat.DeviceTreeBlob] = [0xD0, 0x0D, 0xFE, 0xED],
            [KernelFormat.Gzip] = [0x1F, 0x8B, 8],
            [KernelFormat.Xz] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0],
            [KernelFormat.Zstandard] = [0x28, 0xB5, 0x2F, 0xFD],
        };
        Assert.Equal(Enum.GetValues<KernelFormat>(), heads.Keys.Order());
        Assert.All(heads, pair => Assert.Equal(pair.Key, KernelFormats.Detect(pair.Value.AsSpan(0, Math.Min(64, pair.Value.Length)))));
    }

    [Fact]
    public void RecognizesABigEndianZImage()
    {
        byte[] big = At(0x24, 0x01, 0x6F, 0x28, 0x18);
        Assert.Equal(KernelFormat.ZImage, KernelFormats.Detect(big));
        Assert.True(KernelFormats.IsBigEndianZImage(big));
        Assert.False(KernelFormats.IsBigEndianZImage(At(0x24, 0x18, 0x28, 0x6F, 0x01)));
    }

    [Fact]
    public void RecognizesABigEndianElfFileForArm() =>
        Assert.Equal(KernelFormat.Elf32Arm, KernelFormats.Detect(new ElfBuilder { BigEndian = true }.Build().AsSpan(0, 64)));

    [Fact]
    public void AcceptsHeadsOfEveryLength()
    {
        byte[] elf = new ElfBuilder().Build();
        byte[] zImage = At(0x24, 0x18, 0x28, 0x6F, 0x01);
        for (int length = 0; length <= 64; length++)
        {
            KernelFormats.Detect(elf.AsSpan(0, length));
            Assert.Equal(length == 0 ? KernelFormat.Empty : length < 0x28 ? KernelFormat.Unknown : KernelFormat.ZImage,
                KernelFormats.Detect(zImage.AsSpan(0, length)));
        }
    }

    private static byte[] At(int offset, params byte[] magic)
    {
        byte[] bytes = new byte[64];
        magic.CopyTo(bytes, offset);
        return bytes;
    }
}
