using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>An <c>#if</c> that waits for its <c>#endif</c>.</summary>
/// <param name="Directive">The word it began with.</param>
/// <param name="Span">Where it began.</param>
/// <param name="IsOuterActive">Whether the text around it counts.</param>
internal sealed record Condition(string Directive, SourceSpan Span, bool IsOuterActive)
{
    /// <summary>Whether the present branch counts.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether a branch was taken, so that no other will be.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Where the <c>#else</c> stands, once there was one.</summary>
    public SourceSpan? Else { get; set; }
}
