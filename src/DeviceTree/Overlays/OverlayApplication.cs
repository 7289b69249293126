using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Overlays;

/// <summary>Applies overlays to trees, as <c>fdtoverlay</c> does it.</summary>
public static class OverlayApplication
{
    /// <summary>Applies an overlay.</summary>
    /// <param name="baseTree">The tree to extend, compiled with symbols (<c>dtc -@</c>). It is not changed.</param>
    /// <param name="overlay">A compiled overlay, from its source or from a DTB. It is not changed.</param>
    /// <returns>A new tree, or what is missing.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static OverlayResult Apply(DeviceTreeDocument baseTree, DeviceTreeDocument overlay)
    {
        ArgumentNullException.ThrowIfNull(baseTree);
        ArgumentNullException.ThrowIfNull(overlay);
        return new OverlayMerge(baseTree, overlay).Merge();
    }
}
