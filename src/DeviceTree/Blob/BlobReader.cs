using System.Buffers.Binary;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Blob;

/// <summary>Reads a DTB that may hold anything. Stops at the first fault: what lies behind it means nothing.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> blob)
{
    private readonly NamePool _names = new();
    private ReadOnlySpan<byte> _blob = blob;
    private uint _end;
    private uint _position;
    private uint _version;
    private ReadOnlySpan<byte> _strings;

    /// <summary>What is wrong, or <see langword="null"/>.</summary>
    public Diagnostic? Fault { get; private set; }

    /// <summary>Reads the blob.</summary>
    /// <returns>The tree, or <see langword="null"/> after a fault.</returns>
    public DeviceTreeDocument? Read()
    {
        if (!TryReadHeader())
        {
            return null;
        }

        uint reservations = Cell(BlobLayout.OffMemRsvMap);
        var document = new DeviceTreeDocument(new("")) { BootCpuId = Field(BlobLayout.BootCpuidPhys) ?? 0, IsFromBlob = true };
        document.Strings = [.. _strings];
        return TryReadReservations(document, reservations) && TryReadStructure(document.Root) ? document : null;
    }

    private readonly uint Cell(uint offset) => BinaryPrimitives.ReadUInt32BigEndian(_blob[(int)offset..]);

    /// <summary>A field that not every version has.</summary>
    private readonly uint? Field(int offset) => offset < BlobLayout.HeaderSizeOf(_version) ? Cell((uint)offset) : null;

    private bool Fail(Diagnostic fault)
    {
        Fault = fault;
        return false;
    }

    private bool TryReadHeader()
    {
        if (_blob.Length >= sizeof(uint) && Cell(BlobLayout.Magic) != BlobLayout.MagicValue)
        {
            ContentKind? kind = ContentKind.OfBlob(_blob);
            return Fail(BlobDiagnostics.NoMagic(Cell(BlobLayout.Magic), kind?.Name, kind?.Remedy));
        }

        if (_blob.Length < BlobLayout.BootCpuidPhys)
        {
            return Fail(BlobDiagnostics.Truncated(_blob.Length, BlobLayout.HeaderSize));
        }

        _version = Cell(BlobLayout.Version);
        uint compatible = Cell(BlobLayout.LastCompVersion);
        if (_version == 0 || compatible > BlobLayout.CurrentVersion)
        {
            return Fail(BlobDiagnostics.UnknownVersion(_version, compatible));
        }

        uint header = (uint)BlobLayout.HeaderSizeOf(_version);
        uint total = Cell(BlobLayout.TotalSize);
        if (total < header || total > _blob.Length)
        {
            return Fail(BlobDiagnostics.Truncated(_blob.Length, Math.Max(total, header)));
        }

        _blob = _blob[..(int)total];
        return TryFindBlocks(total);
    }

    private bool TryFindBlocks(uint total)
    {
        // What the version does not say reaches to the end of the blob, and ends where it says so itself.
        uint strings = Cell(BlobLayout.OffDtStrings);
        uint stringsSize = Field(BlobLayout.SizeDtStrings) ?? total - Math.Min(total, strings);
        if ((ulong)strings + stringsSize > total)
        {
            return Fail(BlobDiagnostics.BlockOutside("strings", strings, stringsSize, total));
        }

        uint structure = Cell(BlobLayout.OffDtStruct);
        uint size = Field(BlobLayout.SizeDtStruct) ?? total - Math.Min(total, structure);
        if (structure % sizeof(uint) != 0 || (ulong)structure + size > total)
        {
            return Fail(BlobDiagnostics.BlockOutside("structure", structure, size, total));
        }

        _strings = _blob.Slice((int)strings, (int)stringsSize);
        _position = structure;
        _end = structure + size;
        return true;
    }

    private bool TryReadReservations(DeviceTreeDocument document, uint offset)
    {
        uint total = (uint)_blob.Length;
        if (offset % sizeof(ulong) != 0 || offset > total)
        {
            return Fail(BlobDiagnostics.BlockOutside("memory reservation", offset, 0, total));
        }

        for (uint at = offset; at + BlobLayout.ReservationSize <= total; at += BlobLayout.ReservationSize)
        {
            ulong address = BinaryPrimitives.ReadUInt64BigEndian(_blob[(int)at..]);
            ulong size = BinaryPrimitives.ReadUInt64BigEndian(_blob[(int)(at + sizeof(ulong))..]);
            if (address == 0 && size == 0)
            {
                return true;
            }

            document.MemoryReservations.Add(new(address, size));
        }

        return Fail(BlobDiagnostics.UnclosedReservations(offset));
    }

    private bool TryReadStructure(DeviceTreeNode root)
    {
        var open = new Stack<DeviceTreeNode>();
        bool isRootSeen = false;
        while (TryReadCell(out uint token))
        {
            uint at = _position - sizeof(uint);
            switch (token)
            {
                case BlobLayout.BeginNode when open.Count > 0 || !isRootSeen:
                    if (!TryBeginNode(open, root, at))
                    {
                        return false;
                    }

                    isRootSeen = true;
                    break;
                case BlobLayout.Property when open.Count > 0:
                    if (!TryReadProperty(open.Peek(), at))
                    {
                        return false;
                    }

                    break;
                case BlobLayout.EndNode when open.Count > 0:
                    open.Pop();
                    break;
                case BlobLayout.Nop:
                    break;
                case BlobLayout.End when open.Count == 0 && isRootSeen:
                    return true;
                default:
                    return Fail(BlobDiagnostics.BadToken(token, at));
            }
        }

        return false;
    }

    private bool TryBeginNode(Stack<DeviceTreeNode> open, DeviceTreeNode root, uint at)
    {
        int length = _blob[(int)_position..(int)_end].IndexOf((byte)0);
        if (length < 0)
        {
            return Fail(BlobDiagnostics.UnclosedStructure(_end));
        }

        if (open.Count > Parser.MaxNodeDepth)
        {
            return Fail(BlobDiagnostics.TooDeep(Parser.MaxNodeDepth, at));
        }

        string name = Encoding.Latin1.GetString(_blob.Slice((int)_position, length));
        if (_version <= BlobLayout.LastWithFullPaths)
        {
            name = name[(name.LastIndexOf('/') + 1)..];
        }

        open.Push(open.Count == 0 ? root : open.Peek().AddChild(new(name)));
        return TryAdvance((uint)length + 1);
    }

    private bool TryReadProperty(DeviceTreeNode node, uint at)
    {
        if (!TryReadCell(out uint length) || !TryReadCell(out uint nameOffset))
        {
            return false;
        }

        if (_version <= BlobLayout.LastWithFullPaths && length >= sizeof(ulong) && _position % sizeof(ulong) != 0 && !TryReadCell(out _))
        {
            return false;
        }

        if (length > _end - _position)
        {
            return Fail(BlobDiagnostics.UnclosedStructure(_end));
        }

        ReadOnlySpan<byte> name = nameOffset < _strings.Length ? _strings[(int)nameOffset..] : [];
        int nameLength = name.IndexOf((byte)0);
        if (nameLength < 0)
        {
            return Fail(BlobDiagnostics.BadNameOffset(nameOffset, at));
        }

        ReadOnlySpan<byte> value = _blob.Slice((int)_position, (int)length);
        if (IsRepeatedName(node, name[..nameLength], value))
        {
            return TryAdvance(length);
        }

        node.AppendProperty(new(_names.Get(name[..nameLength]), length == 0 ? PropertyValue.Empty : new([.. value], [])));
        return TryAdvance(length);
    }

    /// <summary>Whether a property is the <c>name</c> that the older versions give to each node.</summary>
    private readonly bool IsRepeatedName(DeviceTreeNode node, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        _version <= BlobLayout.LastWithFullPaths && name.SequenceEqual("name"u8)
        && value.SequenceEqual(Encoding.Latin1.GetBytes(node.BaseName + "\0"));

    private bool TryReadCell(out uint value)
    {
        value = 0;
        if (_end - _position < sizeof(uint))
        {
            return Fail(BlobDiagnostics.UnclosedStructure(_end));
        }

        value = Cell(_position);
        _position += sizeof(uint);
        return true;
    }

    /// <summary>Moves over bytes and the zeros that align what follows.</summary>
    private bool TryAdvance(uint length)
    {
        ulong next = ((ulong)_position + length + 3) & ~3UL;
        if (next > _end)
        {
            return Fail(BlobDiagnostics.UnclosedStructure(_end));
        }

        _position = (uint)next;
        return true;
    }
}
