namespace Partition.Schema;

/// <summary>Public items that have the same metadata.</summary>
/// <param name="Names">The items' names.</param>
/// <param name="Description">What they stand for, as one line of Markdown.</param>
/// <param name="Include">What their <c>Include</c> is.</param>
/// <param name="Metadata">Their metadata, in the order of the document.</param>
internal sealed record ItemEntry(string[] Names, string Description, IncludeEntry Include, ValueEntry[] Metadata)
{
    /// <summary>The metadata that the targets give; a project does not.</summary>
    public string[] Assigned { get; init; } = [];

    /// <summary>The hypervisors that understand the items, by the names that a project writes; empty when all do.</summary>
    public string[] Hypervisors { get; init; } = [];

    /// <summary>How the names of files end that an IDE takes for these items, each with its dot.</summary>
    public string[] Extensions { get; init; } = [];
}
