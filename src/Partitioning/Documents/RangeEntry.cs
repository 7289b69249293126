using System.Globalization;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Documents;

/// <summary>A range of addresses.</summary>
/// <param name="Start">Its first address, <c>0x10009000</c>.</param>
/// <param name="Size">Its size in bytes, <c>0x1000</c>.</param>
internal sealed record RangeEntry(string Start, string Size)
{
    /// <summary>The entry of a range.</summary>
    public static RangeEntry Of(AddressRange range) => new(Hex(range.Start), Hex(range.Size));

    /// <summary>The range of the entry.</summary>
    public AddressRange ToRange() => new(Parse(Start), Parse(Size));

    private static string Hex(ulong number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");

    private static ulong Parse(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
