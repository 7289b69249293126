using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>Collects the bytes and markers of a value. One is enough for a whole source.</summary>
internal sealed class ValueBuilder
{
    private readonly List<ValueMarker> _markers = [];
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>The marker of cells of a size.</summary>
    public static ValueMarkerKind CellKind(int bits) => bits switch
    {
        8 => ValueMarkerKind.Cells8,
        16 => ValueMarkerKind.Cells16,
        32 => ValueMarkerKind.Cells32,
        _ => ValueMarkerKind.Cells64,
    };

    /// <summary>Begins another value.</summary>
    public void Clear()
    {
        _markers.Clear();
        _length = 0;
    }

    /// <summary>Notes something at the present end.</summary>
    public void Mark(ValueMarkerKind kind, string text, SourceSpan span) => _markers.Add(new(kind, _length, text, span));

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
    }

    /// <summary>Appends the lowest bits of a number, big-endian.</summary>
    public void AppendCell(ulong value, int bits)
    {
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(whole, value);
        Append(whole[^(bits / 8)..]);
    }

    /// <summary>The value so far.</summary>
    public PropertyValue ToValue() =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(_bytes.AsSpan(0, _length).ToArray()), [.. _markers]);

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
