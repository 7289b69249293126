using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Adds the records of a newc archive to a plan.</summary>
public static class CpioSource
{
    private const int MaxLinkTarget = 4096;

    /// <summary>Whether a file begins like a newc archive.</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsOne(ReadOnlySpan<byte> head) => CpioLayout.StartsRecord(head);

    /// <summary>Adds what an archive holds, and the archives after it in the same file, to a plan.</summary>
    /// <param name="tree">The plan; it takes note of what is wrong (HV4107, HV4211 to HV4216, and what its own methods say).</param>
    /// <param name="archive">Not compressed, readable and seekable; read from its beginning. It stays open.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="slice">Makes the content that lies at an offset of the archive, with a length in bytes.</param>
    /// <param name="targetPath">The directory in the image that names start from; '/' for the root.</param>
    public static void AddTo(FileTree tree, Stream archive, string name, Func<long, long, IFileContent> slice, string targetPath = "/")
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(slice);
        tree.CurrentSpan = SourceSpan.File(name);
        CpioReadResult read = CpioReader.Read(archive);
        foreach (Diagnostic diagnostic in read.Diagnostics)
        {
            tree.Report(diagnostic);
        }

        // Of the names of one file, one record has the content; which one is not said. They count within one archive.
        var files = read.Entries
            .Where(static entry => entry.LinkCount > 1 && UnixMode.KindOf((int)entry.Mode) == FileEntryKind.RegularFile)
            .GroupBy(static entry => (entry.Archive, entry.Inode, entry.FileSystemMajor, entry.FileSystemMinor))
            .ToDictionary(static group => group.Key, static group => group.MaxBy(static entry => entry.Size)!);
        foreach (CpioEntry entry in read.Entries)
        {
            CpioEntry file = files.GetValueOrDefault((entry.Archive, entry.Inode, entry.FileSystemMajor, entry.FileSystemMinor)) ?? entry;
            Add(tree, archive, entry, entry.LinkCount > 1 ? file : entry, slice, targetPath);
        }

        tree.CurrentSpan = SourceSpan.None;
    }

    private static void Add(
        FileTree tree,
        Stream archive,
        CpioEntry entry,
        CpioEntry file,
        Func<long, long, IFileContent> slice,
        string targetPath)
    {
        string path = PathOf(entry, targetPath);
        var attributes = new EntryAttributes
        {
            Mode = (int)entry.Mode & UnixMode.PermissionMask,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            ModificationTime = entry.ModificationTime,
        };
        _ = UnixMode.KindOf((int)entry.Mode) switch
        {
            FileEntryKind.RegularFile when file != entry => tree.AddHardLink(path, PathOf(file, targetPath)),
            FileEntryKind.RegularFile => tree.AddFile(path, slice(entry.ContentOffset, entry.Size), attributes),
            FileEntryKind.Directory => tree.AddDirectory(path, attributes),
            FileEntryKind.SymbolicLink => tree.AddSymbolicLink(path, ReadTarget(archive, entry), attributes),
            FileEntryKind.CharacterDevice => tree.AddCharacterDevice(path, entry.DeviceMajor, entry.DeviceMinor, attributes),
            FileEntryKind.BlockDevice => tree.AddBlockDevice(path, entry.DeviceMajor, entry.DeviceMinor, attributes),
            FileEntryKind.Fifo => tree.AddFifo(path, attributes),
            FileEntryKind.Socket => tree.AddSocket(path, attributes),
            _ => LeaveOut(tree, entry),
        };
    }

    private static bool LeaveOut(FileTree tree, CpioEntry entry)
    {
        tree.Report(SourceDiagnostics.LeftOut(entry.Name, $"record of the mode 0{Convert.ToString(entry.Mode, 8)}"));
        return true;
    }

    private static string PathOf(CpioEntry entry, string targetPath)
    {
        string name = entry.Name is "." ? "" : entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        return SourceLines.Join(targetPath, name);
    }

    // gen_init_cpio counts a NUL at the end, cpio does not.
    private static string ReadTarget(Stream archive, CpioEntry entry)
    {
        byte[] target = new byte[Math.Min(entry.Size, MaxLinkTarget)];
        archive.TryReadAt(entry.ContentOffset, target);
        int end = Array.IndexOf(target, (byte)0);
        return System.Text.Encoding.UTF8.GetString(target, 0, end < 0 ? target.Length : end);
    }
}
