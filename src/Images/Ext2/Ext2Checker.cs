using System.Buffers.Binary;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Compares what a file system keeps count of with what is really in it: bitmaps, free counts, links and sectors.</summary>
internal sealed class Ext2Checker
{
    private const int MaxDiagnostics = 100;
    private const uint ResizeInode = 7;

    private readonly Ext2Reader _reader;
    private readonly Ext2Shape _shape;
    private readonly Stream _image;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly BlockUsage _blocks;
    private readonly BlockUsage _inodes;
    private readonly HashSet<uint> _attributeBlocks = [];
    private readonly Dictionary<long, int> _directoriesIn = [];

    public Ext2Checker(Ext2Reader reader, Ext2Shape shape, Stream image)
    {
        _reader = reader;
        _shape = shape;
        _image = image;
        _blocks = new((int)shape.BlocksPerGroup);
        _inodes = new((int)shape.InodesPerGroup);
    }

    private bool IsExhausted => _diagnostics.Count >= MaxDiagnostics;

    /// <summary>What is wrong, in the order of the structures.</summary>
    public DiagnosticBag Run(Ext2Listing listing, IReadOnlyDictionary<uint, int> links)
    {
        _diagnostics.AddRange(listing.Diagnostics);
        MarkStructures();
        MarkReserved();
        foreach (Ext2Entry entry in listing.Entries.DistinctBy(static entry => entry.Inode))
        {
            MarkEntry(entry, links.GetValueOrDefault(entry.Inode));
        }

        // A tree that could not be read to its end would also look like a wrong bitmap.
        if (!_diagnostics.HasErrors)
        {
            CheckGroups(links);
        }

        return _diagnostics;
    }

    private void MarkStructures()
    {
        for (long group = 0; group < _shape.GroupCount && !IsExhausted; group++)
        {
            long start = _shape.FirstDataBlock + group * _shape.BlocksPerGroup;
            if (!_shape.HasSparseSuper || Ext2Geometry.HasSuperblock(group))
            {
                Mark($"the copy of the superblock in group {group}", start, 1 + _shape.DescriptorBlocks + _shape.ReservedDescriptorBlocks);
            }

            if (_reader.ReadDescriptor(group, _diagnostics) is { } descriptor)
            {
                Mark($"the block bitmap of group {group}", Get32(descriptor, GroupDescriptorLayout.BlockBitmap), 1);
                Mark($"the inode bitmap of group {group}", Get32(descriptor, GroupDescriptorLayout.InodeBitmap), 1);
                Mark($"the inode table of group {group}", Get32(descriptor, GroupDescriptorLayout.InodeTable), _shape.InodeTableBlocks);
            }
        }
    }

    /// <summary>The inodes 1 to 10 belong to no directory, but the journal and others may have blocks.</summary>
    private void MarkReserved()
    {
        for (uint number = 1; number <= SuperblockLayout.ReservedInodes && number <= _shape.InodeCount && !IsExhausted; number++)
        {
            _inodes.Add(number - 1);
            if (number == SuperblockLayout.RootInode || _reader.ReadInode($"inode {number}", number, _diagnostics) is not { } inode)
            {
                continue;
            }

            if (number == ResizeInode)
            {
                // All below its doubly indirect block are the reserved descriptor blocks.
                MarkOne($"inode {number}", Get32(inode, InodeLayout.Block + 4 * (InodeLayout.DirectBlocks + 1)));
            }
            else if (Get32(inode, InodeLayout.Sectors) != 0)
            {
                MarkContent($"inode {number}", number, inode, FileEntryKind.RegularFile);
            }
        }
    }

    private void MarkEntry(Ext2Entry entry, int links)
    {
        if (IsExhausted || _reader.ReadInode(entry.Path, entry.Inode, _diagnostics) is not { } inode)
        {
            return;
        }

        _inodes.Add(entry.Inode - 1);
        if (entry.Kind == FileEntryKind.Directory)
        {
            long group = (entry.Inode - 1) / _shape.InodesPerGroup;
            _directoriesIn[group] = _directoriesIn.GetValueOrDefault(group) + 1;
        }

        long? blocks = MarkContent(entry.Path, entry.Inode, inode, entry.Kind);
        uint attributes = Get32(inode, InodeLayout.FileAcl);
        if (attributes != 0)
        {
            blocks++;
            if (_attributeBlocks.Add(attributes))
            {
                MarkOne(entry.Path, attributes);
            }
        }

        Expect(entry, "sectors", Get32(inode, InodeLayout.Sectors), blocks * (_shape.BlockSize / 512));
        Expect(entry, "links", entry.LinkCount, links);
        if (Get32(inode, InodeLayout.DeletionTime) != 0)
        {
            _diagnostics.Add(Ext2ReadDiagnostics.BadInode(entry.Path, entry.Inode, "has a time of deletion, but is in use"));
        }
    }

    private void Expect(Ext2Entry entry, string what, long said, long? found)
    {
        if (found is not null && said != found)
        {
            _diagnostics.Add(Ext2ReadDiagnostics.BadInode(entry.Path, entry.Inode, $"says that it has {said} {what}, but has {found}"));
        }
    }

    /// <returns>How many blocks it has, those of pointers included; <see langword="null"/> after an error.</returns>
    private long? MarkContent(string path, uint number, byte[] inode, FileEntryKind kind)
    {
        if (kind is not (FileEntryKind.RegularFile or FileEntryKind.Directory or FileEntryKind.SymbolicLink)
            || (kind == FileEntryKind.SymbolicLink
                && Ext2Reader.SizeOf(inode, kind) < InodeLayout.BlockBytes
                && Get32(inode, InodeLayout.Sectors) == 0))
        {
            return 0;
        }

        long count = 0;
        return _reader.MapContent(path, number, inode, Visit, _diagnostics) is null ? null : count;

        void Visit(uint block)
        {
            count++;
            MarkOne(path, block);
        }
    }

    private void Mark(string owner, long first, long count)
    {
        for (long block = first; block < first + count && !IsExhausted; block++)
        {
            MarkOne(owner, block);
        }
    }

    private void MarkOne(string owner, long block)
    {
        if (IsExhausted || (block == 0 && owner.StartsWith("inode ", StringComparison.Ordinal)))
        {
            return;
        }

        if (block < _shape.FirstDataBlock || block >= _shape.BlockCount)
        {
            _diagnostics.Add(Ext2ReadDiagnostics.BadBlock(owner, (uint)Math.Min(block, uint.MaxValue), _shape.BlockCount));
        }
        else if (!_blocks.Add(block - _shape.FirstDataBlock))
        {
            _diagnostics.Add(Ext2ReadDiagnostics.BlockTwice(owner, block));
        }
    }

    private void CheckGroups(IReadOnlyDictionary<uint, int> links)
    {
        long freeBlocks = 0;
        long freeInodes = 0;
        for (long group = 0; group < _shape.GroupCount && !IsExhausted; group++)
        {
            byte[] descriptor = _reader.ReadDescriptor(group, _diagnostics)!;
            int blocks = (int)Math.Min(_shape.BlocksPerGroup, _shape.BlockCount - _shape.FirstDataBlock - group * _shape.BlocksPerGroup);
            int inodes = (int)_shape.InodesPerGroup;
            CheckBitmap(
                "block",
                group,
                descriptor,
                GroupDescriptorLayout.BlockBitmap,
                _blocks,
                (int)_shape.BlocksPerGroup,
                blocks,
                _shape.FirstDataBlock);
            CheckBitmap("inode", group, descriptor, GroupDescriptorLayout.InodeBitmap, _inodes, inodes, inodes, 1);
            CheckUnattached(group, Get32(descriptor, GroupDescriptorLayout.InodeTable), links);

            int free = blocks - _blocks.CountIn(group, blocks);
            int freeHere = inodes - _inodes.CountIn(group, inodes);
            CheckCount($"free blocks in group {group}", Get16(descriptor, GroupDescriptorLayout.FreeBlocksCount), free);
            CheckCount($"free inodes in group {group}", Get16(descriptor, GroupDescriptorLayout.FreeInodesCount), freeHere);
            CheckCount(
                $"directories in group {group}",
                Get16(descriptor, GroupDescriptorLayout.UsedDirectories),
                _directoriesIn.GetValueOrDefault(group));
            freeBlocks += free;
            freeInodes += freeHere;
        }

        CheckCount("free blocks", _shape.FreeBlocks, freeBlocks);
        CheckCount("free inodes", _shape.FreeInodes, freeInodes);
    }

    private void CheckBitmap(string what, long group, byte[] descriptor, int field, BlockUsage used, int groupSize, int count, uint first)
    {
        byte[] bitmap = new byte[_shape.BlockSize];
        _image.TryReadAt((long)Get32(descriptor, field) * _shape.BlockSize, bitmap);
        int wrong = 0;
        long firstWrong = 0;
        for (int bit = 0; bit < 8 * bitmap.Length; bit++)
        {
            // Bits after the last are padding, and set.
            bool isSet = (bitmap[bit / 8] & (1 << (bit % 8))) != 0;
            if (isSet != (bit >= count || used.Has(group * groupSize + bit)) && wrong++ == 0)
            {
                firstWrong = first + group * groupSize + bit;
            }
        }

        if (wrong > 0)
        {
            _diagnostics.Add(Ext2ReadDiagnostics.BitmapDiffers(what, group, wrong, firstWrong));
        }
    }

    private void CheckUnattached(long group, uint table, IReadOnlyDictionary<uint, int> links)
    {
        byte[] block = new byte[_shape.BlockSize];
        for (int at = 0; at < _shape.InodeTableBlocks && !IsExhausted; at++)
        {
            _image.TryReadAt((table + (long)at) * _shape.BlockSize, block);
            for (int i = 0; i < _shape.BlockSize / _shape.InodeSize; i++)
            {
                long number = group * _shape.InodesPerGroup + (long)at * (_shape.BlockSize / _shape.InodeSize) + i + 1;
                if (number > SuperblockLayout.ReservedInodes && !links.ContainsKey((uint)number)
                    && Get16(block, i * _shape.InodeSize + InodeLayout.LinksCount) != 0)
                {
                    _diagnostics.Add(Ext2ReadDiagnostics.Unattached((uint)number));
                }
            }
        }
    }

    private void CheckCount(string what, long said, long found)
    {
        if (said != found)
        {
            _diagnostics.Add(Ext2ReadDiagnostics.CountDiffers(what, said, found));
        }
    }

    private static uint Get32(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));

    private static ushort Get16(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));
}
