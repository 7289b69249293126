using System.Formats.Tar;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Adds the entries of a tar archive to a plan.</summary>
public static class TarSource
{
    private const int MaxErrors = 20;

    /// <summary>Whether a file begins like a tar archive: its first header has the mark of POSIX or GNU.</summary>
    /// <param name="head">The first 512 bytes.</param>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.Length >= 512 && head[257..].StartsWith("ustar"u8);

    /// <summary>Adds what an archive holds to a plan.</summary>
    /// <param name="tree">The plan; it takes note of what is wrong (HV4015, HV4106, HV4107, and what its own methods say).</param>
    /// <param name="archive">Not compressed, readable and seekable; read from its beginning. It stays open.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="slice">Makes the content that lies at an offset of the archive, with a length in bytes.</param>
    /// <param name="targetPath">The directory in the image that names start from; '/' for the root.</param>
    /// <param name="cancellation">Asked at each entry.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void AddTo(
        FileTree tree,
        Stream archive,
        string name,
        Func<long, long, IFileContent> slice,
        string targetPath = "/",
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(slice);
        tree.CurrentSpan = SourceSpan.File(name);
        try
        {
            using var reader = new TarReader(new TarHeaderGuard(archive, cancellation), leaveOpen: true);
            int faults = 0;
            while (faults < MaxErrors && reader.GetNextEntry() is { } entry)
            {
                faults += Add(tree, entry, slice, targetPath) ? 0 : 1;
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException
            or FormatException or OverflowException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            // TarReader throws these for broken headers.
            tree.Report(SourceDiagnostics.BadArchive(exception.Message));
        }

        tree.CurrentSpan = SourceSpan.None;
    }

    private static bool Add(FileTree tree, TarEntry entry, Func<long, long, IFileContent> slice, string targetPath)
    {
        string path = SourceLines.Join(targetPath, Clean(entry.Name));
        var attributes = new EntryAttributes
        {
            Mode = (int)entry.Mode & UnixMode.PermissionMask,
            UserId = unchecked((uint)entry.Uid),
            GroupId = unchecked((uint)entry.Gid),
            ModificationTime = entry.ModificationTime.ToUnixTimeSeconds(),
        };
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                if (HasCapabilities(entry))
                {
                    tree.NoteCapabilities(path);
                }

                return tree.AddFile(
                    path,
                    entry.Length == 0 ? new MemoryContent(ReadOnlyMemory<byte>.Empty) : slice(entry.DataOffset, entry.Length),
                    attributes);
            case TarEntryType.Directory:
                return tree.AddDirectory(path, attributes);
            case TarEntryType.SymbolicLink:
                return tree.AddSymbolicLink(path, entry.LinkName, attributes);
            case TarEntryType.HardLink:
                return tree.AddHardLink(path, SourceLines.Join(targetPath, Clean(entry.LinkName)));
            case TarEntryType.Fifo:
                return tree.AddFifo(path, attributes);
            case TarEntryType.CharacterDevice when entry is PosixTarEntry device:
                return tree.AddCharacterDevice(path, (uint)device.DeviceMajor, (uint)device.DeviceMinor, attributes);
            case TarEntryType.BlockDevice when entry is PosixTarEntry device:
                return tree.AddBlockDevice(path, (uint)device.DeviceMajor, (uint)device.DeviceMinor, attributes);
            case TarEntryType.GlobalExtendedAttributes:
                return true;
            default:
                tree.Report(SourceDiagnostics.LeftOut(entry.Name, $"{entry.EntryType}"));
                return true;
        }
    }

    // As star and GNU tar write them, and as libarchive does.
    private static bool HasCapabilities(TarEntry entry) => entry is PaxTarEntry { ExtendedAttributes: var attributes }
        && (attributes.ContainsKey("SCHILY.xattr.security.capability") || attributes.ContainsKey("LIBARCHIVE.xattr.security.capability"));

    // Archives are made with './' before each name.
    private static string Clean(string name) => name is "." ? "" : name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
}
