namespace Partition.DeviceTree.Blob;

/// <summary>A place in a blob that has a name: the label of a node, a property, a value or a memory reservation.</summary>
/// <param name="Offset">Bytes from the beginning of the blob.</param>
/// <param name="Name">The label.</param>
internal readonly record struct BlobLabel(int Offset, string Name);
