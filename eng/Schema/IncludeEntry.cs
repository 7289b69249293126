namespace Partition.Schema;

/// <summary>What stands in the <c>Include</c> of an item.</summary>
/// <param name="Type">What its text is.</param>
/// <param name="Description">What it means, as one line of Markdown.</param>
internal sealed record IncludeEntry(ValueType Type, string Description);
