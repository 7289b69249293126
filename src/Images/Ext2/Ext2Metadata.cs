using System.Buffers.Binary;
using System.Text;

namespace Partition.Images.Ext2;

/// <summary>Makes the structures at the start of each block group.</summary>
internal sealed class Ext2Metadata
{
    private const int TableBufferLength = 64 << 10;

    private readonly Ext2Plan _plan;
    private readonly Ext2Geometry _geometry;
    private readonly byte[] _descriptors;
    private readonly int[] _directoriesIn;

    public Ext2Metadata(Ext2Plan plan)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _directoriesIn = new int[_geometry.GroupCount];
        foreach (Ext2Node node in plan.Nodes.Where(static node => node.IsDirectory))
        {
            _directoriesIn[(node.Inode - 1) / _geometry.InodesPerGroup]++;
        }

        _descriptors = MakeDescriptors();
    }

    public void Write(int group, SparseOutput output)
    {
        if (Ext2Geometry.HasSuperblock(group))
        {
            WriteSuperblock(group, output);
            output.Write(_descriptors);
        }

        int ownBlocks = _geometry.Overhead(group) + _geometry.UsedDataBlocksIn(group, _plan.UsedBlocks);
        WriteBitmap(ownBlocks, _geometry.BlocksIn(group), output);
        WriteBitmap(UsedInodesIn(group), _geometry.InodesPerGroup, output);
        WriteInodeTable(group, output);
    }

    // The first copy lies at byte 1024 whatever the block size; the others lie at the start of their block.
    private void WriteSuperblock(int group, SparseOutput output)
    {
        byte[] block = new byte[_geometry.BlockSize];
        int at = group == 0 && _geometry.BlockSize > SuperblockLayout.Offset ? SuperblockLayout.Offset : 0;
        Fill(block.AsSpan(at, SuperblockLayout.Size), group);
        output.Write(block);
    }

    private void Fill(Span<byte> superblock, int group)
    {
        int logBlockSize = _geometry.BlockSize switch { 1024 => 0, 2048 => 1, _ => 2 };
        uint made = (uint)Math.Clamp(_plan.Options.Timestamp, 0, uint.MaxValue);
        Put32(superblock, SuperblockLayout.InodesCount, _geometry.InodeCount);
        Put32(superblock, SuperblockLayout.BlocksCount, _geometry.BlockCount);
        Put32(superblock, SuperblockLayout.ReservedBlocksCount, _geometry.BlockCount * _plan.Options.ReservedPercent / 100);
        Put32(superblock, SuperblockLayout.FreeBlocksCount, _geometry.DataBlocks - _plan.UsedBlocks);
        Put32(superblock, SuperblockLayout.FreeInodesCount, _geometry.InodeCount - _plan.LastInode);
        Put32(superblock, SuperblockLayout.FirstDataBlock, _geometry.FirstDataBlock);
        Put32(superblock, SuperblockLayout.LogBlockSize, logBlockSize);
        Put32(superblock, SuperblockLayout.LogFragmentSize, logBlockSize);
        Put32(superblock, SuperblockLayout.BlocksPerGroup, _geometry.BlocksPerGroup);
        Put32(superblock, SuperblockLayout.FragmentsPerGroup, _geometry.BlocksPerGroup);
        Put32(superblock, SuperblockLayout.InodesPerGroup, _geometry.InodesPerGroup);
        Put32(superblock, SuperblockLayout.WriteTime, made);
        Put16(superblock, SuperblockLayout.MaxMountCount, 0xFFFF);
        Put16(superblock, SuperblockLayout.Magic, SuperblockLayout.MagicNumber);
        Put16(superblock, SuperblockLayout.State, 1);
        Put16(superblock, SuperblockLayout.Errors, 1);
        Put32(superblock, SuperblockLayout.LastCheck, made);
        Put32(superblock, SuperblockLayout.CreatorSystem, _plan.Options.CreatorSystem);
        Put32(superblock, SuperblockLayout.RevisionLevel, 1);
        Put32(superblock, SuperblockLayout.FirstInode, SuperblockLayout.ReservedInodes + 1);
        Put16(superblock, SuperblockLayout.InodeSize, _geometry.InodeSize);
        Put16(superblock, SuperblockLayout.BlockGroupNumber, group);
        Put32(superblock, SuperblockLayout.FeatureIncompatible, SuperblockLayout.IncompatibleFileType);
        Put32(superblock, SuperblockLayout.FeatureReadOnly,
            SuperblockLayout.ReadOnlySparseSuper | (_plan.HasLargeFile ? SuperblockLayout.ReadOnlyLargeFile : 0));
        _plan.Uuid.TryWriteBytes(superblock[SuperblockLayout.Uuid..], bigEndian: true, out _);
        Encoding.UTF8.GetBytes(_plan.Options.Label, superblock[SuperblockLayout.VolumeName..]);
        Put32(superblock, SuperblockLayout.MakeTime, made);
        if (_geometry.InodeSize > InodeLayout.Size)
        {
            Put16(superblock, SuperblockLayout.MinimumExtraSize, InodeLayout.ExtraSizeInUse);
            Put16(superblock, SuperblockLayout.WantedExtraSize, InodeLayout.ExtraSizeInUse);
        }
    }

    private byte[] MakeDescriptors()
    {
        byte[] bytes = new byte[_geometry.DescriptorBlocks * _geometry.BlockSize];
        for (int group = 0; group < _geometry.GroupCount; group++)
        {
            Span<byte> descriptor = bytes.AsSpan(group * GroupDescriptorLayout.Size, GroupDescriptorLayout.Size);
            int freeBlocks = _geometry.DataBlocksIn(group) - _geometry.UsedDataBlocksIn(group, _plan.UsedBlocks);
            Put32(descriptor, GroupDescriptorLayout.BlockBitmap, _geometry.BlockBitmapOf(group));
            Put32(descriptor, GroupDescriptorLayout.InodeBitmap, _geometry.InodeBitmapOf(group));
            Put32(descriptor, GroupDescriptorLayout.InodeTable, _geometry.InodeTableOf(group));
            Put16(descriptor, GroupDescriptorLayout.FreeBlocksCount, freeBlocks);
            Put16(descriptor, GroupDescriptorLayout.FreeInodesCount, _geometry.InodesPerGroup - UsedInodesIn(group));
            Put16(descriptor, GroupDescriptorLayout.UsedDirectories, _directoriesIn[group]);
        }

        return bytes;
    }

    private int UsedInodesIn(int group) =>
        (int)Math.Clamp(_plan.LastInode - (long)group * _geometry.InodesPerGroup, 0, _geometry.InodesPerGroup);

    // Everything is used from the front; what lies past the group's end also counts as used.
    private void WriteBitmap(int used, int count, SparseOutput output)
    {
        byte[] bitmap = new byte[_geometry.BlockSize];
        SetBits(bitmap, 0, used);
        SetBits(bitmap, count, 8 * bitmap.Length);
        output.Write(bitmap);
    }

    private static void SetBits(byte[] bitmap, int from, int to)
    {
        while (from < to)
        {
            if (from % 8 == 0 && to - from >= 8)
            {
                bitmap.AsSpan(from / 8, (to - from) / 8).Fill(0xFF);
                from += (to - from) / 8 * 8;
            }
            else
            {
                bitmap[from / 8] |= (byte)(1 << (from % 8));
                from++;
            }
        }
    }

    private void WriteInodeTable(int group, SparseOutput output)
    {
        long first = (long)group * _geometry.InodesPerGroup + 1;
        long end = first + _geometry.InodesPerGroup;
        byte[] buffer = new byte[Math.Min(TableBufferLength, _geometry.InodeTableBlocks * _geometry.BlockSize)];
        for (long inode = first; inode < end; inode += buffer.Length / _geometry.InodeSize)
        {
            int count = (int)Math.Min(buffer.Length / _geometry.InodeSize, end - inode);
            Span<byte> part = buffer.AsSpan(0, count * _geometry.InodeSize);
            if (inode > _plan.LastInode)
            {
                output.Skip(part.Length);
                continue;
            }

            part.Clear();
            FillInodes(part, inode, count);
            output.Write(part);
        }
    }

    private void FillInodes(Span<byte> table, long first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (NodeOf(first + i) is { } node)
            {
                InodeWriter.Fill(table.Slice(i * _geometry.InodeSize, _geometry.InodeSize), node, _geometry);
            }
        }
    }

    // The root is the first of the nodes; the others have all the numbers from 11.
    private Ext2Node? NodeOf(long inode) => inode switch
    {
        SuperblockLayout.RootInode => _plan.Nodes[0],
        > SuperblockLayout.ReservedInodes when inode <= _plan.LastInode => _plan.Nodes[(int)(inode - SuperblockLayout.ReservedInodes)],
        _ => null,
    };

    private static void Put16(Span<byte> bytes, int offset, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[offset..], (ushort)value);

    private static void Put32(Span<byte> bytes, int offset, long value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], (uint)value);
}
