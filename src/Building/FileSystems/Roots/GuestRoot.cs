using System.Diagnostics.CodeAnalysis;
using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>A root file system as Linux unpacks it: what is in it, by path.</summary>
internal sealed class GuestRoot
{
    private const int MaxLinks = 40; // Linux, include/linux/namei.h: MAXSYMLINKS.
    private const long PageSize = 4096;

    private readonly SortedDictionary<string, RootNode> _nodes = new(StringComparer.Ordinal)
    {
        [""] = new RootNode(FileEntryKind.Directory, UnixMode.Program),
    };

    /// <summary>Whether everything of it could be read, so that what is not here is not there.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>All entries with their absolute paths, in an order that depends on names alone.</summary>
    public IEnumerable<KeyValuePair<string, RootNode>> Nodes => _nodes;

    /// <summary>How many bytes of RAM the contents of its files take.</summary>
    public long UnpackedLength => _nodes.Values.Select(static node => node.Content).OfType<RootContent>().Distinct()
        .Sum(static content => (content.Length + PageSize - 1) / PageSize * PageSize);

    /// <summary>Adds an entry, in the place of an earlier one of the same path.</summary>
    /// <param name="name">The path as an archive has it: <c>bin/sh</c>, <c>./bin/sh</c> or <c>/bin/sh</c>.</param>
    /// <param name="node">The entry.</param>
    public void Add(string name, RootNode node)
    {
        string[] parts = [.. Parts(name)];
        if (parts.Length > 0)
        {
            _nodes[$"/{string.Join('/', parts)}"] = node;
        }
    }

    /// <summary>Whether there is an entry of a path itself.</summary>
    public bool Has(string path) => _nodes.ContainsKey(path);

    /// <summary>Finds what a path leads to, through all links.</summary>
    /// <param name="path">The path; a relative one begins at the root.</param>
    /// <param name="target">The path at which the walk ended: of what was found, or of the first that is not there.</param>
    /// <param name="node">What is there.</param>
    public bool TryFind(string path, out string target, [NotNullWhen(true)] out RootNode? node)
    {
        var ahead = new Stack<string>(Parts(path).Reverse());
        int links = 0;
        target = "";
        node = _nodes[""];
        while (ahead.TryPop(out string? part))
        {
            if (part == "..")
            {
                target = ParentOf(target);
                node = _nodes.GetValueOrDefault(target);
                continue;
            }

            string next = $"{target}/{part}";
            if (node?.Kind != FileEntryKind.Directory || !_nodes.TryGetValue(next, out node))
            {
                target = next;
                node = null;
                return false;
            }

            if (node.Kind != FileEntryKind.SymbolicLink)
            {
                target = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                target = next;
                node = null;
                return false;
            }

            target = node.LinkTarget.StartsWith('/') ? "" : target;
            foreach (string step in Parts(node.LinkTarget).Reverse())
            {
                ahead.Push(step);
            }

            node = _nodes.GetValueOrDefault(target);
        }

        return node is not null;
    }

    private static string ParentOf(string path) => path.Length == 0 ? "" : path[..path.LastIndexOf('/')];

    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static part => part != ".");
}
