using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>One statement at the top of a source.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Reference">The label or path of its node; empty for the root.</param>
/// <param name="ReferenceSpan">Where the reference stands.</param>
internal sealed record StatementSyntax(StatementKind Kind, string Reference, SourceSpan ReferenceSpan)
{
    /// <summary>What the node is given; <see langword="null"/> for a deletion and an omission.</summary>
    public NodeSyntax? Body { get; init; }
}
