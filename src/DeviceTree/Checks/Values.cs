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
    public static bool HasString(DeviceTreeNode node, string property, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> bytes = node.FindProperty(property) is DeviceTreeProperty found ? found.Value.Bytes : [];
        foreach (Range part in bytes.Split((byte)0))
        {
            if (bytes[part].SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value is a text up to its first NUL.</summary>
    public static bool BeginsWithString(this PropertyValue value, ReadOnlySpan<byte> text) =>
        value.Bytes.StartsWith(text) && (value.Length == text.Length || value.Bytes[text.Length] == 0);

    /// <summary>Whether a node's status is "disabled".</summary>
    public static bool IsDisabled(DeviceTreeNode node) => node.FindProperty("status")?.Value.BeginsWithString("disabled"u8) == true;

    /// <summary>Whether a text is a number as unit addresses are written.</summary>
    public static bool IsHex(ReadOnlySpan<char> text, ulong value)
    {
        Span<char> digits = stackalloc char[2 * sizeof(ulong)];
        value.TryFormat(digits, out int length, "x", System.Globalization.CultureInfo.InvariantCulture);
        return text.SequenceEqual(digits[..length]);
    }

    /// <summary>A number as unit addresses are written.</summary>
    public static string Hex(ulong value) => value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
