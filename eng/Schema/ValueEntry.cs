using System.Text.Json.Serialization;

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

    /// <summary>The largest number that is allowed; empty for a value that is not a number, or that has no limit here.</summary>
    public int? Maximum { get; init; }

    /// <summary>The hypervisors that understand it, by the names that a project writes; empty when all do.</summary>
    public string[] Hypervisors { get; init; } = [];

    /// <summary>
    /// The text that holds when a project does not give it; <see langword="null"/> when the default is not one fixed text.
    /// </summary>
    [JsonIgnore]
    public string? FixedDefault =>
        Default.Length > 2 && Default[0] == '`' && Default.IndexOf('`', 1) == Default.Length - 1
        && !Default.Contains("$(", StringComparison.Ordinal)
            ? Default[1..^1]
            : null;

    /// <summary>The allowed values of a choice, each with what it means.</summary>
    public Dictionary<string, string> Values { get; init; } = [];
}
