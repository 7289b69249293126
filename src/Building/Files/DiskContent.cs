using Microsoft.Win32.SafeHandles;
using Partition.Images.Files;

namespace Partition.Building.Files;

/// <summary>A file of the disk, or a part of one, opened only while it is copied.</summary>
/// <param name="path">The file.</param>
/// <param name="offset">Where the part begins, in bytes.</param>
/// <param name="length">How long it is, in bytes.</param>
/// <param name="isPart">Whether it is only a part.</param>
internal sealed class DiskContent(string path, long offset, long length, bool isPart = true) : ISparseContent
{
    /// <summary>A whole file.</summary>
    /// <exception cref="InputFileException">It is not a regular file.</exception>
    public DiskContent(string path)
        : this(path, 0, LengthOf(path), isPart: false)
    {
    }

    /// <summary>A whole regular file whose length is known.</summary>
    public static DiskContent OfFile(string path, long length) => new(path, 0, length, isPart: false);

    /// <summary>Whether it is only a part.</summary>
    public bool IsPart => isPart;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Where the content begins in it.</summary>
    public long Offset => offset;

    public long Length => length;

    // The writers read in large pieces of their own. A whole file is not cut off, so that its growing is noticed.
    public Stream OpenRead()
    {
        Stream stream = InputFile.OpenUnbuffered(path);
        return isPart ? new FilePart(stream, offset, length) : stream;
    }

    public IReadOnlyList<ContentRange> FindData()
    {
        InputFile.Check(path);
        using SafeFileHandle file = File.OpenHandle(path);
        return LinuxFile.FindData(file, offset, offset + length) is { } ranges
            ? [.. ranges.Select(range => new ContentRange(range.Start - offset, range.End - offset))]
            : [new ContentRange(0, length)];
    }

    private static long LengthOf(string path)
    {
        InputFile.Check(path);
        return HostLink.Follow(path).Length;
    }
}
