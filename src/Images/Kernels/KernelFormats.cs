using System.Buffers.Binary;
using Partition.Images.Elf;

namespace Partition.Images.Kernels;

/// <summary>Tells kernel formats apart by their first bytes, so that a caller can pass a zImage through and patch only an ELF.</summary>
public static class KernelFormats
{
    /// <summary>How many bytes from the start of a file <see cref="Detect"/> needs to see: 64.</summary>
    public const int HeadLength = 64;

    private const int ZImageMagicOffset = 0x24;
    private const uint ZImageMagic = 0x016F2818;
    private const int Arm64MagicOffset = 0x38;

    /// <summary>Names the format of a kernel.</summary>
    /// <param name="head">The first <see cref="HeadLength"/> bytes of the file, or all of them when it is shorter.</param>
    public static KernelFormat Detect(ReadOnlySpan<byte> head) => head switch
    {
        [] => KernelFormat.Empty,
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => DetectElf(head),
        [0x1F, 0x8B, ..] => KernelFormat.Gzip,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => KernelFormat.Xz,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => KernelFormat.Zstandard,
        [0x27, 0x05, 0x19, 0x56, ..] => KernelFormat.UImage,
        [0xD0, 0x0D, 0xFE, 0xED, ..] => KernelFormat.DeviceTreeBlob,
        _ => DetectFlat(head),
    };

    private static KernelFormat DetectElf(ReadOnlySpan<byte> head)
    {
        if (head.Length <= ElfLayout.Machine + 1 || head[ElfLayout.IdentClass] != 1)
        {
            return head.Length > ElfLayout.IdentClass && head[ElfLayout.IdentClass] == 2 ? KernelFormat.Elf64 : KernelFormat.Elf32Other;
        }

        var order = new ElfByteOrder(head[ElfLayout.IdentData] == 2);
        return order.ReadUInt16(head, ElfLayout.Machine) == ElfLayout.MachineArm ? KernelFormat.Elf32Arm : KernelFormat.Elf32Other;
    }

    // The magic number is written in the byte order of the kernel, so both orders count.
    private static KernelFormat DetectFlat(ReadOnlySpan<byte> head)
    {
        if (head.Length >= ZImageMagicOffset + 4
            && (BinaryPrimitives.ReadUInt32LittleEndian(head[ZImageMagicOffset..]) == ZImageMagic
                || BinaryPrimitives.ReadUInt32BigEndian(head[ZImageMagicOffset..]) == ZImageMagic))
        {
            return KernelFormat.ZImage;
        }

        return head.Length >= Arm64MagicOffset + 4 && head[Arm64MagicOffset..].StartsWith("ARM\x64"u8)
            ? KernelFormat.Arm64Image
            : KernelFormat.Unknown;
    }
}
