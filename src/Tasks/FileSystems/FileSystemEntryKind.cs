namespace Partition.Tasks;

/// <summary>What an entry of a file list makes.</summary>
internal enum FileSystemEntryKind
{
    /// <summary>A whole archive that is ready; what else there is comes on top of it.</summary>
    Archive,

    /// <summary>A copy of a file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Pipe,
}
