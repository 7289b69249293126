using System.Buffers.Binary;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Finds the runs of one file from its block pointers.</summary>
internal sealed class BlockMapper(Stream image, Ext2Shape shape, string path, DiagnosticBag diagnostics)
{
    private readonly List<BlockRun> _runs = [];
    private readonly BlockTree _tree = new(shape.BlockSize);
    private long _mapped;
    private long _blocksLeft;
    private long _pointersRead;

    /// <summary>Receives every block that the file uses, those of pointers included.</summary>
    public Action<uint>? Visit { get; init; }

    /// <summary>
    /// The runs in rising order, covering the whole length; <see langword="null"/>, and HV4324, HV4327 or HV4329, when a pointer is wrong.
    /// </summary>
    public List<BlockRun>? Map(ReadOnlySpan<byte> pointers, long length)
    {
        _blocksLeft = Ext2Geometry.DivideUp(length, shape.BlockSize);
        for (int i = 0; i < InodeLayout.PointerCount && _blocksLeft > 0; i++)
        {
            uint pointer = BinaryPrimitives.ReadUInt32LittleEndian(pointers[(4 * i)..]);
            if (!Follow(pointer, Math.Max(0, i - InodeLayout.DirectBlocks + 1)))
            {
                return null;
            }
        }

        return _runs;
    }

    private bool Follow(uint pointer, int level)
    {
        if (pointer == 0)
        {
            Append(-1, Math.Min(_blocksLeft, _tree.Capacity(level)));
            return true;
        }

        if (!Check(pointer))
        {
            return false;
        }

        if (level == 0)
        {
            Append((long)pointer * shape.BlockSize, 1);
            return true;
        }

        return FollowAll(pointer, level);
    }

    private bool FollowAll(uint block, int level)
    {
        byte[] pointers = new byte[shape.BlockSize];
        image.TryReadAt((long)block * shape.BlockSize, pointers);
        for (int i = 0; i < _tree.Pointers && _blocksLeft > 0; i++)
        {
            if (!Follow(BinaryPrimitives.ReadUInt32LittleEndian(pointers.AsSpan(4 * i)), level - 1))
            {
                return false;
            }
        }

        return true;
    }

    // A file cannot have more blocks than the file system; without this, few blocks could point to each other for ever.
    private bool Check(uint pointer)
    {
        if (pointer < shape.FirstDataBlock || pointer >= shape.BlockCount)
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadBlock(path, pointer, shape.BlockCount));
        }
        else if (((long)pointer + 1) * shape.BlockSize > image.Length)
        {
            long offset = (long)pointer * shape.BlockSize;
            diagnostics.Add(Ext2ReadDiagnostics.ImageTruncated($"block {pointer} of '{path}'", offset, image.Length));
        }
        else if (++_pointersRead > image.Length / shape.BlockSize)
        {
            diagnostics.Add(Ext2ReadDiagnostics.TooMuch(path, "it has more blocks than the image"));
        }
        else
        {
            Visit?.Invoke(pointer);
            return true;
        }

        return false;
    }

    private void Append(long offset, long blocks)
    {
        long length = blocks * shape.BlockSize;
        if (_runs.Count > 0)
        {
            BlockRun last = _runs[^1];
            if (offset < 0 ? last.Offset < 0 : last.Offset >= 0 && last.Offset + last.Length == offset)
            {
                _runs[^1] = last with { Length = last.Length + length };
                Advance(blocks, length);
                return;
            }
        }

        _runs.Add(new(_mapped, length, offset));
        Advance(blocks, length);
    }

    private void Advance(long blocks, long length)
    {
        _mapped += length;
        _blocksLeft -= blocks;
    }
}
