using Partition.Hypervisors.Boot;
using Partition.Images.Kernels;

namespace Partition.Building.Files;

/// <summary>Recognizes the format of a kernel's file for the hypervisor that boots it.</summary>
internal static class KernelFile
{
    /// <summary>Recognizes the format by the file's first bytes.</summary>
    /// <param name="path">The file; it must exist.</param>
    /// <returns>The format; <see cref="GuestKernelFormat.NotRead"/> for an empty file.</returns>
    public static GuestKernelFormat FormatOf(string path)
    {
        Span<byte> head = stackalloc byte[KernelFormats.HeadLength];
        using Stream stream = InputFile.OpenUnbuffered(path);
        return FormatOf(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
    }

    // Except in a gzip stream, a file that is shorter than the head holds no kernel. Nothing boots a big-endian zImage.
    private static GuestKernelFormat FormatOf(ReadOnlySpan<byte> head) => KernelFormats.Detect(head) switch
    {
        KernelFormat.Empty => GuestKernelFormat.NotRead,
        KernelFormat.Gzip => GuestKernelFormat.Gzip,
        _ when head.Length < KernelFormats.HeadLength => GuestKernelFormat.Other,
        KernelFormat.UImage => GuestKernelFormat.UImage,
        KernelFormat.ZImage when !KernelFormats.IsBigEndianZImage(head) => GuestKernelFormat.ZImage,
        KernelFormat.Arm64Image => GuestKernelFormat.Arm64Image,
        _ => GuestKernelFormat.Other,
    };
}
