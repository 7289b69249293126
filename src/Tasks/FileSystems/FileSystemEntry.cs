using Partition.Images;

namespace Partition.Tasks;

/// <summary>An entry of a file list: one thing to be put into a file system.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="TargetPath">Where it goes, from the root of the file system.</param>
internal sealed record FileSystemEntry(FileSystemEntryKind Kind, string TargetPath)
{
    /// <summary>Permission bits.</summary>
    public int Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public uint UserId { get; init; }

    /// <summary>The group's number.</summary>
    public uint GroupId { get; init; }

    /// <summary>A device's major number.</summary>
    public uint Major { get; init; }

    /// <summary>A device's minor number.</summary>
    public uint Minor { get; init; }

    /// <summary>The file to copy, or a link's target; empty otherwise.</summary>
    public string Source { get; init; } = "";

    /// <summary>Adds the entry to the plan of a file system, which takes note of what is wrong with it.</summary>
    public void AddTo(FileTree tree, IFileContent? content)
    {
        var attributes = new EntryAttributes { Mode = Mode, UserId = UserId, GroupId = GroupId };
        _ = Kind switch
        {
            FileSystemEntryKind.File => tree.AddFile(TargetPath, content ?? new MemoryContent(ReadOnlyMemory<byte>.Empty), attributes),
            FileSystemEntryKind.Directory => tree.AddDirectory(TargetPath, attributes),
            FileSystemEntryKind.Link => tree.AddSymbolicLink(TargetPath, Source, attributes),
            FileSystemEntryKind.CharacterDevice => tree.AddCharacterDevice(TargetPath, Major, Minor, attributes),
            FileSystemEntryKind.BlockDevice => tree.AddBlockDevice(TargetPath, Major, Minor, attributes),
            _ => tree.AddFifo(TargetPath, attributes),
        };
    }
}
