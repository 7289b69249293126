using System.Buffers.Binary;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Takes numbers of several cells from a value, one after the other.</summary>
internal ref struct CellReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether a number of whole cells is left.</summary>
    public readonly bool Has(uint cells) => (ulong)_rest.Length >= (ulong)cells * sizeof(uint);

    /// <summary>Takes one cell; 0 when none is left.</summary>
    public uint Take()
    {
        uint cell = _rest.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_rest);
        _rest = _rest[Math.Min(sizeof(uint), _rest.Length)..];
        return cell;
    }

    /// <summary>Takes a number of some cells, the highest first.</summary>
    public UInt128 Take(uint cells)
    {
        UInt128 number = 0;
        for (; cells > 0; cells--)
        {
            number = (number << 32) | Take();
        }

        return number;
    }
}
