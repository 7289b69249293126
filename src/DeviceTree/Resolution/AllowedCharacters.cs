using System.Buffers;

namespace Partition.DeviceTree.Resolution;

/// <summary>The characters of names (Devicetree Specification v0.4, sections 2.2.1 and 2.2.4.1, with what dtc allows).</summary>
internal static class AllowedCharacters
{
    private const string Common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,._+-";

    /// <summary>Of the name of a node, its unit address included.</summary>
    public static readonly SearchValues<char> OfNodeNames = SearchValues.Create(Common + "@");

    /// <summary>Of the name of a property.</summary>
    public static readonly SearchValues<char> OfPropertyNames = SearchValues.Create(Common + "*#?");
}
