namespace Partition.HostFiles;

/// <summary>Writes files so that nobody ever sees half of one: into a neighbour first, which then takes the name.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; its date is new even when its bytes are not, so that what depends on dates sees it made.</summary>
    /// <param name="path">Where to, rooted.</param>
    /// <param name="write">Writes the contents into a seekable stream. When it returns <see langword="false"/> the old file stays.</param>
    public static bool Write(string path, Func<Stream, bool> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            bool isGood;
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                isGood = write(stream);
            }

            if (isGood)
            {
                File.Move(temporary, path, overwrite: true);
            }

            return isGood;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a file of bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> contents) => Write(path, stream =>
    {
        stream.Write(contents.Span);
        return true;
    });

    /// <summary>Writes a file of text in UTF-8 with line feeds.</summary>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of text unless it holds just that already, so that what depends on it need not be made again.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Write(path, text);
        }
    }
}
