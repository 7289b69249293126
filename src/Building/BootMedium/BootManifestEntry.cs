namespace Partition.Building.BootMedium;

/// <summary>A line of a <see cref="BootManifest"/>.</summary>
/// <param name="Source">The file, as the project names it.</param>
/// <param name="TargetPath">Where it goes on the boot medium.</param>
/// <param name="LoadAddress">Where it must lie in memory when the machine starts without a boot loader; <see langword="null"/> for
/// nowhere.</param>
internal sealed record BootManifestEntry(string Source, string TargetPath, ulong? LoadAddress);
