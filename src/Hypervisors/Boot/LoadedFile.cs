namespace Partition.Hypervisors.Boot;

/// <summary>A file that lies in the machine's memory when it starts.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="Address">The board address of its first byte.</param>
internal sealed record LoadedFile(string Path, ulong Address);
