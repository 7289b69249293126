namespace Partition.Schema;

/// <summary>Public properties that are about one thing.</summary>
/// <param name="Name">What they are about: the heading of their table, and their category in an IDE.</param>
/// <param name="Properties">The properties, in the order of the document.</param>
internal sealed record PropertyGroupEntry(string Name, ValueEntry[] Properties)
{
    /// <summary>Whether IDEs show them on the project's page.</summary>
    public bool Page { get; init; } = true;
}
