using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Model;

/// <summary>The bytes of a property and what is known about them. Immutable.</summary>
/// <remarks>
/// A DTB holds bytes alone; the markers are what a source adds. How a value reads:
/// <list type="table">
/// <item><term><c>&lt;1 2&gt;</c></term><description><see cref="TryReadCells"/>: 1, 2</description></item>
/// <item><term><c>"a", "b"</c></term><description><see cref="TryReadStrings"/>: a, b</description></item>
/// <item><term>(no value)</term><description><see cref="IsEmpty"/></description></item>
/// </list>
/// Byte order and the string form are those of the Devicetree Specification v0.4, section 2.2.4.
/// </remarks>
public sealed partial class PropertyValue
{
    private readonly ImmutableArray<byte> _bytes;

    /// <summary>Makes a value of bytes and markers.</summary>
    /// <param name="bytes">The value as a DTB holds it, big-endian.</param>
    /// <param name="markers">Notes in rising order of offset.</param>
    public PropertyValue(ImmutableArray<byte> bytes, ImmutableArray<ValueMarker> markers)
    {
        _bytes = bytes.IsDefault ? [] : bytes;
        Markers = markers.IsDefault ? [] : markers;
    }

    /// <summary>The value of a property that has none: a flag such as <c>dma-coherent;</c>.</summary>
    public static PropertyValue Empty { get; } = new([], []);

    /// <summary>The value's bytes, big-endian where they are numbers.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan();

    /// <summary>Types, labels and references, in rising order of offset; empty when the value came from a DTB.</summary>
    public ImmutableArray<ValueMarker> Markers { get; }

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Whether the property is a mere flag.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>The references in this value, in the order they were written.</summary>
    public IEnumerable<ValueMarker> References => Markers.Where(static marker => marker.IsReference);

    /// <summary>Makes a value of 32-bit cells.</summary>
    public static PropertyValue FromCells(params ReadOnlySpan<uint> cells)
    {
        var bytes = new byte[cells.Length * sizeof(uint)];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)), cells[i]);
        }

        return new([.. bytes], [new(ValueMarkerKind.Cells32, 0, "", SourceSpan.None)]);
    }

    /// <summary>Makes a value of strings, each with its terminating NUL, in UTF-8.</summary>
    public static PropertyValue FromStrings(params ReadOnlySpan<string> strings)
    {
        ImmutableArray<byte>.Builder bytes = ImmutableArray.CreateBuilder<byte>();
        ImmutableArray<ValueMarker>.Builder markers = ImmutableArray.CreateBuilder<ValueMarker>();
        foreach (string text in strings)
        {
            markers.Add(new(ValueMarkerKind.String, bytes.Count, "", SourceSpan.None));
            bytes.AddRange(Encoding.UTF8.GetBytes(text));
            bytes.Add(0);
        }

        return new(bytes.ToImmutable(), markers.ToImmutable());
    }

    /// <summary>Reads the value as 32-bit big-endian cells.</summary>
    /// <param name="cells">The cells, or an empty array.</param>
    /// <returns><see langword="false"/> when the length is not a multiple of four.</returns>
    public bool TryReadCells(out ImmutableArray<uint> cells)
    {
        if (Length % sizeof(uint) != 0)
        {
            cells = [];
            return false;
        }

        ImmutableArray<uint>.Builder builder = ImmutableArray.CreateBuilder<uint>(Length / sizeof(uint));
        for (int offset = 0; offset < Length; offset += sizeof(uint))
        {
            builder.Add(BinaryPrimitives.ReadUInt32BigEndian(Bytes[offset..]));
        }

        cells = builder.MoveToImmutable();
        return true;
    }

    /// <summary>Reads the value as exactly one 32-bit cell.</summary>
    /// <param name="cell">The cell, or 0.</param>
    /// <returns><see langword="false"/> when the value is not four bytes long.</returns>
    public bool TryReadCell(out uint cell)
    {
        cell = Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(Bytes) : 0;
        return Length == sizeof(uint);
    }

    /// <summary>Reads the value as a list of NUL-terminated strings.</summary>
    /// <param name="strings">The strings without their NULs, or an empty array.</param>
    /// <returns><see langword="false"/> when the value is empty or does not end in NUL.</returns>
    public bool TryReadStrings(out ImmutableArray<string> strings)
    {
        if (IsEmpty || _bytes[^1] != 0)
        {
            strings = [];
            return false;
        }

        ImmutableArray<string>.Builder builder = ImmutableArray.CreateBuilder<string>();
        ReadOnlySpan<byte> rest = Bytes;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)0);
            builder.Add(Encoding.UTF8.GetString(rest[..end]));
            rest = rest[(end + 1)..];
        }

        strings = builder.ToImmutable();
        return true;
    }

    /// <summary>Reads the value as exactly one NUL-terminated string.</summary>
    /// <param name="text">The string without its NUL, or an empty string.</param>
    /// <returns><see langword="false"/> when the value is not one string.</returns>
    public bool TryReadString(out string text)
    {
        bool isOne = TryReadStrings(out ImmutableArray<string> strings) && strings.Length == 1;
        text = isOne ? strings[0] : "";
        return isOne;
    }
}
