namespace Partition.Images.Files;

/// <summary>Reading from a seekable stream at a place, as the readers of this library need it.</summary>
internal static class StreamExtensions
{
    /// <summary>Fills the whole span from a place in the stream. Returns whether the stream was long enough.</summary>
    public static bool TryReadAt(this Stream stream, long offset, Span<byte> destination) =>
        stream.TryReadAt(stream.Length, offset, destination);

    /// <summary>The same for a caller that knows the length already: a file is asked for it each time.</summary>
    public static bool TryReadAt(this Stream stream, long length, long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > length - destination.Length)
        {
            return false;
        }

        stream.Position = offset;
        return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
    }
}
