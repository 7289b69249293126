using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Tool.Dtc;

/// <summary>The node or property that a diagnostic is about, as dtc names it.</summary>
/// <param name="Path"><c>/node</c> or <c>/node:property</c>; empty when none is known.</param>
/// <param name="Span">All of it.</param>
/// <param name="Extensions">Where the node is opened again.</param>
internal sealed record TreePlace(string Path, SourceSpan Span, ImmutableArray<SourceSpan> Extensions)
{
    /// <summary>Finds the innermost property or node around a place.</summary>
    /// <param name="document">The tree, or <see langword="null"/>.</param>
    /// <param name="span">The place.</param>
    public static TreePlace Find(DeviceTreeDocument? document, SourceSpan span)
    {
        if (document is null || span.StartLine == 0)
        {
            return new("", span, []);
        }

        DeviceTreeNode? innermost = null;
        foreach (DeviceTreeNode node in document.Nodes)
        {
            foreach (DeviceTreeProperty property in node.Properties)
            {
                if (Covers(property.Span, span))
                {
                    return new($"{node.Path}:{property.Name}", property.Span, []);
                }
            }

            // Nodes come parents first, so the last one around the place is the innermost.
            innermost = Covers(node.Span, span) || AnyCovers(node.Extensions, span) ? node : innermost;
        }

        return innermost is null ? new("", span, []) : new(innermost.Path, innermost.Span, innermost.Extensions);
    }

    private static bool AnyCovers(ImmutableArray<SourceSpan> spans, SourceSpan inner)
    {
        foreach (SourceSpan span in spans)
        {
            if (Covers(span, inner))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(SourceSpan outer, SourceSpan inner) => outer.HasFile && outer.Path == inner.Path
        && (outer.StartLine, outer.StartColumn).CompareTo((inner.StartLine, inner.StartColumn)) <= 0
        && (outer.EndLine, outer.EndColumn).CompareTo((inner.EndLine, inner.EndColumn)) >= 0;
}
