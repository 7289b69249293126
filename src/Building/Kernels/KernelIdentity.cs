using System.Buffers.Binary;
using System.IO.Compression;
using Partition.Images.Kernels;

namespace Partition.Building.Kernels;

/// <summary>What a kernel's file is, as far as it shows.</summary>
/// <param name="Architecture">The CPUs that it is made for.</param>
/// <param name="IsLinux">Whether it is certainly a Linux.</param>
internal readonly record struct KernelIdentity(MachineArchitecture Architecture, bool IsLinux)
{
    private const int HeadLength = 4096;
    private const int BlockLength = 1 << 20;
    private const long MaxScanned = 64 << 20;

    // U-Boot, include/image.h: ih_os and ih_arch of the header.
    private const int UImageHeaderLength = 64;
    private const int UImageSystem = 28;
    private const int UImageArchitecture = 29;
    private const int UImageLinux = 5;

    // Linux, Documentation/arch/x86/boot.rst.
    private const int SetupMagicAt = 0x202;
    private const int SetupVersionAt = 0x206;
    private const int SetupFlagsAt = 0x236;
    private const int VersionWithFlags = 0x20C;

    /// <summary>Nothing is known.</summary>
    public static KernelIdentity Unknown => default;

    /// <summary>What every Linux has in its constants (init/version-timestamp.c).</summary>
    private static ReadOnlySpan<byte> Banner => "Linux version "u8;

    /// <summary>Identifies a kernel.</summary>
    /// <param name="kernel">The file, read from its beginning; it stays open.</param>
    /// <param name="cancellation">Asked while it is read.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KernelIdentity Of(Stream kernel, CancellationToken cancellation)
    {
        kernel.Position = 0;
        byte[] head = ReadHead(kernel);
        if (KernelFormats.Detect(head) != KernelFormat.Gzip)
        {
            return Of(head, kernel, cancellation);
        }

        kernel.Position = 0;
        using var plain = new GZipStream(kernel, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return Of(ReadHead(plain), plain, cancellation);
        }
        catch (InvalidDataException)
        {
            return Unknown; // A damaged one says nothing.
        }
    }

    private static byte[] ReadHead(Stream kernel)
    {
        byte[] head = new byte[HeadLength];
        return head[..kernel.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Identifies a kernel by its head, and by what follows it in the stream where the head does not say everything.</summary>
    private static KernelIdentity Of(byte[] head, Stream rest, CancellationToken cancellation) =>
        KernelFormats.Detect(head.AsSpan(0, Math.Min(head.Length, KernelFormats.HeadLength))) switch
        {
            KernelFormat.ZImage => new(MachineArchitecture.Arm, true),
            KernelFormat.UImage when head.Length >= UImageHeaderLength =>
                new(MachineArchitectures.OfUImage(head[UImageArchitecture]), head[UImageSystem] == UImageLinux),
            KernelFormat.Elf32Arm or KernelFormat.Elf32Other or KernelFormat.Elf64 =>
                new(ElfHead.TryRead(head, out ElfHead elf) ? elf.Architecture : default, HasBanner(head, rest, cancellation)),
            KernelFormat.Arm64Image => new(MachineArchitecture.Arm64, HasBanner(head, rest, cancellation)),
            KernelFormat.Unknown => OfOthers(head, rest, cancellation),
            _ => Unknown,
        };

    private static KernelIdentity OfOthers(byte[] head, Stream rest, CancellationToken cancellation) =>
        IsSetup(head) ? new(IsSetupOf64Bits(head) ? MachineArchitecture.X64 : MachineArchitecture.X86, true)
        : head.AsSpan().StartsWith("MZ"u8) ? new(OfPortableExecutable(head), IsSelfUnpacking(head))
        : new(IsRiscV(head) ? MachineArchitecture.RiscV : default, HasBanner(head, rest, cancellation));

    private static bool IsSetup(ReadOnlySpan<byte> head) =>
        head.Length > SetupFlagsAt && head[SetupMagicAt..].StartsWith("HdrS"u8);

    private static bool IsSetupOf64Bits(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt16LittleEndian(head[SetupVersionAt..]) >= VersionWithFlags && (head[SetupFlagsAt] & 1) != 0;

    // Linux, Documentation/arch/riscv/boot-image-header.rst.
    private static bool IsRiscV(ReadOnlySpan<byte> head) => head.Length >= 0x40 && head[0x38..].StartsWith("RSC\u0005"u8);

    // Linux, drivers/firmware/efi/libstub/zboot-header.S.
    private static bool IsSelfUnpacking(ReadOnlySpan<byte> head) => head.Length > 8 && head[4..].StartsWith("zimg"u8);

    private static MachineArchitecture OfPortableExecutable(ReadOnlySpan<byte> head)
    {
        uint header = head.Length >= 0x40 ? BinaryPrimitives.ReadUInt32LittleEndian(head[0x3C..]) : 0;
        return header + 6 <= head.Length && head[(int)header..].StartsWith("PE\0\0"u8)
            ? MachineArchitectures.OfPortableExecutable(BinaryPrimitives.ReadUInt16LittleEndian(head[(int)(header + 4)..]))
            : MachineArchitecture.Unknown;
    }

    private static bool HasBanner(byte[] head, Stream rest, CancellationToken cancellation)
    {
        byte[] block = new byte[BlockLength];
        head.CopyTo(block, 0);
        int length = head.Length;
        for (long scanned = 0; scanned < MaxScanned; scanned += BlockLength)
        {
            cancellation.ThrowIfCancellationRequested();
            length += rest.ReadAtLeast(block.AsSpan(length), block.Length - length, throwOnEndOfStream: false);
            if (block.AsSpan(0, length).IndexOf(Banner) >= 0)
            {
                return true;
            }

            if (length < block.Length)
            {
                return false;
            }

            block.AsSpan(length - Banner.Length).CopyTo(block);
            length = Banner.Length;
        }

        return false;
    }
}
