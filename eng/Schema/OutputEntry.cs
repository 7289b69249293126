namespace Partition.Schema;

/// <summary>Items that the targets make for others to read.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Description">What they are, as one line of Markdown.</param>
internal sealed record OutputEntry(string Name, string Description)
{
    /// <summary>The metadata that they have.</summary>
    public string[] Metadata { get; init; } = [];
}
