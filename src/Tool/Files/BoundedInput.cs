namespace Partition.Tool.Files;

/// <summary>Reads an input that a command names, which may be a pipe, as shells have them for <c>&lt;(…)</c>. A device without an end is
/// not read for ever.</summary>
internal static class BoundedInput
{
    private const int PartLength = 1 << 16;
    private const int MaxLength = 256 << 20;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="IOException">It is longer than any device tree.</exception>
    public static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        byte[] part = new byte[PartLength];
        for (int length; (length = stream.Read(part)) > 0;)
        {
            buffer.Write(part, 0, length);
            if (buffer.Length > MaxLength)
            {
                throw new IOException($"The input has more than {MaxLength} bytes, as no device tree has.");
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a file or pipe to its end.</summary>
    /// <exception cref="IOException">It is longer than any device tree.</exception>
    public static byte[] ReadAll(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return ReadAll(stream);
    }
}
