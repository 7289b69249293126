using System.Buffers.Binary;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

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
    private Action _checkpoint = static () => { };

    public Ext2ImageWriter(Ext2Plan plan, SparseOutput output, DiagnosticBag diagnostics)
    {
        _plan = plan;
        _geometry = plan.Geometry;
        _metadata = new(plan);
        _output = output;
        _diagnostics = diagnostics;
        _tree = new(_geometry.BlockSize);
    }

    /// <summary>Writes the image.</summary>
    /// <param name="checkpoint">Called between writes; what it throws ends the writing.</param>
    public void Write(Action checkpoint)
    {
        _checkpoint = checkpoint;
        foreach (Ext2Node node in _plan.Nodes)
        {
            Write(node);
        }

        Flush();
        while (_nextGroup < _geometry.GroupCount)
        {
            BeginGroup();
        }

        FillFree(_geometry.BlockCount * _geometry.BlockSize);
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
        var run = new ContentRun(reader, node, _geometry.BlockSize);
        CopyData(run, InodeLayout.DirectBlocks);
        for (int level = 1; run.Next < node.ContentBlocks; level++)
        {
            CopyTree(run, level);
        }

        reader.Finish();
    }

    private FileEntry WithContent(Ext2Node node)
    {
        byte[] bytes = node.IsDirectory ? DirectoryBlocks.Make(node, _geometry.BlockSize) : node.LinkTarget;
        return new(node.Entry.Path, FileEntryKind.RegularFile, EntryAttributes.Default) { Content = new MemoryContent(bytes) };
    }

    private void CopyTree(ContentRun run, int level)
    {
        WritePointers(run.Node, run.Next, level);
        if (level == 1)
        {
            CopyData(run, _tree.Pointers);
            return;
        }

        for (long child = 0; child < _tree.Pointers && run.Next < run.Node.ContentBlocks; child++)
        {
            CopyTree(run, level - 1);
        }
    }

    // What is below the first pointer comes next, then what is below the second, and so on; holes have no block and the pointer 0.
    private void WritePointers(Ext2Node node, long from, int level)
    {
        Span<byte> block = NextBlocks(1);
        block.Clear();
        long next = _nextBlock;
        long step = _tree.Capacity(level - 1);
        for (int i = 0; i < _tree.Pointers && from < node.ContentBlocks; i++)
        {
            long to = Math.Min(node.ContentBlocks, from + step);
            long below = node.Data.CountIn(from, to) + (level == 1 ? 0 : _tree.IndirectBlocksBelow(level - 1, to - from));
            if (below > 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], _geometry.BlockAt(next));
            }

            next += below;
            from = to;
        }
    }

    /// <summary>Copies the next blocks of a content, so many with holes.</summary>
    private void CopyData(ContentRun run, long blocks)
    {
        long to = Math.Min(run.Node.ContentBlocks, run.Next + blocks);
        while (run.Next < to)
        {
            (long end, bool isData) = run.Node.Data.RunFrom(run.Next, to);
            if (!isData)
            {
                run.SkipTo(end);
            }

            while (run.Next < end)
            {
                run.Read(NextBlocks(end - run.Next));
            }
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
        _checkpoint();
    }

    private void BeginGroup()
    {
        int group = _nextGroup++;
        if (group > 0)
        {
            FillFree(_geometry.StartOf(group) * _geometry.BlockSize);
        }

        _output.Skip(_geometry.StartOf(group) * _geometry.BlockSize - _output.Position);
        _metadata.Write(group, _output);
        _leftInGroup = _geometry.DataBlocksIn(group);
    }

    private void FillFree(long end)
    {
        byte[] free = _plan.Options.FillByte == 0 ? [] : new byte[_geometry.BlockSize];
        free.AsSpan().Fill(_plan.Options.FillByte);
        while (free.Length > 0 && _output.Position < end)
        {
            _output.Write(free);
        }
    }

    /// <summary>Reads on in a content, in whole blocks; past its end come zeros, up to the end of its last block.</summary>
    private sealed class ContentRun(ContentReader reader, Ext2Node node, int blockSize)
    {
        private long _left = node.Size;

        public Ext2Node Node => node;

        /// <summary>The block that comes next.</summary>
        public long Next { get; private set; }

        public void Read(Span<byte> target)
        {
            int count = (int)Math.Min(target.Length, _left);
            reader.Read(target[..count]);
            target[count..].Clear();
            _left -= count;
            Next += target.Length / blockSize;
        }

        public void SkipTo(long block)
        {
            long count = Math.Min((block - Next) * blockSize, _left);
            reader.Skip(count);
            _left -= count;
            Next = block;
        }
    }
}
