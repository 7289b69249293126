namespace Partition.Tool.Files;

/// <summary>Copies a file and leaves its long runs of zeros as holes, so that a small image cannot fill the disk.</summary>
internal static class SparseCopy
{
    private const int BufferLength = 1 << 16;

    /// <summary>Copies everything from where the source stands.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="target">Empty and seekable; left as long as what was read.</param>
    public static void Copy(Stream source, Stream target)
    {
        byte[] buffer = new byte[BufferLength];
        int length;
        while ((length = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            ReadOnlySpan<byte> part = buffer.AsSpan(0, length);
            if (part.ContainsAnyExcept((byte)0))
            {
                target.Write(part);
            }
            else
            {
                target.Seek(length, SeekOrigin.Current);
            }
        }

        target.SetLength(target.Position);
    }
}
