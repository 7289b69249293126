using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Blob;

/// <summary>Writes a tree as a DTB, with the bytes that dtc would write.</summary>
internal sealed class BlobWriter(BlobOptions options)
{
    private readonly StringBlock _strings = new(options.Strings.AsSpan());
    private readonly uint _version = (uint)options.Version;
    private readonly bool _hasFullPaths = options.Version <= BlobLayout.LastWithFullPaths;
    private byte[] _bytes = new byte[16 << 10];
    private int _length;

    /// <summary>Gets the labels of the tree with their offsets, when the caller gives a list.</summary>
    public List<BlobLabel>? Labels { get; init; }

    /// <summary>Where the parts of the written blob begin.</summary>
    public BlobParts Parts { get; private set; }

    /// <summary>Writes a document.</summary>
    public byte[] Write(DeviceTreeDocument document)
    {
        Reserve((BlobLayout.HeaderSizeOf(_version) + 7) & -8);
        int reservations = _length;
        WriteReservations(document, options.ReserveEntries);
        int structure = _length;
        WriteNode(document.Root);
        WriteCell(BlobLayout.End);
        int strings = _length;
        _strings.Bytes.CopyTo(Reserve(_strings.Bytes.Length));

        Parts = new(reservations, structure, strings, _length);
        int size = TotalSize(_length, options);
        WriteHeader(document, reservations, structure, strings, size);
        Array.Resize(ref _bytes, Math.Max(size, _length));
        return _bytes;
    }

    private static int TotalSize(int length, BlobOptions options)
    {
        long size = Math.Max((long)length, options.MinimumSize) + options.Padding;
        size = (size + options.Alignment - 1) & -options.Alignment;
        return checked((int)size);
    }

    private void WriteHeader(DeviceTreeDocument document, int reservations, int structure, int strings, int size)
    {
        SetCell(BlobLayout.Magic, BlobLayout.MagicValue);
        SetCell(BlobLayout.TotalSize, (uint)size);
        SetCell(BlobLayout.OffDtStruct, (uint)structure);
        SetCell(BlobLayout.OffDtStrings, (uint)strings);
        SetCell(BlobLayout.OffMemRsvMap, (uint)reservations);
        SetCell(BlobLayout.Version, _version);
        SetCell(BlobLayout.LastCompVersion, BlobLayout.CompatibleOf(_version));
        SetField(BlobLayout.BootCpuidPhys, options.BootCpuId ?? document.BootCpuId);
        SetField(BlobLayout.SizeDtStrings, (uint)_strings.Bytes.Length);
        SetField(BlobLayout.SizeDtStruct, (uint)(strings - structure));
    }

    /// <summary>Sets a field of the header, if the version has it.</summary>
    private void SetField(int offset, uint value)
    {
        if (offset < BlobLayout.HeaderSizeOf(_version))
        {
            SetCell(offset, value);
        }
    }

    private void WriteReservations(DeviceTreeDocument document, int reserved)
    {
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            AddLabels(reservation.Labels);
            Span<byte> entry = Reserve(BlobLayout.ReservationSize);
            BinaryPrimitives.WriteUInt64BigEndian(entry, reservation.Address);
            BinaryPrimitives.WriteUInt64BigEndian(entry[sizeof(ulong)..], reservation.Size);
        }

        // The entries to spare, and the one of zeros that ends the block.
        Reserve((reserved + 1) * BlobLayout.ReservationSize);
    }

    /// <summary>Writes a node and all below it. Does not call itself: a tree may be deeper than the stack.</summary>
    private void WriteNode(DeviceTreeNode root)
    {
        var open = new Stack<(DeviceTreeNode Node, int Next)>();
        BeginNode(root);
        open.Push((root, 0));
        while (open.TryPop(out (DeviceTreeNode Node, int Next) top))
        {
            if (top.Next == top.Node.ChildSpan.Length)
            {
                WriteCell(BlobLayout.EndNode);
                AddLabels(top.Node.Labels, "_end");
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            DeviceTreeNode child = top.Node.ChildSpan[top.Next];
            BeginNode(child);
            open.Push((child, 0));
        }
    }

    private void BeginNode(DeviceTreeNode node)
    {
        AddLabels(node.Labels);
        WriteCell(BlobLayout.BeginNode);
        string name = _hasFullPaths ? node.Path : node.Name;
        Encoding.Latin1.GetBytes(name, Reserve((name.Length + 4) & -4));
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            AddLabels(property.Labels);
            WriteProperty(property.Name, property.Value);
        }

        if (_hasFullPaths && node.FindProperty("name") is null)
        {
            WriteProperty("name", new([.. Encoding.Latin1.GetBytes(node.BaseName + "\0")], []));
        }
    }

    private void WriteProperty(string name, PropertyValue value)
    {
        WriteCell(BlobLayout.Property);
        WriteCell((uint)value.Length);
        WriteCell((uint)_strings.Add(name));
        if (_hasFullPaths && value.Length >= sizeof(ulong))
        {
            Reserve(-_length & (sizeof(ulong) - 1));
        }

        if (Labels is not null)
        {
            Labels.AddRange(value.Markers
                .Where(static marker => marker.Kind == ValueMarkerKind.Label)
                .Select(marker => new BlobLabel(_length + marker.Offset, marker.Text)));
        }

        value.Bytes.CopyTo(Reserve((value.Length + 3) & -4));
    }

    private void AddLabels(ImmutableArray<string> names, string suffix = "")
    {
        if (Labels is null)
        {
            return;
        }

        foreach (string name in names)
        {
            Labels.Add(new(_length, name + suffix));
        }
    }

    private void WriteCell(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(sizeof(uint)), value);

    private void SetCell(int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(offset), value);

    /// <summary>Appends zeros to write into.</summary>
    private Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - _length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)_length + count)));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
