namespace Partition.Images.Kernels.Arm;

/// <summary>A part of a section: bytes [Start..End) from its start, and the letter of the mapping symbol that governs it.</summary>
internal readonly record struct CodeRange(uint Start, uint End, char Kind);
