using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

/// <summary>Says whether an overlay fits a base, without applying it.</summary>
public static class OverlayCheck
{
    /// <summary>Checks an overlay against the base that it is made for: each label and each target must be there.</summary>
    /// <param name="baseTree">The tree that the overlay is to extend, compiled with symbols (<c>dtc -@</c>).</param>
    /// <param name="overlay">A compiled overlay, from its source or from a DTB.</param>
    /// <returns>All faults found, at the places of the overlay's source where it has one; empty when the overlay fits.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static ImmutableArray<Diagnostic> Check(DeviceTreeDocument baseTree, DeviceTreeDocument overlay)
    {
        ArgumentNullException.ThrowIfNull(baseTree);
        ArgumentNullException.ThrowIfNull(overlay);
        return OverlayApplication.Apply(baseTree, overlay).Diagnostics;
    }
}
