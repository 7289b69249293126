namespace Partition.Schema;

/// <summary>A target that can be called by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, as one line of Markdown.</param>
internal sealed record TargetEntry(string Name, string Description)
{
    /// <summary>Whether a property, named as the target with <c>DependsOn</c> behind it, lists what runs before it.</summary>
    public bool Hook { get; init; }
}
