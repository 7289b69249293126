namespace Partition.Benchmarks.Subjects;

/// <summary>One image to be made.</summary>
/// <param name="Title">What is in it.</param>
/// <param name="Folder">The folder that it is made of.</param>
internal sealed record DiskCase(string Title, string Folder)
{
    /// <summary>Bytes in a block.</summary>
    public int BlockSize { get; init; } = 4096;

    /// <summary>Its size.</summary>
    public required long Mebibytes { get; init; }

    /// <summary>How many inodes it has at least.</summary>
    public required int Inodes { get; init; }

    /// <summary>Whether the native tools take minutes: both compare each name with all before it.</summary>
    public bool IsBeyondNatives { get; init; }

    /// <summary>Its size in blocks.</summary>
    public long Blocks => (Mebibytes << 20) / BlockSize;
}
