using System.Collections.Immutable;
using Partition.Building.Items;

namespace Partition.Building.FileSystems;

/// <summary>What goes into a file system: a guest's root, or the disk image.</summary>
/// <param name="Prefix">What the item types begin with: <c>Root</c> or <c>Disk</c>.</param>
internal sealed record FileSystemRequest(string Prefix)
{
    /// <summary>
    /// The guest whose file system it is; items that name another one are left out. <see langword="null"/> for the disk image.
    /// </summary>
    public ProjectItem? Guest { get; init; }

    /// <summary>The names of all guests.</summary>
    public ImmutableArray<string> GuestNames { get; init; } = [];

    /// <summary>Files, with TargetPath, Mode, Uid and Gid.</summary>
    public ImmutableArray<ProjectItem> Files { get; init; } = [];

    /// <summary>Directories whose contents are taken, with TargetPath, Excludes, Uid and Gid.</summary>
    public ImmutableArray<ProjectItem> Directories { get; init; } = [];

    /// <summary>Archives whose contents are taken, with TargetPath.</summary>
    public ImmutableArray<ProjectItem> Archives { get; init; } = [];

    /// <summary>Lists of entries, with TargetPath.</summary>
    public ImmutableArray<ProjectItem> Lists { get; init; } = [];

    /// <summary>Links by their target paths, with LinkTarget and Hard.</summary>
    public ImmutableArray<ProjectItem> Links { get; init; } = [];

    /// <summary>Devices, pipes, sockets and empty directories by their target paths, with Type, Major, Minor, Mode, Uid and Gid.</summary>
    public ImmutableArray<ProjectItem> Nodes { get; init; } = [];

    /// <summary>The file that lists what goes into the file system.</summary>
    public required string ListFile { get; init; }

    /// <summary>The date of every entry, in seconds since 1970.</summary>
    public long Timestamp { get; init; }
}
