namespace Partition.Building.FileSystems;

/// <summary>Compares streams.</summary>
internal static class StreamComparison
{
    private const int BufferSize = 1 << 20;

    /// <summary>Whether two streams hold the same bytes from where they stand to their ends.</summary>
    public static bool AreEqual(Stream left, Stream right)
    {
        var leftBuffer = new byte[BufferSize];
        var rightBuffer = new byte[BufferSize];
        while (true)
        {
            int leftLength = left.ReadAtLeast(leftBuffer, BufferSize, throwOnEndOfStream: false);
            int rightLength = right.ReadAtLeast(rightBuffer, BufferSize, throwOnEndOfStream: false);
            if (!leftBuffer.AsSpan(0, leftLength).SequenceEqual(rightBuffer.AsSpan(0, rightLength)))
            {
                return false;
            }

            if (leftLength < BufferSize)
            {
                return true;
            }
        }
    }
}
