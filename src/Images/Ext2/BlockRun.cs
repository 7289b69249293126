namespace Partition.Images.Ext2;

/// <summary>Bytes of a file that lie together in an image.</summary>
/// <param name="Start">Where they begin in the file.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Offset">Where they begin in the image; negative for a hole, which reads as zeros.</param>
internal readonly record struct BlockRun(long Start, long Length, long Offset);
