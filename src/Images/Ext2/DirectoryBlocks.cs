using System.Buffers.Binary;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Packs the records of a directory into blocks: none crosses a block, and the last one of a block reaches its end.</summary>
internal static class DirectoryBlocks
{
    /// <summary>What mke2fs gives to /lost+found, so that a repair need not allocate: 16 KiB, at most 12 blocks.</summary>
    public static int LostAndFoundBlocks(int blockSize) => Math.Min(InodeLayout.DirectBlocks, 16384 / blockSize);

    public static int Count(Ext2Node directory, int blockSize)
    {
        int blocks = 1;
        int used = 2 * DirectoryLayout.RecordSize(2);
        foreach (DirectoryRecord record in directory.Records)
        {
            int size = DirectoryLayout.RecordSize(record.Name.Length);
            if (used + size > blockSize)
            {
                blocks++;
                used = 0;
            }

            used += size;
        }

        return blocks;
    }

    public static byte[] Make(Ext2Node directory, int blockSize)
    {
        byte[] bytes = new byte[directory.Size];
        int last = Write(bytes, 0, new DirectoryRecord("."u8.ToArray(), directory.Inode, FileEntryKind.Directory));
        int next = last + Write(bytes, last, new DirectoryRecord(".."u8.ToArray(), directory.Parent, FileEntryKind.Directory));
        foreach (DirectoryRecord record in directory.Records)
        {
            int size = DirectoryLayout.RecordSize(record.Name.Length);
            int blockEnd = (last / blockSize + 1) * blockSize;
            if (next + size > blockEnd)
            {
                Stretch(bytes, last, blockEnd);
                next = blockEnd;
            }

            last = next;
            next += Write(bytes, next, record);
        }

        Stretch(bytes, last, (last / blockSize + 1) * blockSize);
        for (int empty = (last / blockSize + 1) * blockSize; empty < bytes.Length; empty += blockSize)
        {
            Stretch(bytes, empty, empty + blockSize);
        }

        return bytes;
    }

    private static int Write(byte[] bytes, int at, DirectoryRecord record)
    {
        int size = DirectoryLayout.RecordSize(record.Name.Length);
        Span<byte> target = bytes.AsSpan(at, size);
        BinaryPrimitives.WriteUInt32LittleEndian(target[DirectoryLayout.Inode..], record.Inode);
        BinaryPrimitives.WriteUInt16LittleEndian(target[DirectoryLayout.RecordLength..], (ushort)size);
        target[DirectoryLayout.NameLength] = (byte)record.Name.Length;
        target[DirectoryLayout.FileType] = DirectoryLayout.TypeOf(record.Kind);
        record.Name.Span.CopyTo(target[DirectoryLayout.HeaderSize..]);
        return size;
    }

    private static void Stretch(byte[] bytes, int record, int end) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(record + DirectoryLayout.RecordLength), (ushort)(end - record));
}
