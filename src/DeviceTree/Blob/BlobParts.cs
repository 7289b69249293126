namespace Partition.DeviceTree.Blob;

/// <summary>Where the parts of a blob begin: bytes from its beginning.</summary>
/// <param name="Reservations">The memory reservations.</param>
/// <param name="Structure">The nodes and properties.</param>
/// <param name="Strings">The names of properties.</param>
/// <param name="End">The end of the strings; what follows is padding.</param>
internal readonly record struct BlobParts(int Reservations, int Structure, int Strings, int End);
