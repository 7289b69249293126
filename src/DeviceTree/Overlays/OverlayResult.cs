using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

/// <summary>What came of applying an overlay.</summary>
/// <param name="Document">The base with the overlay in it; <see langword="null"/> when there were errors.</param>
/// <param name="Diagnostics">All faults found; each names the label or node that is missing, and the property that wants it.</param>
public sealed record OverlayResult(DeviceTreeDocument? Document, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The strings block that <c>fdtoverlay</c> would write: the base's own, then the names that are new.</summary>
    /// <remarks>For <see cref="BlobOptions.Strings"/>, when the bytes have to be those of <c>fdtoverlay</c>.</remarks>
    public ImmutableArray<byte> Strings { get; init; } = [];
}
