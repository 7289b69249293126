using Partition.Building.Files;
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

    public byte[]? TryRead(string path) => TryReadPart(path, 0, Array.MaxLength);

    public byte[]? TryReadPart(string path, long offset, int length)
    {
        if (_files.TryGetValue(path, out byte[]? bytes))
        {
            if (bytes is null || (offset == 0 && length >= bytes.Length))
            {
                return bytes; // Each diagnostic asks for the whole of its file.
            }

            int start = (int)Math.Min(offset, bytes.Length);
            return bytes[start..(start + Math.Min(length, bytes.Length - start))];
        }

        bytes = File.Exists(path) ? InputFile.ReadPart(path, offset, length) : null;
        if (offset == 0 && (bytes is null || bytes.Length < length))
        {
            _files.Add(path, bytes);
        }

        return bytes;
    }

    public string? FindNearby(string path) => NearbyPath.Find(path, Path.GetFullPath);

    /// <summary>When a file was last written: in the time zone of the machine, or in UTC when the environment sets the date.</summary>
    public DateTimeOffset? DateOf(string path) => File.Exists(path)
        ? SourceDate.IsSet ? File.GetLastWriteTimeUtc(path) : File.GetLastWriteTime(path)
        : null;
}
