namespace Partition.Building.Files;

/// <summary>Copies streams so that a build that is stopped stops there, too.</summary>
internal static class CancellableCopy
{
    private const int BufferLength = 1 << 17;

    /// <summary>Copies a stream to its end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Copy(Stream source, Stream target, CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferLength];
        for (int length; (length = source.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            target.Write(buffer, 0, length);
        }
    }
}
