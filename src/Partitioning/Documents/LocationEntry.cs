using Partition.Diagnostics;

namespace Partition.Partitioning.Documents;

/// <summary>Where something was written.</summary>
/// <param name="File">The file, as it was opened.</param>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="Column">The column, from 1; 0 for the file as a whole.</param>
internal sealed record LocationEntry(string File, int Line, int Column)
{
    /// <summary>The entry of a span; <see langword="null"/> for none.</summary>
    public static LocationEntry? Of(SourceSpan span) => span.HasFile ? new(span.Path, span.StartLine, span.StartColumn) : null;
}
