namespace Partition.Building.Files;

/// <summary>The file systems of this machine.</summary>
internal sealed class DiskFiles : IHostFiles
{
    /// <summary>There is only one.</summary>
    public static readonly DiskFiles Instance = new();

    private const string Extension = ".tmp";
    private const int GuidLength = 32;
    private const int MaxAttempts = 8;
    private const int BufferLength = 1 << 12;

    // Others may read it, since it is still open when it takes its name, and Windows may move it; it cannot be opened exclusively, which is
    // how a leftover is recognized.
    private const FileShare Shared = FileShare.Read | FileShare.Delete;

    private DiskFiles()
    {
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        LinuxInput.TryOpen(path) ?? (Stream)new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public Stream CreateNeighbour(string path, bool isPrivate, out string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RemoveLeftovers(path);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = Shared,
            BufferSize = BufferLength,
        };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Between its creation and its lock another process may take it for a leftover; then it is created again.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                name = $"{path}.{Guid.NewGuid():N}{Extension}";
                var stream = new FileStream(name, options);
                if (File.Exists(name))
                {
                    return stream;
                }

                stream.Dispose();
            }
            catch (IOException) when (attempt < MaxAttempts)
            {
                // Locked by the process that removes it.
            }
        }
    }

    /// <inheritdoc/>
    public void FlushToDisk(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

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
                // Another process is writing it, or has just moved it.
            }
        }
    }
}
