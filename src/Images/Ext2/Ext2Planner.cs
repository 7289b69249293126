using System.Text;

namespace Partition.Images;

/// <summary>Makes the plan of an image: numbers the inodes, counts the blocks and chooses the size.</summary>
internal sealed class Ext2Planner(FileTree tree, Ext2Options options, DiagnosticBag diagnostics)
{
    /// <summary>Linux's EXT2_LINK_MAX.</summary>
    private const int MaximumLinks = 32000;

    private const int SmallestSlack = 64 << 10;
    private const int SlackDivisor = 16;
    private const string LostAndFound = "/lost+found";

    private readonly List<Ext2Node> _nodes = [];
    private readonly Dictionary<string, Ext2Node> _byPath = new(StringComparer.Ordinal);
    private readonly BlockTree _tree = new(options.BlockSize);
    private uint _nextInode = SuperblockLayout.ReservedInodes + 1;

    public Ext2Plan? Make()
    {
        Ext2Checks.CheckOptions(options, diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        FileEntry[] entries = CollectEntries();
        MakeNodes(entries);
        MakeRecords(entries);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        long used = CountBlocks();
        Ext2Checks.CheckNodes(_nodes, entries, options, MaximumLinks, diagnostics);
        Ext2Geometry? geometry = diagnostics.HasErrors ? null : ChooseGeometry(used, _nextInode - 1);
        return geometry is null ? null : new Ext2Plan
        {
            Options = options,
            Nodes = _nodes,
            Geometry = geometry,
            UsedBlocks = used,
            LastInode = _nextInode - 1,
            Length = (options.Size / options.BlockSize ?? geometry.BlockCount) * options.BlockSize,
            Uuid = options.Uuid ?? Ext2Identity.Derive(_nodes, options, geometry.BlockCount),
        };
    }

    private FileEntry[] CollectEntries()
    {
        IEnumerable<FileEntry> entries = tree.Entries;
        if (options.LostAndFound && tree.Find(LostAndFound) is null)
        {
            // First after the root, so that it gets inode 11, where repair tools look for it.
            var lostAndFound = new FileEntry(LostAndFound, FileEntryKind.Directory, new EntryAttributes { Mode = 0x1C0 });
            entries = entries.Take(1).Append(lostAndFound).Concat(entries.Skip(1));
        }

        return [.. entries];
    }

    private void MakeNodes(FileEntry[] entries)
    {
        foreach (FileEntry entry in entries.Where(e => e.Kind != FileEntryKind.HardLink))
        {
            bool isRoot = entry.Path == "/";
            uint inode = isRoot ? SuperblockLayout.RootInode : _nextInode++;
            byte[] target = entry.Kind == FileEntryKind.SymbolicLink ? Encoding.UTF8.GetBytes(entry.LinkTarget) : [];
            var node = new Ext2Node(entry, inode)
            {
                Parent = isRoot ? inode : _byPath[FileEntry.ParentOf(entry.Path)].Inode,
                Time = Ext2Checks.ClampTime(entry, options, diagnostics),
                LinkTarget = target,
                LinkCount = entry.Kind == FileEntryKind.Directory ? 2 : 0,
            };
            _nodes.Add(node);
            _byPath.Add(entry.Path, node);
        }
    }

    private void MakeRecords(FileEntry[] entries)
    {
        foreach (FileEntry entry in entries.Where(e => e.Path != "/"))
        {
            FileEntry? file = HardLinks.Resolve(tree, entry, diagnostics);
            if (file is null)
            {
                continue;
            }

            Ext2Node node = _byPath[file.Path];
            Ext2Node parent = _byPath[FileEntry.ParentOf(entry.Path)];
            int nameStart = entry.PathBytes.Length - entry.NameBytes.Length;
            parent.Records.Add(new DirectoryRecord(entry.PathBytes.AsMemory(nameStart), node.Inode, file.Kind));
            (node.IsDirectory ? parent : node).LinkCount++;
        }
    }

    private long CountBlocks()
    {
        long next = 0;
        foreach (Ext2Node node in _nodes)
        {
            Measure(node);
            node.TotalBlocks = node.ContentBlocks + _tree.IndirectBlocks(node.ContentBlocks);
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
                node.ContentBlocks = node.Size / options.BlockSize + (node.Size % options.BlockSize == 0 ? 0 : 1);
                break;
            case FileEntryKind.Directory:
                int least = options.LostAndFound && node.Entry.Path == LostAndFound
                    ? DirectoryBlocks.LostAndFoundBlocks(options.BlockSize)
                    : 1;
                node.ContentBlocks = Math.Max(least, DirectoryBlocks.Count(node, options.BlockSize));
                node.Size = node.ContentBlocks * options.BlockSize;
                break;
            case FileEntryKind.SymbolicLink:
                node.Size = node.LinkTarget.Length;
                node.ContentBlocks = node.Size > InodeLayout.MaximumFastLink ? 1 : 0;
                break;
        }
    }

    private Ext2Geometry? ChooseGeometry(long usedBlocks, long usedInodes)
    {
        long inodes = Math.Max(options.InodeCount ?? usedInodes + usedInodes / SlackDivisor + 16, usedInodes);
        if (options.Size is { } size)
        {
            return FitInto(size, usedBlocks, inodes, usedInodes);
        }

        long content = usedBlocks * options.BlockSize;
        long free = Math.Max(0, options.FreeBytes ?? Math.Max(SmallestSlack, content / SlackDivisor));
        long wanted = usedBlocks + Math.Min(Ext2Geometry.DivideUp(free, options.BlockSize), uint.MaxValue);
        Ext2Geometry? geometry = Ext2Geometry.Fit(options.BlockSize, wanted, inodes);
        if (geometry is null)
        {
            diagnostics.Add(Ext2Diagnostics.TooLarge(wanted * options.BlockSize, options.BlockSize));
        }

        return geometry;
    }

    private Ext2Geometry? FitInto(long size, long usedBlocks, long inodes, long usedInodes)
    {
        long blocks = size / options.BlockSize;
        Ext2Geometry? geometry = blocks > uint.MaxValue ? null : Ext2Geometry.TryMake(options.BlockSize, blocks, inodes);

        // Spare inodes give way before the image is refused.
        if (options.InodeCount is null && (geometry is null || geometry.DataBlocks < usedBlocks))
        {
            inodes = usedInodes;
            geometry = blocks > uint.MaxValue ? null : Ext2Geometry.TryMake(options.BlockSize, blocks, inodes);
        }

        if (geometry is not null && geometry.DataBlocks >= usedBlocks)
        {
            return geometry;
        }

        Ext2Geometry? smallest = Ext2Geometry.Fit(options.BlockSize, usedBlocks, inodes);
        if (smallest?.BlockCount <= blocks && blocks <= uint.MaxValue)
        {
            return smallest;
        }

        diagnostics.Add(smallest?.BlockCount > blocks
            ? Ext2Diagnostics.TooSmall(size, smallest.BlockCount * options.BlockSize, LargestFiles())
            : Ext2Diagnostics.TooLarge(Math.Max(size, usedBlocks * options.BlockSize), options.BlockSize));
        return null;
    }

    private IEnumerable<FileEntry> LargestFiles() => _nodes
        .Select(n => n.Entry)
        .Where(e => e.Kind == FileEntryKind.RegularFile)
        .OrderByDescending(e => e.Length)
        .Take(3);
}
