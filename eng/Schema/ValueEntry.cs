namespace Partition.Schema;

/// <summary>A public property, or a metadatum of a public item.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its text is.</param>
/// <param name="Description">What it means, as one line of Markdown.</param>
internal sealed record ValueEntry(string Name, ValueType Type, string Description)
{
    /// <summary>
    /// What holds without it, as one line of Markdown; a value that stands in the targets is between backticks. Empty when nothing does.
    /// </summary>
    public string Default { get; init; } = "";

    /// <summary>The allowed values of a choice, each with what it means.</summary>
    public Dictionary<string, string> Values { get; init; } = [];
}
