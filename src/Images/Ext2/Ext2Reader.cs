using System.Buffers.Binary;
using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Reads an ext2 file system: what is in it, and the contents of its files. It shares no code with the writer beyond the names
/// of the fields, so that it can check what the writer made.</summary>
/// <remarks>Made for hostile input: a broken image gives diagnostics, never an exception, and neither time nor memory without
/// bounds. The image stays the caller's and must stay open and unchanged.</remarks>
public sealed partial class Ext2Reader
{
    private readonly Stream _image;
    private readonly Ext2Shape _shape;

    private Ext2Reader(Stream image, Ext2Shape shape)
    {
        _image = image;
        _shape = shape;
    }

    /// <summary>Bytes in a block.</summary>
    public int BlockSize => _shape.BlockSize;

    /// <summary>How many blocks the file system has.</summary>
    public long BlockCount => _shape.BlockCount;

    /// <summary>How many blocks the superblock says are free.</summary>
    public long FreeBlocks => _shape.FreeBlocks;

    /// <summary>How many inodes the file system has.</summary>
    public long InodeCount => _shape.InodeCount;

    /// <summary>How many inodes the superblock says are free.</summary>
    public long FreeInodes => _shape.FreeInodes;

    /// <summary>The volume's name.</summary>
    public string Label => _shape.Label;

    /// <summary>The volume's identity.</summary>
    public Guid Uuid => _shape.Uuid;

    /// <summary>Reads the superblock.</summary>
    /// <param name="image">Readable and seekable; the file system begins at its beginning. It stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static Ext2OpenResult Open(Stream image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable.", nameof(image));
        }

        var diagnostics = new DiagnosticBag();
        Ext2Shape? shape = Ext2Shape.Read(image, diagnostics);
        return new(shape is null ? null : new(image, shape), diagnostics.ToImmutable());
    }

    /// <summary>Lists everything that can be reached from the root.</summary>
    public Ext2Listing List()
    {
        var walk = new Ext2Walk(this);
        return walk.Run();
    }

    /// <summary>Checks the whole file system as e2fsck does: every block belongs to one owner, and the bitmaps, free counts, links and
    /// lengths say what is there. What a file holds is not looked at.</summary>
    /// <returns>Nothing for a good file system; HV4324 to HV4334 for others, the first hundred or so.</returns>
    public ImmutableArray<Diagnostic> Check()
    {
        if (_shape.UncheckedFeatures != 0)
        {
            return [Ext2ReadDiagnostics.UncheckedFeatures(_shape.UncheckedFeatures)];
        }

        var walk = new Ext2Walk(this);
        return new Ext2Checker(this, _shape, _image).Run(walk.Run(), walk.Links).ToImmutable();
    }

    /// <summary>Lists the blocks that the content of a file is in, those of pointers left out.</summary>
    /// <param name="entry">An entry of this image.</param>
    /// <param name="diagnostics">Receives what was found: HV4324, HV4325, HV4327 or HV4329.</param>
    /// <returns>The blocks in the order of the content, a hole being block 0; none after an error.</returns>
    public IEnumerable<long> BlocksOf(Ext2Entry entry, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var bag = new DiagnosticBag();
        List<BlockRun>? runs = ReadInode(entry.Path, entry.Inode, bag) is { } inode
            ? MapContent(entry.Path, entry.Inode, inode, visit: null, bag)
            : null;
        foreach (Diagnostic diagnostic in bag.ToImmutable())
        {
            diagnostics.Add(diagnostic);
        }

        return (runs ?? []).SelectMany(
            run => Enumerable.Range(0, (int)(run.Length / BlockSize)).Select(block => run.Offset < 0 ? 0 : run.Offset / BlockSize + block));
    }

    /// <summary>Opens the content of a regular file, or the records of a directory.</summary>
    /// <param name="entry">An entry of this image.</param>
    /// <param name="diagnostics">Receives what was found: HV4324, HV4325, HV4327 or HV4329.</param>
    /// <returns>A stream that reads and seeks, valid while the image is open, with all pointers checked; <see langword="null"/> when there
    /// is an error.</returns>
    public Stream? OpenFile(Ext2Entry entry, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var bag = new DiagnosticBag();
        Stream? stream = ReadInode(entry.Path, entry.Inode, bag) is { } inode ? OpenContent(entry.Path, entry.Inode, inode, bag) : null;
        foreach (Diagnostic diagnostic in bag.ToImmutable())
        {
            diagnostics.Add(diagnostic);
        }

        return stream;
    }

    internal byte[]? ReadInode(string path, uint number, DiagnosticBag diagnostics)
    {
        if (number == 0 || number > _shape.InodeCount)
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadInode(path, number, $"is not one of the {_shape.InodeCount} inodes of the file system"));
            return null;
        }

        if (ReadDescriptor((number - 1) / _shape.InodesPerGroup, diagnostics) is not { } descriptor)
        {
            return null;
        }

        uint table = BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(GroupDescriptorLayout.InodeTable));
        long inodeAt = (long)table * _shape.BlockSize + (long)((number - 1) % _shape.InodesPerGroup) * _shape.InodeSize;
        byte[] inode = new byte[_shape.InodeSize];
        if (!_image.TryReadAt(inodeAt, inode))
        {
            diagnostics.Add(Ext2ReadDiagnostics.ImageTruncated($"inode {number}", inodeAt, _image.Length));
            return null;
        }

        return inode;
    }

    internal byte[]? ReadDescriptor(long group, DiagnosticBag diagnostics)
    {
        byte[] descriptor = new byte[GroupDescriptorLayout.Size];
        long at = (_shape.FirstDataBlock + 1L) * _shape.BlockSize + group * GroupDescriptorLayout.Size;
        if (_image.TryReadAt(at, descriptor))
        {
            return descriptor;
        }

        diagnostics.Add(Ext2ReadDiagnostics.ImageTruncated($"the descriptor of group {group}", at, _image.Length));
        return null;
    }

    internal Stream? OpenContent(string path, uint number, byte[] inode, DiagnosticBag diagnostics)
    {
        List<BlockRun>? runs = MapContent(path, number, inode, visit: null, diagnostics);
        return runs is null ? null : new BlockRunStream(_image, runs, SizeOf(inode));
    }

    /// <summary>Finds where the content of an inode lies.</summary>
    /// <param name="path">What has the inode.</param>
    /// <param name="number">The inode's number.</param>
    /// <param name="inode">The inode.</param>
    /// <param name="visit">Receives every block, those of pointers included.</param>
    /// <param name="diagnostics">Receives HV4324, HV4325, HV4327 or HV4329.</param>
    internal List<BlockRun>? MapContent(string path, uint number, byte[] inode, Action<uint>? visit, DiagnosticBag diagnostics) =>
        CheckLength(path, number, inode, diagnostics) is { } length
            ? new BlockMapper(_image, _shape, path, diagnostics) { Visit = visit }.Map(
                inode.AsSpan(InodeLayout.Block, InodeLayout.BlockBytes),
                length)
            : null;

    private long? CheckLength(string path, uint number, byte[] inode, DiagnosticBag diagnostics)
    {
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.Flags));
        FileEntryKind? kind = UnixMode.KindOf(BinaryPrimitives.ReadUInt16LittleEndian(inode.AsSpan(InodeLayout.Mode)));
        long length = SizeOf(inode, kind);
        if (kind is not (FileEntryKind.RegularFile or FileEntryKind.Directory or FileEntryKind.SymbolicLink))
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadInode(path, number, "is neither a file nor a directory"));
            return null;
        }

        if ((flags & (InodeLayout.FlagExtents | InodeLayout.FlagInlineData)) != 0)
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadInode(path, number, "is laid out as in ext4 (extents or inline data)"));
            return null;
        }

        if (!IsPossible(length))
        {
            diagnostics.Add(Ext2ReadDiagnostics.BadInode(path, number, ImpossibleLength(length)));
            return null;
        }

        return length;
    }

    private static long SizeOf(byte[] inode) =>
        SizeOf(inode, UnixMode.KindOf(BinaryPrimitives.ReadUInt16LittleEndian(inode.AsSpan(InodeLayout.Mode))));

    /// <summary>Whether a file can be that long: the highest of the 64 bits of a length makes it negative here.</summary>
    private bool IsPossible(long length) => length >= 0 && length <= new BlockTree(_shape.BlockSize).MaxLength;

    private static string ImpossibleLength(long length) => $"claims {(ulong)length} bytes, more than its pointers can hold";

    internal static long SizeOf(byte[] inode, FileEntryKind? kind)
    {
        long low = BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.SizeLow));
        return kind == FileEntryKind.RegularFile
            ? low | (long)BinaryPrimitives.ReadUInt32LittleEndian(inode.AsSpan(InodeLayout.SizeHigh)) << 32
            : low;
    }

    private static ImmutableArray<Ext2Entry> Sort(IEnumerable<Ext2Entry> entries) =>
        [.. entries.OrderBy(static entry => entry.Path, StringComparer.Ordinal)];
}
