namespace Partition.Images.Files;

/// <summary>How far the writing of an image is.</summary>
/// <param name="Written">Bytes so far, holes included.</param>
/// <param name="Length">Bytes that there will be.</param>
public readonly record struct ImageProgress(long Written, long Length);
