namespace Partition.Images.Files;

/// <summary>The bytes of a file, held in memory.</summary>
/// <param name="bytes">The bytes; they must not change while the image is written.</param>
public sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : IFileContent
{
    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public Stream OpenRead() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
