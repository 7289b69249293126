using Partition.Building.Guests;

namespace Partition.Building.FileSystems.Roots;

/// <summary>What decides the archive of a guest's root file system.</summary>
/// <param name="List">What goes into it, with the dates of its sources.</param>
/// <param name="Compression">How it is compressed: none or gzip.</param>
/// <param name="OutputFile">The archive to write.</param>
/// <param name="Boot">What starts in the guest, for the checks of what it starts.</param>
internal sealed record RootFileSystemRequest(string List, string Compression, string OutputFile, GuestBoot Boot);
