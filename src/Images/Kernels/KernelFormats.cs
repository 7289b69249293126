using System.Buffers.Binary;

namespace Partition.Images.Kernels;

/// <summary>Recognizes the format of a kernel by its first bytes: this is the one place that knows their magic numbers.</summary>
public static class KernelFormats
{
    /// <summary>How many bytes from the start of a file <see cref="Detect"/> needs to see: 64.</summary>
    public const int HeadLength = 64;

    // System V ABI, chapter 4: e_ident[EI_CLASS], e_ident[EI_DATA] and e_machine.
    private const byte ElfClass32 = 1;
    private const byte ElfClass64 = 2;
    private const byte ElfBigEndian = 2;
    private const int ElfMachineOffset = 0x12;
    private const ushort ElfMachineArm = 40;

    private const int ZImageMagicOffset = 0x24;
    private const uint ZImageMagic = 0x016F2818;
    private const int Arm64MagicOffset = 0x38;

    private static ReadOnlySpan<byte> Arm64Magic => "ARM\x64"u8;

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

    /// <summary>Whether a zImage runs big-endian: boot loaders that look for the little-endian magic number refuse it.</summary>
    /// <param name="head">The same bytes that <see cref="Detect"/> named a <see cref="KernelFormat.ZImage"/>.</param>
    public static bool IsBigEndianZImage(ReadOnlySpan<byte> head) => HasZImageMagic(head, isBigEndian: true);

    private static KernelFormat DetectElf(ReadOnlySpan<byte> head) => head switch
    {
        [_, _, _, _, ElfClass64, ..] => KernelFormat.Elf64,
        [_, _, _, _, ElfClass32, ElfBigEndian, ..] when head.Length >= ElfMachineOffset + sizeof(ushort) =>
            OfMachine(BinaryPrimitives.ReadUInt16BigEndian(head[ElfMachineOffset..])),
        [_, _, _, _, ElfClass32, ..] when head.Length >= ElfMachineOffset + sizeof(ushort) =>
            OfMachine(BinaryPrimitives.ReadUInt16LittleEndian(head[ElfMachineOffset..])),
        _ => KernelFormat.Elf32Other,
    };

    private static KernelFormat OfMachine(ushort machine) => machine == ElfMachineArm ? KernelFormat.Elf32Arm : KernelFormat.Elf32Other;

    private static KernelFormat DetectFlat(ReadOnlySpan<byte> head) =>
        HasZImageMagic(head, isBigEndian: false) || HasZImageMagic(head, isBigEndian: true) ? KernelFormat.ZImage
        : head.Length >= Arm64MagicOffset && head[Arm64MagicOffset..].StartsWith(Arm64Magic) ? KernelFormat.Arm64Image
        : KernelFormat.Unknown;

    // The magic number is written in the byte order of the kernel.
    private static bool HasZImageMagic(ReadOnlySpan<byte> head, bool isBigEndian) =>
        head.Length >= ZImageMagicOffset + sizeof(uint)
        && ZImageMagic == (isBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(head[ZImageMagicOffset..])
            : BinaryPrimitives.ReadUInt32LittleEndian(head[ZImageMagicOffset..]));
}
