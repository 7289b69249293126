using System.Buffers.Binary;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Reads a list of phandles with arguments entry by entry, up to its end or the first fault.</summary>
/// <remarks>The rules are those of <see cref="BusSpecifiers"/>.</remarks>
internal ref struct SpecifierReader(PropertyValue value, string cellsName, NodeIndex index, uint? defaultCells)
{
    private readonly ReadOnlySpan<byte> _bytes = value.Bytes;
    private int _next;

    /// <summary>The cell of the entry's phandle; after a fault, of the entry that cannot be read.</summary>
    public int Cell { get; private set; }

    /// <summary>The node that the phandle names; <see langword="null"/> when the entry is left out.</summary>
    public DeviceTreeNode? Provider { get; private set; }

    /// <summary>How many cells follow the phandle.</summary>
    public int ArgumentCount { get; private set; }

    /// <summary>Why the reading ended early.</summary>
    public BusFault Fault { get; private set; }

    private readonly int CellCount => _bytes.Length / sizeof(uint);

    /// <summary>Reads the next entry.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read()
    {
        (Cell, Provider, ArgumentCount) = (_next, null, 0);
        if (_bytes.Length % sizeof(uint) != 0)
        {
            Fault = BusFault.Length;
        }

        if (Fault != BusFault.None || Cell == CellCount)
        {
            return false;
        }

        uint phandle = CellAt(Cell);
        _next = Cell + 1;
        return BusSpecifiers.IsNoPhandle(phandle) || ReadArguments(index.FindByPhandle(phandle));
    }

    /// <summary>A cell of the value.</summary>
    public readonly uint CellAt(int cell) => BinaryPrimitives.ReadUInt32BigEndian(_bytes[(cell * sizeof(uint))..]);

    private bool ReadArguments(DeviceTreeNode? provider)
    {
        Fault = CountArguments(provider, out int count);
        if (Fault != BusFault.None)
        {
            return false;
        }

        (Provider, ArgumentCount) = (provider, count);
        _next += count;
        return true;
    }

    private readonly BusFault CountArguments(DeviceTreeNode? provider, out int count)
    {
        count = 0;
        if (provider is null)
        {
            return BusFault.UnknownPhandle;
        }

        PropertyValue? declared = provider.FindProperty(cellsName)?.Value;
        uint? cells = declared is null ? defaultCells : declared.TryReadCell(out uint cell) ? cell : null;
        if (cells is not uint wanted)
        {
            return declared is null ? BusFault.NoCellCount : BusFault.UnusableCellCount;
        }

        if (wanted > CellCount - _next)
        {
            return BusFault.CellsMissing;
        }

        count = (int)wanted;
        return BusFault.None;
    }
}
