namespace Partition.Building.Files;

/// <summary>Copies streams so that a build can be stopped meanwhile.</summary>
internal static class CancellableCopy
{
    private const int BufferLength = 1 << 17;

    /// <summary>Copies a stream to its end, or until it is longer than it may be.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellation">Asked between the parts.</param>
    /// <param name="maxLength">The most bytes that are copied.</param>
    /// <returns>Whether the source had no more than these.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static bool Copy(Stream source, Stream target, CancellationToken cancellation, long maxLength = long.MaxValue)
    {
        byte[] buffer = new byte[BufferLength];
        for (int length; (length = source.Read(buffer)) > 0; maxLength -= length)
        {
            cancellation.ThrowIfCancellationRequested();
            if (length > maxLength)
            {
                return false;
            }

            target.Write(buffer, 0, length);
        }

        return true;
    }
}
