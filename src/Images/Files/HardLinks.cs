using Partition.Images.Diagnostics;

namespace Partition.Images.Files;

/// <summary>Which file each hard link of a plan means in the end.</summary>
internal static class HardLinks
{
    /// <summary>The file that a link names, through other links where there are some, and any other entry itself; <see langword="null"/>,
    /// and HV4009, when a link names no file.</summary>
    public static FileEntry? Resolve(FileTree tree, FileEntry link, DiagnosticBag diagnostics)
    {
        FileEntry? entry = link;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (entry is { Kind: FileEntryKind.HardLink })
        {
            if (!seen.Add(entry.Path))
            {
                diagnostics.Add(FileTreeDiagnostics.LinkTargetMissing(link.Path, link.LinkTarget, "leads back to itself"));
                return null;
            }

            entry = tree.Find(entry.LinkTarget);
        }

        if (entry is null || (entry.Kind == FileEntryKind.Directory && entry != link))
        {
            string why = entry is null ? "is not in the image" : "is a directory";
            diagnostics.Add(FileTreeDiagnostics.LinkTargetMissing(link.Path, link.LinkTarget, why));
            return null;
        }

        return entry;
    }
}
