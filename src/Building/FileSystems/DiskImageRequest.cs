namespace Partition.Building.FileSystems;

/// <summary>What decides the disk image.</summary>
/// <param name="List">What goes onto it, with the dates of its sources.</param>
/// <param name="OutputFile">The image to write.</param>
/// <param name="Options">How it is laid out.</param>
internal sealed record DiskImageRequest(string List, string OutputFile, DiskImageOptions Options);
