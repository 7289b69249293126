using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>Included files of one folder that were not found, for a caller that knows where such files may be.</summary>
/// <param name="Span">Where the first of them is asked for: the span of the diagnostic.</param>
/// <param name="Names">Their names as they are written, each once, in the order of the source.</param>
/// <param name="Nearby">The name that is proposed in the place of the only one; otherwise <see langword="null"/>.</param>
public sealed record MissingInclude(SourceSpan Span, ImmutableArray<string> Names, string? Nearby)
{
    /// <summary>The folder that a name begins with; empty for a name without one, or an absolute one.</summary>
    internal static string FolderOf(string name)
    {
        int end = name.StartsWith('.') ? name.LastIndexOf('/') : name.IndexOf('/', StringComparison.Ordinal);
        return end > 0 && name[0] != '/' ? name[..end] : "";
    }
}
