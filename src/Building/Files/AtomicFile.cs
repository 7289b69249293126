namespace Partition.Building.Files;

/// <summary>Writes files so that nobody ever sees half of one: into a neighbour first, which then takes the name.</summary>
internal static class AtomicFile
{
    private const string Extension = ".tmp";
    private const int GuidLength = 32;
    private const int MostAttempts = 8;

    // Others may read it, since it is still open when it takes its name, and Windows may move it; nobody may have it alone, which is what a
    // leftover is known by.
    private const FileShare Shared = FileShare.Read | FileShare.Delete;

    /// <summary>Writes a file; its date is new even when its bytes are not, so that what depends on dates sees it made.</summary>
    /// <param name="path">Where to, rooted.</param>
    /// <param name="write">Writes the contents into a seekable stream. When it returns <see langword="false"/> the old file stays.</param>
    public static bool Write(string path, Func<Stream, bool> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RemoveLeftovers(path);
        using FileStream stream = CreateNeighbour(path);
        try
        {
            // Moved while it is open: as long as it is, nobody takes it for a leftover.
            bool isGood = write(stream);
            if (isGood)
            {
                stream.Flush();
                File.Move(stream.Name, path, overwrite: true);
            }

            return isGood;
        }
        finally
        {
            File.Delete(stream.Name);
        }
    }

    /// <summary>
    /// Creates the file that is written. Between its creation and its lock another process may take it for a leftover; then it is created
    /// again.
    /// </summary>
    private static FileStream CreateNeighbour(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var stream = new FileStream($"{path}.{Guid.NewGuid():N}{Extension}", FileMode.CreateNew, FileAccess.ReadWrite, Shared);
                if (File.Exists(stream.Name))
                {
                    return stream;
                }

                stream.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Locked by whoever removes it.
            }
        }
    }

    /// <summary>Removes what a process that was killed had begun to write. What another one is just writing is locked, and stays.</summary>
    private static void RemoveLeftovers(string path)
    {
        string name = Path.GetFileName(path);
        foreach (string leftover in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{name}.*{Extension}")
            .Where(file => Path.GetFileName(file).Length == name.Length + 1 + GuidLength + Extension.Length))
        {
            try
            {
                using (new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(leftover);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, or has just moved it.
            }
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
