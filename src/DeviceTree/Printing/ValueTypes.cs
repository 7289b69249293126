using System.Buffers;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>The types of the stretches of a value.</summary>
internal static class ValueTypes
{
    private static readonly SearchValues<byte> TextBytes =
        SearchValues.Create([0, .. "\a\b\t\n\v\f\r"u8, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (byte)c)]);

    /// <summary>Bytes of one element.</summary>
    public static int CellSize(ValueMarkerKind kind) => kind switch
    {
        ValueMarkerKind.Cells8 => 1,
        ValueMarkerKind.Cells16 => 2,
        ValueMarkerKind.Cells64 => 8,
        _ => 4,
    };

    /// <summary>The type, or plain bytes when the bytes do not fit it.</summary>
    public static ValueMarkerKind Fit(ReadOnlySpan<byte> bytes, ValueMarkerKind kind)
    {
        bool fits = kind switch
        {
            ValueMarkerKind.String => bytes[^1] == 0,
            ValueMarkerKind.Bytes => true,
            _ => bytes.Length % CellSize(kind) == 0,
        };
        return fits ? kind : ValueMarkerKind.Bytes;
    }

    /// <summary>The type that dtc guesses for bytes that have none.</summary>
    /// <remarks>
    /// Strings, if all is printable, the end is NUL, and NULs are not more than the rest; else cells, if the length is a multiple
    /// of four; else bytes.
    /// </remarks>
    public static ValueMarkerKind Guess(ReadOnlySpan<byte> bytes)
    {
        int terminators = bytes.Count((byte)0);
        if (!bytes.IsEmpty && bytes[^1] == 0 && terminators <= bytes.Length - terminators && bytes.IndexOfAnyExcept(TextBytes) < 0)
        {
            return ValueMarkerKind.String;
        }

        return bytes.Length % sizeof(uint) == 0 ? ValueMarkerKind.Cells32 : ValueMarkerKind.Bytes;
    }
}
