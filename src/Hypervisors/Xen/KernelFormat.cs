using System.Buffers.Binary;
using Partition.Hypervisors.Boot;

namespace Partition.Hypervisors.Xen;

/// <summary>Tells the kernels that Xen can start, which it knows by their first bytes.</summary>
/// <remarks>Xen, xen/arch/arm/kernel.c: kernel_uimage_probe, kernel_decompress, kernel_zimage64_probe, kernel_zimage32_probe.</remarks>
internal static class KernelFormat
{
    private const int Zimage32Magic = 0x24; // u32 little-endian.
    private const int Zimage64Magic = 0x38; // u32 little-endian.

    /// <summary>Whether bytes begin a kernel that Xen can start.</summary>
    /// <param name="start">The first <see cref="GuestFiles.KernelStartLength"/> bytes.</param>
    public static bool IsKnown(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) // Gzip, with one of the others in it.
        || (start.Length >= GuestFiles.KernelStartLength
            && (BinaryPrimitives.ReadUInt32BigEndian(start) == ScriptImage.MagicNumber
                || BinaryPrimitives.ReadUInt32LittleEndian(start[Zimage32Magic..]) == 0x016f_2818
                || BinaryPrimitives.ReadUInt32LittleEndian(start[Zimage64Magic..]) == 0x644d_5241));
}
