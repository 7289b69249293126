using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Adds the entries of an ext2 image to a plan.</summary>
public static class Ext2Source
{
    /// <summary>Adds what an image holds to a plan.</summary>
    /// <param name="tree">The plan; it takes note of what is wrong (HV4324 to HV4329, and what its own methods say).</param>
    /// <param name="image">The image, which stays open until the plan has been written.</param>
    /// <param name="name">Its name in messages.</param>
    public static void AddTo(FileTree tree, Ext2Reader image, string name)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(image);
        tree.CurrentSpan = SourceSpan.File(name);
        Ext2Listing listing = image.List();
        foreach (Diagnostic diagnostic in listing.Diagnostics)
        {
            tree.Report(diagnostic);
        }

        var files = new Dictionary<uint, string>();
        foreach (Ext2Entry entry in listing.Entries)
        {
            Add(tree, image, entry, files);
        }

        tree.CurrentSpan = SourceSpan.None;
    }

    private static void Add(FileTree tree, Ext2Reader image, Ext2Entry entry, Dictionary<uint, string> files)
    {
        var attributes = new EntryAttributes
        {
            Mode = entry.Mode,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            ModificationTime = entry.ModificationTime,
        };
        if (entry.Kind != FileEntryKind.Directory && entry.LinkCount > 1 && !files.TryAdd(entry.Inode, entry.Path))
        {
            tree.AddHardLink(entry.Path, files[entry.Inode]);
            return;
        }

        _ = entry.Kind switch
        {
            FileEntryKind.RegularFile => tree.AddFile(entry.Path, new ImageContent(image, entry), attributes),
            FileEntryKind.Directory => tree.AddDirectory(entry.Path, attributes),
            FileEntryKind.SymbolicLink => tree.AddSymbolicLink(entry.Path, entry.LinkTarget, attributes),
            FileEntryKind.CharacterDevice => tree.AddCharacterDevice(entry.Path, entry.DeviceMajor, entry.DeviceMinor, attributes),
            FileEntryKind.BlockDevice => tree.AddBlockDevice(entry.Path, entry.DeviceMajor, entry.DeviceMinor, attributes),
            FileEntryKind.Fifo => tree.AddFifo(entry.Path, attributes),
            _ => tree.AddSocket(entry.Path, attributes),
        };
    }

    private sealed class ImageContent(Ext2Reader image, Ext2Entry entry) : IFileContent
    {
        public long Length => entry.Size;

        public Stream OpenRead()
        {
            var diagnostics = new List<Diagnostic>();
            return image.OpenFile(entry, diagnostics) ?? throw new IOException(diagnostics[0].Message);
        }
    }
}
