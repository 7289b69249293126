using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Syntax;

/// <summary>Bytes that the lexer reads, and where each was written.</summary>
/// <param name="Bytes">The bytes; the array may be longer than they are.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Map">Where they were written.</param>
/// <param name="Inclusion">The file they began with.</param>
internal sealed record SourceBuffer(byte[] Bytes, int Length, PositionMap Map, Inclusion Inclusion);
