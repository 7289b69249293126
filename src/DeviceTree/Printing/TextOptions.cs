using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>How a tree looks as text.</summary>
public sealed record TextOptions
{
    /// <summary>The options when nothing is said.</summary>
    public static TextOptions Default { get; } = new();

    /// <summary>Whose habits the text follows.</summary>
    public TextStyle Style { get; init; }

    /// <summary>
    /// Gives the comment that stands above a node; <see langword="null"/> or empty for none. <see cref="TextStyle.Dtc"/> has no comments.
    /// </summary>
    public Func<DeviceTreeNode, string?>? Comment { get; init; }
}
