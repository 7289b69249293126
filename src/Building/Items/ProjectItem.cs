namespace Partition.Building.Items;

/// <summary>An item of a project as the steps of a build see it: what it includes, and its metadata.</summary>
/// <param name="Identity">What it includes: a file, a guest's name, a path in a file system.</param>
/// <param name="Metadata">What the project and the SDK say of it, without MSBuild's well-known metadata.</param>
/// <param name="DefiningFile">The project file that has the item, with its full path; empty when that is unknown.</param>
internal sealed record ProjectItem(string Identity, IReadOnlyDictionary<string, string> Metadata, string DefiningFile = "")
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    /// <summary>Makes an item without metadata.</summary>
    public ProjectItem(string identity)
        : this(identity, s_none)
    {
    }

    /// <summary>A metadatum by its name, in any case; empty when the item does not have it.</summary>
    public string GetMetadata(string name) => Metadata.TryGetValue(name, out string? value) ? value : "";
}
