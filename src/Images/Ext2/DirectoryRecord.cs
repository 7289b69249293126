using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>One name in a directory of the plan.</summary>
internal readonly record struct DirectoryRecord(ReadOnlyMemory<byte> Name, uint Inode, FileEntryKind Kind);
