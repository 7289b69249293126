using Microsoft.Build.Framework;
using Partition.Building.FileSystems;

namespace Partition.Tasks;

/// <summary>A task that makes file systems of items.</summary>
public abstract class FileSystemTask : StageTask
{
    /// <summary>Files, with TargetPath, Mode, Uid and Gid.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Directories whose contents are taken, with TargetPath, Excludes, Uid and Gid.</summary>
    public ITaskItem[] Directories { get; set; } = [];

    /// <summary>Archives whose contents are taken, with TargetPath.</summary>
    public ITaskItem[] Archives { get; set; } = [];

    /// <summary>Lists of entries, with TargetPath.</summary>
    public ITaskItem[] Lists { get; set; } = [];

    /// <summary>Links by their target paths, with LinkTarget and Hard.</summary>
    public ITaskItem[] Links { get; set; } = [];

    /// <summary>Devices, pipes, sockets and empty directories by their target paths, with Type, Major, Minor, Mode, Uid and Gid.</summary>
    public ITaskItem[] Nodes { get; set; } = [];

    /// <summary>The date of every entry, in seconds since 1970.</summary>
    public string Timestamp { get; set; } = "";

    /// <summary>What goes into a file system.</summary>
    /// <param name="prefix">What the item types begin with.</param>
    /// <param name="listFile">The file that lists it.</param>
    private protected FileSystemRequest Describe(string prefix, string listFile) => new(prefix)
    {
        Files = ItemsOf(Files),
        Directories = ItemsOf(Directories),
        Archives = ItemsOf(Archives),
        Lists = ItemsOf(Lists),
        Links = ItemsOf(Links),
        Nodes = ItemsOf(Nodes),
        ListFile = listFile,
        Timestamp = ReadDate(Timestamp),
    };
}
