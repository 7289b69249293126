using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>Arithmetic on places.</summary>
internal static class SourceSpans
{
    /// <summary>From the start of one stretch to the end of another; the first alone when they lie in different files.</summary>
    public static SourceSpan Join(SourceSpan first, SourceSpan last) =>
        first.Path == last.Path
            && (last.EndLine > first.StartLine || (last.EndLine == first.StartLine && last.EndColumn >= first.StartColumn))
            ? first with { EndLine = last.EndLine, EndColumn = last.EndColumn }
            : first;

    /// <summary>The empty stretch behind another.</summary>
    public static SourceSpan After(SourceSpan span) => span with { StartLine = span.EndLine, StartColumn = span.EndColumn };
}
