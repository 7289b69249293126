namespace Partition.Building.FileSystems.Roots;

/// <summary>The content of a regular file, which several names may share.</summary>
internal sealed class RootContent
{
    /// <summary>How much of a program is kept: its headers, and the first line of a script.</summary>
    public const int HeadLength = 2048;

    /// <summary>Its length in bytes.</summary>
    public long Length { get; set; }

    /// <summary>Its first bytes; empty for a file that may not be executed.</summary>
    public byte[] Head { get; set; } = [];
}
