using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Makes the plan of an image: numbers the inodes, counts the blocks and chooses the size.</summary>
internal sealed class Ext2Planner
{
    /// <summary>Linux's EXT2_LINK_MAX.</summary>
    private const int MaxLinks = 32000;

    private const int SmallestSlack = 64 << 10;
    private const int SlackDivisor = 16;
    private const string LostAndFound = "/lost+found";

    private readonly FileTree _files;
    private readonly Ext2Options _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly FileEntry[] _entries;
    private readonly List<Ext2Node> _nodes = [];
    private readonly Dictionary<string, Ext2Node> _byPath = new(StringComparer.Ordinal);
    private readonly BlockTree _tree;
    private readonly CancellationToken _cancellation;
    private uint _nextInode = SuperblockLayout.ReservedInodes + 1;

    public Ext2Planner(FileTree files, Ext2Options options, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _files = files;
        _entries = CollectEntries(files, options);
        _options = Ext2Choices.Make(_entries, options);
        _diagnostics = diagnostics;
        _tree = new(_options.BlockSize);
    }

    public Ext2Plan? Make()
    {
        Ext2Checks.CheckOptions(_options, _diagnostics);
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        MakeNodes();
        MakeRecords();
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        long used = CountBlocks();
        Ext2Checks.CheckNodes(_nodes, _entries, _options, MaxLinks, _diagnostics);
        Ext2Geometry? geometry = _diagnostics.HasErrors ? null : ChooseGeometry(used, _nextInode - 1);
        return geometry is null ? null : new Ext2Plan
        {
            Options = _options,
            Nodes = _nodes,
            Geometry = geometry,
            UsedBlocks = used,
            LastInode = _nextInode - 1,
            Length = (_options.Size / _options.BlockSize ?? geometry.BlockCount) * _options.BlockSize,
            Uuid = _options.Uuid ?? Ext2Identity.Derive(_nodes, _options, geometry.BlockCount),
        };
    }

    private static FileEntry[] CollectEntries(FileTree files, Ext2Options options)
    {
        IEnumerable<FileEntry> entries = files.Entries;
        if (options.LostAndFound && files.Find(LostAndFound) is null)
        {
            // First after the root, so that it gets inode 11, where repair tools look for it.
            var lostAndFound = new FileEntry(
                LostAndFound,
                FileEntryKind.Directory,
                new EntryAttributes { Mode = UnixMode.PrivateDirectory });
            entries = entries.Take(1).Append(lostAndFound).Concat(entries.Skip(1));
        }

        return [.. entries];
    }

    private void MakeNodes()
    {
        foreach (FileEntry entry in _entries.Where(static entry => entry.Kind != FileEntryKind.HardLink))
        {
            bool isRoot = entry.Path == "/";
            uint inode = isRoot ? SuperblockLayout.RootInode : _nextInode++;
            byte[] target = entry.Kind == FileEntryKind.SymbolicLink ? Encoding.UTF8.GetBytes(entry.LinkTarget) : [];
            var node = new Ext2Node(entry, inode)
            {
                Parent = isRoot ? inode : _byPath[FileEntry.ParentOf(entry.Path)].Inode,
                Time = Ext2Checks.ClampTime(entry, _options, _diagnostics),
                LinkTarget = target,
                LinkCount = entry.Kind == FileEntryKind.Directory ? 2 : 0,
            };
            _nodes.Add(node);
            _byPath.Add(entry.Path, node);
        }
    }

    private void MakeRecords()
    {
        var links = new HardLinks(_files, _diagnostics);
        foreach (FileEntry entry in _entries.Where(static entry => entry.Path != "/"))
        {
            FileEntry? file = links.Resolve(entry);
            if (file is null)
            {
                continue;
            }

            Ext2Node node = _byPath[file.Path];
            Ext2Node parent = _byPath[FileEntry.ParentOf(entry.Path)];
            int nameStart = entry.PathBytes.Length - entry.NameBytes.Length;
            parent.Records.Add(new(entry.PathBytes.AsMemory(nameStart), node.Inode, file.Kind));
            (node.IsDirectory ? parent : node).LinkCount++;
        }
    }

    private long CountBlocks()
    {
        long next = 0;
        foreach (Ext2Node node in _nodes)
        {
            Measure(node);
            node.TotalBlocks = node.Data.Count + _tree.IndirectBlocks(node.ContentBlocks);
            node.FirstBlock = next;
            next += node.TotalBlocks;
        }

        return next;
    }

    private void Measure(Ext2Node node)
    {
        switch (node.Entry.Kind)
        {
            case FileEntryKind.RegularFile:
                node.Size = node.Entry.Length;
                node.ContentBlocks = node.Size / _options.BlockSize + (node.Size % _options.BlockSize == 0 ? 0 : 1);
                break;
            case FileEntryKind.Directory:
                int least = _options.LostAndFound && node.Entry.Path == LostAndFound
                    ? DirectoryBlocks.LostAndFoundBlocks(_options.BlockSize)
                    : 1;
                node.ContentBlocks = Math.Max(least, DirectoryBlocks.Count(node, _options.BlockSize));
                node.Size = node.ContentBlocks * _options.BlockSize;
                break;
            case FileEntryKind.SymbolicLink:
                node.Size = node.LinkTarget.Length;
                node.ContentBlocks = node.Size > InodeLayout.MaxFastLink ? 1 : 0;
                break;
        }

        node.Data = _options.Holes && node.Entry.Kind == FileEntryKind.RegularFile
            ? HoleFinder.Find(node.Entry, _options.BlockSize, _diagnostics, _cancellation)
            : DataBlocks.All(node.ContentBlocks);
    }

    private Ext2Geometry? ChooseGeometry(long usedBlocks, long usedInodes)
    {
        long inodes = Math.Max(_options.InodeCount ?? usedInodes + usedInodes / SlackDivisor + 16, usedInodes);
        if (_options.Size is { } size)
        {
            return FitInto(size, usedBlocks, inodes, usedInodes);
        }

        long content = usedBlocks * _options.BlockSize;
        long free = Math.Max(0, _options.FreeBytes ?? Math.Max(SmallestSlack, content / SlackDivisor));
        long wanted = usedBlocks + Math.Min(Ext2Geometry.DivideUp(free, _options.BlockSize), uint.MaxValue);
        Ext2Geometry? geometry = Ext2Geometry.Fit(_options, wanted, inodes);
        if (geometry is null)
        {
            _diagnostics.Add(Ext2Diagnostics.TooLarge(wanted * _options.BlockSize, _options.BlockSize));
        }

        return geometry;
    }

    private Ext2Geometry? FitInto(long size, long usedBlocks, long inodes, long usedInodes)
    {
        long blocks = size / _options.BlockSize;
        Ext2Geometry? geometry = blocks > uint.MaxValue ? null : Ext2Geometry.TryMake(_options, blocks, inodes);

        // Spare inodes give way before the image is refused.
        if (_options.InodeCount is null && (geometry is null || geometry.DataBlocks < usedBlocks))
        {
            inodes = usedInodes;
            geometry = blocks > uint.MaxValue ? null : Ext2Geometry.TryMake(_options, blocks, inodes);
        }

        if (geometry is not null && geometry.DataBlocks >= usedBlocks)
        {
            return geometry;
        }

        Ext2Geometry? smallest = Ext2Geometry.Fit(_options, usedBlocks, inodes);
        if (smallest?.BlockCount <= blocks && blocks <= uint.MaxValue)
        {
            return smallest;
        }

        _diagnostics.Add(smallest?.BlockCount > blocks
            ? Ext2Diagnostics.TooSmall(size, smallest.BlockCount * _options.BlockSize, LargestFiles())
            : Ext2Diagnostics.TooLarge(Math.Max(size, usedBlocks * _options.BlockSize), _options.BlockSize));
        return null;
    }

    private IEnumerable<FileEntry> LargestFiles() => _nodes
        .Select(static node => node.Entry)
        .Where(static entry => entry.Kind == FileEntryKind.RegularFile)
        .OrderByDescending(static entry => entry.Length)
        .Take(3);
}
