namespace Partition.Building.Files;

/// <summary>Writes files so that nobody ever sees half of one: into a neighbour first, which then takes the name.</summary>
/// <remarks>The neighbour is on the disk before it takes the name. Otherwise a power cut may leave a new name without its bytes: a file
/// system writes names and contents in an order of its own.</remarks>
internal static class AtomicFile
{
    /// <summary>Writes a file; its date is new even when its bytes are not, so that what depends on dates sees it made.</summary>
    /// <param name="path">Where to, rooted.</param>
    /// <param name="write">Writes the contents into a seekable stream. When it returns <see langword="false"/> the old file stays.</param>
    /// <param name="isPrivate">Whether only its owner may read it.</param>
    /// <param name="provesItself">Whether it carries a hash of its contents that every reader checks. Then the disk need not be waited for:
    /// a file that a power cut spoiled is no worse than none.</param>
    public static bool Write(string path, Func<Stream, bool> write, bool isPrivate = false, bool provesItself = false)
    {
        IHostFiles files = HostFiles.Current;
        using Stream stream = files.CreateNeighbour(path, isPrivate, out string neighbour);
        try
        {
            if (!write(stream))
            {
                return false;
            }

            if (provesItself)
            {
                stream.Flush();
            }
            else
            {
                files.FlushToDisk(stream);
            }

            // Moved while it is open: as long as it is, it is not taken for a leftover.
            files.Move(neighbour, path);
            return true;
        }
        finally
        {
            files.Delete(neighbour);
        }
    }

    /// <summary>Writes a file of bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> contents, bool provesItself = false) => Write(
        path,
        stream =>
        {
            stream.Write(contents.Span);
            return true;
        },
        provesItself: provesItself);

    /// <summary>Writes a file of text in UTF-8 with line feeds.</summary>
    public static void Write(string path, string text, bool provesItself = false) =>
        Write(path, System.Text.Encoding.UTF8.GetBytes(text), provesItself);

    /// <summary>Writes a file of text unless it holds just that already, so that what depends on it need not be made again.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (!File.Exists(path) || InputFile.ReadText(path) != text)
        {
            Write(path, text);
        }
    }
}
