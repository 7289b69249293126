using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.Tool.Dtc;

/// <summary>Where dtc says that a fault is: it names all of the node or property, and where else the node is opened.</summary>
/// <param name="Span">All of it.</param>
/// <param name="Extensions">Where the node is opened again; nothing for a property.</param>
internal readonly record struct TreePlace(SourceSpan Span, ImmutableArray<SourceSpan> Extensions)
{
    /// <summary>The place of what a check found.</summary>
    /// <param name="diagnostic">What was found.</param>
    /// <param name="document">The tree; without one, the diagnostic's own place is all there is.</param>
    public static TreePlace Of(Diagnostic diagnostic, DeviceTreeDocument? document)
    {
        string subject = diagnostic.Subject ?? "";
        int colon = subject.IndexOf(':', StringComparison.Ordinal);
        DeviceTreeNode? node = document?.FindByPath(colon < 0 ? subject : subject[..colon]);
        return colon >= 0 && node?.FindProperty(subject[(colon + 1)..]) is DeviceTreeProperty property ? new(property.Span, [])
            : colon < 0 && node is not null ? new(node.Span, node.Extensions)
            : new(diagnostic.Span, []);
    }
}
