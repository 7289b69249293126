using System.Text;

namespace Partition.Building.Boots;

/// <summary>The files that keep what a machine and its guests said. One boot test at a time has them.</summary>
internal sealed class BootLogs : IDisposable
{
    private const string LockName = ".lock";
    private const string MachineName = "machine.console.log";

    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly Dictionary<string, StreamWriter> _writers = new(StringComparer.Ordinal);

    private BootLogs(string directory, FileStream ownLock) => (_directory, _lock) = (directory, ownLock);

    /// <summary>Takes a folder.</summary>
    /// <param name="directory">The folder, rooted; it is made when it is not there.</param>
    /// <returns>The logs, or <see langword="null"/> when another boot test has the folder.</returns>
    public static BootLogs? TryOpen(string directory)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, LockName);
        try
        {
            // It stays: one that is deleted while another test opens it would let a third one in.
            return new(directory, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The file of a guest, or that of the whole machine.</summary>
    /// <param name="guest">The guest; empty for the machine.</param>
    public string PathOf(string guest) => Path.Combine(_directory, guest.Length == 0 ? MachineName : $"{guest}.log");

    /// <summary>Begins a file anew, empty.</summary>
    /// <param name="guest">The guest; empty for the machine.</param>
    public void Begin(string guest) =>
        _writers[guest] = new(PathOf(guest), append: false, new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };

    /// <summary>Writes a line into a file that was begun; another line goes nowhere.</summary>
    public void Write(string guest, string line)
    {
        if (_writers.TryGetValue(guest, out StreamWriter? writer))
        {
            writer.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StreamWriter writer in _writers.Values)
        {
            writer.Dispose();
        }

        _lock.Dispose();
    }
}
