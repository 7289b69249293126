namespace Partition.Images.Files;

/// <summary>A part of a content: <c>[Start..End)</c>, in bytes.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after it.</param>
public readonly record struct ContentRange(long Start, long End);
