namespace Partition.Images.Kernels;

/// <summary>What the first bytes of a kernel say that it is.</summary>
public enum KernelFormat
{
    /// <summary>No known sign: a raw memory image, or something else.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>A 32-bit ELF file for ARM, in either byte order: what the stage that patches takes.</summary>
    Elf32Arm,

    /// <summary>A 32-bit ELF file for another machine.</summary>
    Elf32Other,

    /// <summary>A 64-bit ELF file.</summary>
    Elf64,

    /// <summary>A self-extracting kernel for 32-bit ARM (0x016f2818 at byte 0x24, Linux, arch/arm/boot/compressed/head.S).</summary>
    ZImage,

    /// <summary>A kernel in U-Boot's legacy wrapper (0x27051956, big-endian).</summary>
    UImage,

    /// <summary>A flat kernel for 64-bit ARM ("ARM\x64" at byte 0x38, Linux, Documentation/arm64/booting.rst).</summary>
    Arm64Image,

    /// <summary>A device tree blob or a FIT image (0xd00dfeed, big-endian).</summary>
    DeviceTreeBlob,

    /// <summary>A gzip stream (1f 8b).</summary>
    Gzip,

    /// <summary>An xz stream (fd 37 7a 58 5a).</summary>
    Xz,

    /// <summary>A zstd frame (28 b5 2f fd).</summary>
    Zstandard,
}
