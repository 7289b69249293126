using System.Globalization;

namespace Partition.Partitioning.Units;

/// <summary>A number of bytes.</summary>
/// <param name="Bytes">The number.</param>
internal readonly record struct ByteSize(ulong Bytes) : IComparable<ByteSize>
{
    /// <summary>Makes a size of 1,048,576 bytes each.</summary>
    /// <exception cref="OverflowException">The bytes do not fit 64 bits.</exception>
    public static ByteSize FromMebibytes(ulong mebibytes) => new(checked(mebibytes * (1UL << 20)));

    /// <summary>Reads a size as a project file gives it.</summary>
    /// <param name="text">A number, decimal or with <c>0x</c>, and an optional binary unit K, M or G: <c>96M</c>, <c>0x6000000</c>.</param>
    /// <param name="size">The size, or zero.</param>
    /// <returns>Whether the text is a size that fits 64 bits.</returns>
    public static bool TryParse(string text, out ByteSize size)
    {
        ArgumentNullException.ThrowIfNull(text);
        size = default;
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        int shift = digits.IsEmpty ? 0 : char.ToUpperInvariant(digits[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        if (shift > 0)
        {
            digits = digits[..^1].TrimEnd();
        }

        bool isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        NumberStyles style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(isHexadecimal ? digits[2..] : digits, style, CultureInfo.InvariantCulture, out ulong number)
            || number > ulong.MaxValue >> shift)
        {
            return false;
        }

        size = new(number << shift);
        return true;
    }

    /// <summary>The size that was probably meant by a number of bytes too small for memory or a disk: <c>96M</c> by <c>96</c>.</summary>
    /// <param name="text">The size as it is written.</param>
    /// <returns>The size with a unit, or <see langword="null"/> for one that has a unit or is large enough.</returns>
    public static string? ProposeUnit(string text) =>
        ushort.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{number}M")
            : null;

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The size in the largest unit that divides it: <c>96 MiB</c>, <c>100 bytes</c>.</summary>
    public override string ToString() => Bytes switch
    {
        0 => "0 bytes",
        _ when Bytes % (1 << 30) == 0 => $"{Bytes >> 30} GiB",
        _ when Bytes % (1 << 20) == 0 => $"{Bytes >> 20} MiB",
        _ when Bytes % (1 << 10) == 0 => $"{Bytes >> 10} KiB",
        _ => $"{Bytes} bytes",
    };

    /// <summary>Whether the left size is smaller.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Whether the left size is larger.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Whether the left size is not larger.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether the left size is not smaller.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;
}
