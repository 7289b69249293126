using System.Buffers.Binary;

namespace Partition.Images;

/// <summary>Writes the blocks of a planned image in their order: each group's own structures, then the data that falls into it.</summary>
internal sealed class Ext2ImageWriter
{
    private const int BufferLength = 1 << 20;

    private readonly Ext2Plan _plan;
    private readonly Ext2Geometry _geometry;
    private readonly Ext2Metadata _metadata;
    private readonly SparseOutput _output;
    private readonly DiagnosticBag _diagnostics;
    private readonly BlockTree _tree;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _buffered;
    private int _nextGroup;
    private long _leftInGroup;
    private long _nextBlock;

    public Ext2ImageWriter(Ext2Plan plan, SparseOutput output, DiagnosticBag diagnostics)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _metadata = new Ext2Metadata(plan);
        _output = output;
        _diagnostics = diagnostics;
        _tree = new BlockTree(_geometry.BlockSize);
    }

    public void Write()
    {
        foreach (Ext2Node node in _plan.Nodes)
        {
            Write(node);
        }

        Flush();
        while (_nextGroup < _geometry.GroupCount)
        {
            BeginGroup();
        }

        _output.Skip(_plan.Length - _output.Position);
        _output.Finish();
    }

    private void Write(Ext2Node node)
    {
        if (node.ContentBlocks == 0)
        {
            return;
        }

        FileEntry source = node.Entry.Content is null ? WithContent(node) : node.Entry;
        using var reader = new ContentReader(source, node.Size, _diagnostics);
        var run = new ContentRun(reader, node.Size);
        long left = node.ContentBlocks;
        CopyData(run, Take(ref left, InodeLayout.DirectBlocks));
        for (int level = 1; left > 0; level++)
        {
            CopyTree(run, level, ref left);
        }

        reader.Finish();
    }

    private FileEntry WithContent(Ext2Node node)
    {
        byte[] bytes = node.IsDirectory ? DirectoryBlocks.Make(node, _geometry.BlockSize) : node.LinkTarget;
        return new FileEntry(node.Entry.Path, FileEntryKind.RegularFile, EntryAttributes.Default) { Content = new MemoryContent(bytes) };
    }

    private void CopyTree(ContentRun run, int level, ref long left)
    {
        long children = Math.Min(_tree.Pointers, Ext2Geometry.DivideUp(left, _tree.Capacity(level - 1)));
        WritePointers(children, _tree.Stride(level - 1));
        if (level == 1)
        {
            CopyData(run, Take(ref left, children));
            return;
        }

        for (long child = 0; child < children; child++)
        {
            CopyTree(run, level - 1, ref left);
        }
    }

    private void WritePointers(long count, long stride)
    {
        Span<byte> block = NextBlocks(1);
        block.Clear();
        for (int i = 0; i < count; i++)
        {
            uint pointer = _geometry.BlockAt(_nextBlock + i * stride);
            BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], pointer);
        }
    }

    private void CopyData(ContentRun run, long blocks)
    {
        while (blocks > 0)
        {
            Span<byte> target = NextBlocks(blocks);
            run.Read(target);
            blocks -= target.Length / _geometry.BlockSize;
        }
    }

    /// <summary>Room in the buffer for some of the next blocks, at least one; the caller fills it before it asks again.</summary>
    private Span<byte> NextBlocks(long wanted)
    {
        if (_buffered == BufferLength)
        {
            Flush();
        }

        int count = (int)Math.Min(wanted, (BufferLength - _buffered) / _geometry.BlockSize);
        Span<byte> span = _buffer.AsSpan(_buffered, count * _geometry.BlockSize);
        _buffered += span.Length;
        _nextBlock += count;
        return span;
    }

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _buffered);
        while (!bytes.IsEmpty)
        {
            while (_leftInGroup == 0)
            {
                BeginGroup();
            }

            int count = (int)Math.Min(bytes.Length, _leftInGroup * _geometry.BlockSize);
            _output.Write(bytes[..count]);
            _leftInGroup -= count / _geometry.BlockSize;
            bytes = bytes[count..];
        }

        _buffered = 0;
    }

    private void BeginGroup()
    {
        int group = _nextGroup++;
        _output.Skip(_geometry.StartOf(group) * _geometry.BlockSize - _output.Position);
        _metadata.Write(group, _output);
        _leftInGroup = _geometry.DataBlocksIn(group);
    }

    private static long Take(ref long left, long most)
    {
        long count = Math.Min(left, most);
        left -= count;
        return count;
    }

    /// <summary>Reads on in a content; past its end come zeros, up to the end of its last block.</summary>
    private sealed class ContentRun(ContentReader reader, long length)
    {
        private long _left = length;

        public void Read(Span<byte> target)
        {
            int count = (int)Math.Min(target.Length, _left);
            reader.Read(target[..count]);
            target[count..].Clear();
            _left -= count;
        }
    }
}
