using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Partition.Images.Files;

namespace Partition.Building.Files;

/// <summary>What Linux knows of a file and .NET does not ask for. Elsewhere there is no answer.</summary>
internal static partial class LinuxFile
{
    private const int CurrentDirectory = -100;   // AT_FDCWD
    private const int NoFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
    private const uint BasicStatistics = 0x7FF;  // STATX_BASIC_STATS
    private const int SeekData = 3;
    private const int SeekHole = 4;

    /// <summary>The parts of <c>[from..to)</c> that are no holes; null when the file system does not say.</summary>
    public static List<(long Start, long End)>? FindData(SafeFileHandle file, long from, long to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var ranges = new List<(long Start, long End)>();
        for (long at = from; at < to;)
        {
            long start = Seek(file, at, SeekData);
            if (start < 0)
            {
                // ENXIO: there is nothing but a hole behind.
                return Marshal.GetLastPInvokeError() == 6 ? ranges : null;
            }

            long end = Seek(file, start, SeekHole);
            if (end < 0)
            {
                return null;
            }

            if (start < to)
            {
                ranges.Add((start, Math.Min(end, to)));
            }

            at = end;
        }

        return ranges;
    }

    /// <summary>
    /// Who owns a file, which of them it is, and which device it stands for; links are not followed. Null when nobody says.
    /// </summary>
    /// <remarks>
    /// It asks as programs usually do, since fakeroot answers no other question, and has the owners and devices that an image is to get.
    /// </remarks>
    public static LinuxFileStatus? StatusOf(string path) => LinuxLinkStatus.Of(path) ?? StatusOf(path, NoFollow);

    /// <summary>Whether a file has capabilities (capabilities(7)), which are an extended attribute of it.</summary>
    public static bool HasCapabilities(string path) =>
        OperatingSystem.IsLinux() && ReadAttribute(path, "security.capability", IntPtr.Zero, 0) > 0;

    private static LinuxFileStatus? StatusOf(string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Statx(CurrentDirectory, path, flags, BasicStatistics, out LinuxFileStatus status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library from before 2018.
        }
    }

    /// <summary>What a path leads to when that is neither a regular file nor a directory: in words, for a message. Null for all else, and
    /// when it is unknown.</summary>
    public static string? SpecialKindOf(string path) => StatusOf(path, flags: 0) is not { } status ? null
        : UnixMode.KindOf(status.Mode) switch
        {
            FileEntryKind.Fifo => "a named pipe",
            FileEntryKind.Socket => "a socket",
            FileEntryKind.CharacterDevice => "a character device",
            FileEntryKind.BlockDevice => "a block device",
            _ => null,
        };

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadAttribute(string path, string name, IntPtr value, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out LinuxFileStatus status);
}
