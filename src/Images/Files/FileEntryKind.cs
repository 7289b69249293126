namespace Partition.Images.Files;

/// <summary>What an entry of a file system is.</summary>
public enum FileEntryKind
{
    /// <summary>A file with content.</summary>
    RegularFile,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, which holds a path.</summary>
    SymbolicLink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A socket, which some program left where it listens.</summary>
    Socket,

    /// <summary>Another name for a file that is elsewhere in the plan. Only plans hold it; readers give the file.</summary>
    HardLink,
}
