using System.Buffers.Binary;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Reads values that may be at fault as far as they go.</summary>
internal static class Values
{
    /// <summary>How many whole cells a value has.</summary>
    public static int CellCount(this PropertyValue value) => value.Length / sizeof(uint);

    /// <summary>Whether a value is made of whole cells.</summary>
    public static bool IsCells(this PropertyValue value) => value.Length % sizeof(uint) == 0;

    /// <summary>A cell, which must be there.</summary>
    public static uint Cell(this PropertyValue value, int index) =>
        BinaryPrimitives.ReadUInt32BigEndian(value.Bytes[(index * sizeof(uint))..]);

    /// <summary>Whether a length is a multiple of a number of cells.</summary>
    public static bool IsMultiple(int length, ulong cells) => cells == 0 ? length == 0 : (ulong)length % (cells * sizeof(uint)) == 0;

    /// <summary>A value up to its first NUL.</summary>
    public static string FirstString(this PropertyValue value)
    {
        int end = value.Bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? value.Bytes : value.Bytes[..end]);
    }

    /// <summary>Whether one of the strings of a property is a certain one.</summary>
    public static bool HasString(DeviceTreeNode node, string property, string text) =>
        node.FindProperty(property) is DeviceTreeProperty found
        && Encoding.Latin1.GetString(found.Value.Bytes).Split('\0').Contains(text, StringComparer.Ordinal);

    /// <summary>Whether a node's status is "disabled".</summary>
    public static bool IsDisabled(DeviceTreeNode node) => node.FindProperty("status")?.Value.FirstString() == "disabled";

    /// <summary>A number as unit addresses are written.</summary>
    public static string Hex(ulong value) => value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
