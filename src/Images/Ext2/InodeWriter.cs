using System.Buffers.Binary;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Makes the 128 or 256 bytes of an inode.</summary>
internal static class InodeWriter
{
    private const int SectorSize = 512;

    public static void Fill(Span<byte> inode, Ext2Node node, Ext2Geometry geometry)
    {
        FileEntry entry = node.Entry;
        Put16(inode, InodeLayout.Mode, (uint)(UnixMode.TypeOf(entry.Kind) | entry.Mode));
        Put16(inode, InodeLayout.UserIdLow, entry.UserId & 0xFFFF);
        Put16(inode, InodeLayout.UserIdHigh, entry.UserId >> 16);
        Put16(inode, InodeLayout.GroupIdLow, entry.GroupId & 0xFFFF);
        Put16(inode, InodeLayout.GroupIdHigh, entry.GroupId >> 16);
        Put32(inode, InodeLayout.SizeLow, (uint)node.Size);
        if (entry.Kind == FileEntryKind.RegularFile)
        {
            Put32(inode, InodeLayout.SizeHigh, (uint)(node.Size >> 32));
        }

        FillTimes(inode, node.Time);
        Put16(inode, InodeLayout.LinksCount, (uint)node.LinkCount);
        Put32(inode, InodeLayout.Sectors, (uint)(node.TotalBlocks * (geometry.BlockSize / SectorSize)));
        FillBlocks(inode.Slice(InodeLayout.Block, InodeLayout.BlockBytes), node, geometry);
    }

    private static void FillTimes(Span<byte> inode, long time)
    {
        uint seconds = unchecked((uint)time);
        Put32(inode, InodeLayout.AccessTime, seconds);
        Put32(inode, InodeLayout.ChangeTime, seconds);
        Put32(inode, InodeLayout.ModificationTime, seconds);
        if (inode.Length > InodeLayout.Size)
        {
            uint extra = InodeTime.ExtraOf(time);
            Put16(inode, InodeLayout.ExtraSize, InodeLayout.ExtraSizeInUse);
            Put32(inode, InodeLayout.ChangeTimeExtra, extra);
            Put32(inode, InodeLayout.ModificationTimeExtra, extra);
            Put32(inode, InodeLayout.AccessTimeExtra, extra);
            Put32(inode, InodeLayout.CreationTime, seconds);
            Put32(inode, InodeLayout.CreationTimeExtra, extra);
        }
    }

    private static void FillBlocks(Span<byte> pointers, Ext2Node node, Ext2Geometry geometry)
    {
        if (node.ContentBlocks > 0)
        {
            FillPointers(pointers, node, geometry);
        }
        else if (node.Entry.Kind == FileEntryKind.SymbolicLink)
        {
            node.LinkTarget.CopyTo(pointers);
        }
        else if (node.Entry.Kind is FileEntryKind.CharacterDevice or FileEntryKind.BlockDevice)
        {
            FillDevice(pointers, node.Entry.DeviceMajor, node.Entry.DeviceMinor);
        }
    }

    private static void FillPointers(Span<byte> pointers, Ext2Node node, Ext2Geometry geometry)
    {
        var tree = new BlockTree(geometry.BlockSize);
        long next = node.FirstBlock;
        long direct = Math.Min(InodeLayout.DirectBlocks, node.ContentBlocks);
        for (int i = 0; i < direct; i++)
        {
            if (node.Data.Has(i))
            {
                Put32(pointers, 4 * i, geometry.BlockAt(next++));
            }
        }

        long from = direct;
        for (int level = 1; level <= BlockTree.Levels && from < node.ContentBlocks; level++)
        {
            long to = Math.Min(node.ContentBlocks, from + tree.Capacity(level));
            Put32(pointers, 4 * (InodeLayout.DirectBlocks + level - 1), geometry.BlockAt(next));
            next += tree.IndirectBlocksBelow(level, to - from) + node.Data.CountIn(from, to);
            from = to;
        }
    }

    // Linux, include/linux/kdev_t.h: the old form for small numbers, in the first pointer; the new form in the second.
    private static void FillDevice(Span<byte> pointers, uint major, uint minor)
    {
        if (major < 256 && minor < 256)
        {
            Put32(pointers, 0, major << 8 | minor);
        }
        else
        {
            Put32(pointers, 4, (minor & 0xFF) | major << 8 | (minor & ~0xFFu) << 12);
        }
    }

    private static void Put16(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[offset..], (ushort)value);

    private static void Put32(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);
}
