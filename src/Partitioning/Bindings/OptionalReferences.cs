using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Bindings;

/// <summary>Knows references without which a device works, too.</summary>
/// <remarks>
/// Linux bindings serial/*, i2c/* and spi/*: <c>dmas</c> is optional there, and drivers without a channel move the bytes themselves. Sound
/// and video devices, whose bindings list <c>dmas</c> as well, do not work without.
/// </remarks>
internal static class OptionalReferences
{
    private static readonly string[] s_withoutDma = ["serial", "uart", "i2c", "spi"];

    /// <summary>Whether a device works without what one of its properties refers to.</summary>
    public static bool Contain(DeviceTreeNode node, string property) =>
        property == "dmas" && s_withoutDma.Contains(node.BaseName, StringComparer.Ordinal);
}
