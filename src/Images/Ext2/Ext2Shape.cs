using System.Buffers.Binary;
using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>What a superblock says, checked for contradictions.</summary>
internal sealed record Ext2Shape
{
    private const int SmallestInode = 128;
    private const uint KnownIncompatible = SuperblockLayout.IncompatibleFileType;
    private const uint KnownReadOnly = SuperblockLayout.ReadOnlySparseSuper | SuperblockLayout.ReadOnlyLargeFile
        | SuperblockLayout.ReadOnlyManyDirectories | SuperblockLayout.ReadOnlyExtraSize;

    public int BlockSize { get; private init; }

    public long BlockCount { get; private init; }

    public uint InodeCount { get; private init; }

    public uint InodesPerGroup { get; private init; }

    public uint BlocksPerGroup { get; private init; }

    public int InodeSize { get; private init; }

    public uint FirstDataBlock { get; private init; }

    public bool HasSparseSuper { get; private init; }

    public bool HasFileTypes { get; private init; }

    /// <summary>Features that do not keep anyone from reading, but of which nothing is known here.</summary>
    public uint UncheckedFeatures { get; private init; }

    /// <summary>Blocks after the descriptors that are kept for more of them.</summary>
    public int ReservedDescriptorBlocks { get; private init; }

    public long DescriptorBlocks => Ext2Geometry.DivideUp(GroupCount * GroupDescriptorLayout.Size, BlockSize);

    public long InodeTableBlocks => Ext2Geometry.DivideUp((long)InodesPerGroup * InodeSize, BlockSize);

    public long FreeBlocks { get; private init; }

    public long FreeInodes { get; private init; }

    public Guid Uuid { get; private init; }

    public string Label { get; private init; } = "";

    public long GroupCount => Ext2Geometry.DivideUp(BlockCount - FirstDataBlock, BlocksPerGroup);

    public static Ext2Shape? Read(Stream image, DiagnosticBag diagnostics)
    {
        byte[] superblock = new byte[SuperblockLayout.Size];
        if (!image.TryReadAt(SuperblockLayout.Offset, superblock))
        {
            diagnostics.Add(Ext2ReadDiagnostics.ImageTruncated("the superblock", SuperblockLayout.Offset, image.Length));
            return null;
        }

        int magic = BinaryPrimitives.ReadUInt16LittleEndian(superblock.AsSpan(SuperblockLayout.Magic));
        if (magic != SuperblockLayout.MagicNumber)
        {
            diagnostics.Add(Ext2ReadDiagnostics.NotExt2(magic));
            return null;
        }

        uint logBlockSize = Get(superblock, SuperblockLayout.LogBlockSize);
        if (logBlockSize > 6)
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadSuperblock($"the block size is said to be 1024 << {logBlockSize}"));
            return null;
        }

        Ext2Shape shape = Parse(superblock, 1024 << (int)logBlockSize);
        shape.Check(Get(superblock, SuperblockLayout.RevisionLevel) == 0 ? 0 : Get(superblock, SuperblockLayout.FeatureIncompatible),
            image.Length, diagnostics);
        return diagnostics.HasErrors ? null : shape;
    }

    private static Ext2Shape Parse(byte[] superblock, int blockSize)
    {
        bool isOldRevision = Get(superblock, SuperblockLayout.RevisionLevel) == 0;
        uint readOnly = isOldRevision ? 0 : Get(superblock, SuperblockLayout.FeatureReadOnly);
        bool canGrow = !isOldRevision
            && (Get(superblock, SuperblockLayout.FeatureCompatible) & SuperblockLayout.CompatibleResizeInode) != 0;
        ReadOnlySpan<byte> label = superblock.AsSpan(SuperblockLayout.VolumeName, SuperblockLayout.LabelLength);
        int labelEnd = label.IndexOf((byte)0);
        return new Ext2Shape
        {
            BlockSize = blockSize,
            BlockCount = Get(superblock, SuperblockLayout.BlocksCount),
            InodeCount = Get(superblock, SuperblockLayout.InodesCount),
            InodesPerGroup = Get(superblock, SuperblockLayout.InodesPerGroup),
            BlocksPerGroup = Get(superblock, SuperblockLayout.BlocksPerGroup),
            InodeSize = isOldRevision
                ? SmallestInode
                : BinaryPrimitives.ReadUInt16LittleEndian(superblock.AsSpan(SuperblockLayout.InodeSize)),
            FirstDataBlock = Get(superblock, SuperblockLayout.FirstDataBlock),
            HasSparseSuper = (readOnly & SuperblockLayout.ReadOnlySparseSuper) != 0,
            HasFileTypes = !isOldRevision
                && (Get(superblock, SuperblockLayout.FeatureIncompatible) & SuperblockLayout.IncompatibleFileType) != 0,
            UncheckedFeatures = readOnly & ~KnownReadOnly,
            ReservedDescriptorBlocks = canGrow
                ? BinaryPrimitives.ReadUInt16LittleEndian(superblock.AsSpan(SuperblockLayout.ReservedDescriptors))
                : 0,
            FreeBlocks = Get(superblock, SuperblockLayout.FreeBlocksCount),
            FreeInodes = Get(superblock, SuperblockLayout.FreeInodesCount),
            Uuid = new(superblock.AsSpan(SuperblockLayout.Uuid, 16), bigEndian: true),
            Label = Encoding.UTF8.GetString(labelEnd < 0 ? label : label[..labelEnd]),
        };
    }

    private void Check(uint features, long imageLength, DiagnosticBag diagnostics)
    {
        if ((features & ~KnownIncompatible) != 0)
        {
            diagnostics.Add(Ext2ReadDiagnostics.UnsupportedFeatures(features & ~KnownIncompatible));
        }
        else if (FindFault() is { } fault)
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadSuperblock(fault));
        }
        else if (BlockCount * BlockSize > imageLength)
        {
            diagnostics.Add(Ext2ReadDiagnostics.ImageTruncated("the last block", (BlockCount - 1) * BlockSize, imageLength));
        }
    }

    private string? FindFault() => this switch
    {
        _ when FirstDataBlock != (BlockSize == 1024 ? 1u : 0u) => $"the first data block is {FirstDataBlock}",
        _ when BlockCount <= FirstDataBlock => $"there are {BlockCount} blocks",
        _ when BlocksPerGroup == 0 || BlocksPerGroup > 8 * BlockSize => $"a group has {BlocksPerGroup} blocks",
        _ when InodesPerGroup == 0 || InodesPerGroup > 8 * BlockSize => $"a group has {InodesPerGroup} inodes",
        _ when InodeSize < SmallestInode || InodeSize > BlockSize || !int.IsPow2(InodeSize) => $"an inode has {InodeSize} bytes",
        _ when InodeCount != InodesPerGroup * GroupCount =>
            $"there are {InodeCount} inodes, but {GroupCount} groups of {InodesPerGroup}",
        _ => null,
    };

    private static uint Get(byte[] superblock, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(superblock.AsSpan(offset));
}
