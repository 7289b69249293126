namespace Partition.DeviceTree;

/// <summary>How a tree looks as text.</summary>
public sealed record TextOptions
{
    /// <summary>The options when nothing is said.</summary>
    public static TextOptions Default { get; } = new();

    /// <summary>Whose habits the text follows.</summary>
    public TextStyle Style { get; init; }
}
