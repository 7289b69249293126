using System.Globalization;
using Partition.Building.Files;
using Partition.Images.Ext2;

namespace Partition.Building.FileSystems;

/// <summary>Says how full a disk image is.</summary>
internal static class ImageSummary
{
    /// <summary>Sums up an image in a line.</summary>
    /// <param name="path">The image, as an absolute path.</param>
    /// <returns>The line; <see langword="null"/> when the file is not an ext2 image.</returns>
    public static string? Of(string path)
    {
        using Stream image = InputFile.Open(path);
        if (Ext2Reader.Open(image).Reader is not { } reader)
        {
            return null;
        }

        long used = (reader.BlockCount - reader.FreeBlocks) * reader.BlockSize;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(path)}: {InMebibytes(image.Length)}, {InMebibytes(used)} of them used ({100.0 * used / image.Length:0} %)");
    }

    private static string InMebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB");
}
