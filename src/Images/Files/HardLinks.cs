using Partition.Images.Diagnostics;

namespace Partition.Images.Files;

/// <summary>Which file each hard link of a plan means in the end. Each link is followed once, however long the chains are.</summary>
internal sealed class HardLinks(FileTree tree, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, (FileEntry? File, string Fault)> _ends = new(StringComparer.Ordinal);

    /// <summary>The file that a link names, through other links where there are some, and any other entry itself; <see langword="null"/>,
    /// and HV4009, when a link names no file.</summary>
    public FileEntry? Resolve(FileEntry entry)
    {
        if (entry.Kind != FileEntryKind.HardLink)
        {
            return entry;
        }

        (FileEntry? file, string fault) = FindEnd(entry);
        if (file is null)
        {
            diagnostics.Add(FileTreeDiagnostics.LinkTargetMissing(entry.Path, entry.LinkTarget, fault));
        }

        return file;
    }

    // Every link on the way has the same end, a circle included.
    private (FileEntry? File, string Fault) FindEnd(FileEntry link)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        (FileEntry? File, string Fault)? end = null;
        for (FileEntry entry = link; end is null;)
        {
            if (_ends.TryGetValue(entry.Path, out (FileEntry? File, string Fault) known))
            {
                end = known;
            }
            else if (!passed.Add(entry.Path))
            {
                end = (null, "leads back to itself");
            }
            else if (tree.Find(entry.LinkTarget) is { Kind: FileEntryKind.HardLink } next)
            {
                entry = next;
            }
            else
            {
                end = EndAt(tree.Find(entry.LinkTarget));
            }
        }

        foreach (string path in passed)
        {
            _ends[path] = end.Value;
        }

        return end.Value;
    }

    private static (FileEntry? File, string Fault) EndAt(FileEntry? target) => target switch
    {
        null => (null, "is not in the image"),
        { Kind: FileEntryKind.Directory } => (null, "is a directory"),
        _ => (target, ""),
    };
}
