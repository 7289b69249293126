using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Everything about an image that can be known before the first byte of a file is read.</summary>
internal sealed class Ext2Plan
{
    public required Ext2Options Options { get; init; }

    /// <summary>The inodes in rising order of their numbers, which is also the order of their blocks. The root is the first.</summary>
    public required List<Ext2Node> Nodes { get; init; }

    public required Ext2Geometry Geometry { get; init; }

    /// <summary>How many data blocks are used, the first ones of the file system.</summary>
    public required long UsedBlocks { get; init; }

    /// <summary>The number of the last inode that is used; all below are also used.</summary>
    public required uint LastInode { get; init; }

    /// <summary>The length of the image, in bytes; more than the file system when its last group had no room for data.</summary>
    public required long Length { get; init; }

    public required Guid Uuid { get; init; }

    public bool HasLargeFile => Nodes.Exists(static node => node.Entry.Kind == FileEntryKind.RegularFile && node.Size > int.MaxValue);
}
