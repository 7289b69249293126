namespace Partition.DeviceTree.Source;

/// <summary>
/// Where the compiler gets files from. It opens none by itself, so that a caller can serve them from memory or forbid them.
/// </summary>
public interface ISourceFiles
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">A path as the source or an include directory spells it, joined with <c>/</c>; relative paths are the
    /// implementer's to root.</param>
    /// <returns>The file's bytes, or <see langword="null"/> when there is no such file.</returns>
    /// <exception cref="IOException">The file is there and cannot be read; the source that asks for it gets HV1119. So does an
    /// <see cref="UnauthorizedAccessException"/>.</exception>
    byte[]? TryRead(string path);

    /// <summary>When a file was last written, for the macro <c>__TIMESTAMP__</c>, which shows it in the given time zone.</summary>
    /// <param name="path">A path as <see cref="TryRead"/> takes it.</param>
    /// <returns>The date, or <see langword="null"/> when it is unknown.</returns>
    DateTimeOffset? DateOf(string path) => null;

    /// <summary>Finds a file that was probably meant by a path that does not exist, for the message that says so.</summary>
    /// <param name="path">A path as <see cref="TryRead"/> takes it.</param>
    /// <returns>The path of the file that is meant, or <see langword="null"/> when none is near, or these files cannot be
    /// listed.</returns>
    string? FindNearby(string path) => null;

    /// <summary>Reads a part of a file. The compiler reads with this method alone, and never asks for more than it would take in: an
    /// implementation that overrides it needs no memory for the rest of a large file.</summary>
    /// <param name="path">As for <see cref="TryRead"/>.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How long it is at most, in bytes: a file that ends before gives less.</param>
    /// <returns>The bytes, or <see langword="null"/> when there is no such file.</returns>
    /// <exception cref="IOException">As for <see cref="TryRead"/>.</exception>
    byte[]? TryReadPart(string path, long offset, int length)
    {
        byte[]? bytes = TryRead(path);
        if (bytes is null || (offset <= 0 && length >= bytes.Length))
        {
            return bytes;
        }

        int start = (int)Math.Min(offset, bytes.Length);
        return bytes[start..(start + Math.Min(length, bytes.Length - start))];
    }
}
