using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>One inode of the plan.</summary>
internal sealed class Ext2Node(FileEntry entry, uint inode)
{
    private static readonly List<DirectoryRecord> None = [];

    public FileEntry Entry { get; } = entry;

    public uint Inode { get; } = inode;

    /// <summary>The inode of the directory that it is in; of the root, itself.</summary>
    public uint Parent { get; init; }

    public long LinkCount { get; set; }

    /// <summary>The length in bytes of what the blocks hold; of a symbolic link, of its target.</summary>
    public long Size { get; set; }

    /// <summary>How many blocks the content has, holes included and blocks of pointers not.</summary>
    public long ContentBlocks { get; set; }

    /// <summary>Which of them are no holes.</summary>
    public DataBlocks Data { get; set; } = DataBlocks.All(0);

    /// <summary>How many blocks it takes in all.</summary>
    public long TotalBlocks { get; set; }

    /// <summary>The first of its blocks, counted among the data blocks of the file system.</summary>
    public long FirstBlock { get; set; }

    /// <summary>When it changed last, in seconds since 1970; as an inode of the image holds it.</summary>
    public long Time { get; init; }

    /// <summary>What is in a directory, sorted by the bytes of the names.</summary>
    public List<DirectoryRecord> Records { get; } = entry.Kind == FileEntryKind.Directory ? [] : None;

    /// <summary>The target of a symbolic link in UTF-8.</summary>
    public byte[] LinkTarget { get; init; } = [];

    public bool IsDirectory => Entry.Kind == FileEntryKind.Directory;
}
