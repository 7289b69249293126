using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>
/// A change of a guest's tree while it is loaded, as <c>vfs guest_fdt_load</c> takes it: <c>mem0,physical_size,physsize,0x6000000</c>.
/// </summary>
/// <param name="Alias">The node, by its name in the tree's <c>/aliases</c>.</param>
/// <param name="Property">The property that is set.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record ConfigOverride(string Alias, string Property, PropertyValue Value)
{
    /// <summary>The words for the type of a value.</summary>
    public const string Types = "string, bytes, uint32, uint64, physaddr, physsize, virtaddr, virtsize";

    /// <summary>Reads an override.</summary>
    /// <returns>The override, or <see langword="null"/>, where Xvisor would print an error and go on without.</returns>
    public static ConfigOverride? Parse(string text)
    {
        string[] words = text.Split(',');
        return words.Length == 4
            && words.All(static word => word.Length > 0 && !word.Any(char.IsWhiteSpace))
            && ParseValue(words[2], words[3]) is { } value
            ? new(words[0], words[1], value)
            : null;
    }

    private static PropertyValue? ParseValue(string type, string text)
    {
        bool isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNumber = ulong.TryParse(
            isHexadecimal ? text.AsSpan(2) : text,
            isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ulong number);
        return type switch
        {
            "string" => PropertyValue.FromStrings(text),
            "bytes" when isNumber && number <= byte.MaxValue => new([(byte)number], []),
            "uint32" or "physaddr" or "physsize" or "virtaddr" or "virtsize" when isNumber
                && number <= uint.MaxValue => PropertyValue.FromCells((uint)number),
            "uint64" when isNumber => PropertyValue.FromCells((uint)(number >> 32), (uint)number),
            _ => null,
        };
    }
}
