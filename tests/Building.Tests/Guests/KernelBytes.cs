using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Partition.Building.Tests.Guests;

/// <summary>The beginnings of kernels and programs, as their formats have them.</summary>
internal static class KernelBytes
{
    private const int Length = 4096;

    public static byte[] ZImage { get; } = With((0x24, "18286f01"));

    public static byte[] Arm64Image { get; } = WithBanner(With((0x38, "41524d64")));

    public static byte[] BzImage64 { get; } = With((0x1FE, "55aa"), (0x202, "48647253"), (0x206, "0f02"), (0x236, "7f00"));

    public static byte[] BzImage32 { get; } = With((0x1FE, "55aa"), (0x202, "48647253"), (0x206, "0f02"), (0x236, "7e00"));

    public static byte[] RiscVImage { get; } = WithBanner(With((0x30, "5249534356000000"), (0x38, "52534305")));

    /// <summary>An EFI program that unpacks a Linux for 64-bit ARM.</summary>
    public static byte[] PackedArm64 { get; } = With((0, "4d5a"), (4, "7a696d67"), (0x3C, "80000000"), (0x80, "5045000064aa"));

    /// <summary>U-Boot's wrapper around a Linux.</summary>
    public static byte[] UImage(byte architecture, byte system = 5) => With((0, "27051956"), (28, $"{system:x2}{architecture:x2}"));

    /// <summary>An ELF file, with a loader when it is given.</summary>
    public static byte[] Elf(int machine, bool is64Bit, string? loader = null)
    {
        byte[] elf = With((0, "7f454c46"), (4, is64Bit ? "020101" : "010101"));
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(0x12), (ushort)machine);
        if (loader is not null)
        {
            int header = is64Bit ? 64 : 52;
            elf[is64Bit ? 0x20 : 0x1C] = (byte)header;
            elf[is64Bit ? 0x36 : 0x2A] = (byte)(is64Bit ? 56 : 32);
            elf[is64Bit ? 0x38 : 0x2C] = 1;
            elf[header] = 3;
            BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(header + (is64Bit ? 8 : 4)), 0x200);
            elf[header + (is64Bit ? 0x20 : 0x10)] = (byte)(loader.Length + 1);
            Encoding.ASCII.GetBytes(loader).CopyTo(elf, 0x200);
        }

        return elf;
    }

    /// <summary>The same with the line that every Linux has.</summary>
    public static byte[] WithBanner(byte[] kernel, int at = 0x800)
    {
        byte[] linux = new byte[Math.Max(kernel.Length, at + 64)];
        kernel.CopyTo(linux, 0);
        "Linux version 6.1.0 (gcc)"u8.CopyTo(linux.AsSpan(at));
        return linux;
    }

    public static byte[] Gzip(byte[] kernel)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(kernel);
        }

        return packed.ToArray();
    }

    private static byte[] With(params (int Offset, string Bytes)[] parts)
    {
        byte[] kernel = new byte[Length];
        foreach ((int offset, string bytes) in parts)
        {
            Convert.FromHexString(bytes).CopyTo(kernel, offset);
        }

        return kernel;
    }
}
