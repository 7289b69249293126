using Partition.DeviceTree.Source;

namespace Partition.Tool.Files;

/// <summary>
/// Gives the device tree compiler files of the disk, and remembers them so that a diagnostic shows the line that was compiled.
/// </summary>
internal sealed class DiskSourceFiles : ISourceFiles
{
    private readonly Dictionary<string, byte[]?> _files = new(StringComparer.Ordinal);

    /// <summary>Serves bytes that were read already under a name; there need not be a file of it.</summary>
    public void Remember(string path, byte[] bytes) => _files[path] = bytes;

    public byte[]? TryRead(string path)
    {
        if (!_files.TryGetValue(path, out byte[]? bytes))
        {
            bytes = File.Exists(path) ? File.ReadAllBytes(path) : null;
            _files.Add(path, bytes);
        }

        return bytes;
    }

    /// <summary>When a file was last written: in the time zone of the machine, or in UTC when the environment sets the date.</summary>
    public DateTimeOffset? DateOf(string path) => File.Exists(path)
        ? SourceDate.IsSet ? File.GetLastWriteTimeUtc(path) : File.GetLastWriteTime(path)
        : null;
}
