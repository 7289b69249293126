using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>One opening of a file: what was opened, and where it was asked for.</summary>
/// <param name="Path">The file as it was opened.</param>
/// <param name="Includer">The opening that asked for it; <see langword="null"/> for the source itself.</param>
/// <param name="Directive">Where it was asked for.</param>
internal sealed record Inclusion(string Path, Inclusion? Includer, SourceSpan Directive)
{
    /// <summary>How many openings lie above this one.</summary>
    public int Depth { get; } = Includer is null ? 0 : Includer.Depth + 1;
}
