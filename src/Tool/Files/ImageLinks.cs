using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Tool.Files;

/// <summary>Follows the links of an image as this machine will after they are extracted, before any is made.</summary>
/// <remarks>An absolute link is meant for the image's root; what comes after it in a path is followed from there.</remarks>
internal sealed class ImageLinks
{
    /// <summary>As many links as Linux follows for one path (MAXSYMLINKS).</summary>
    private const int MaxLinks = 40;

    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <summary>Knows the links of an image.</summary>
    public ImageLinks(IEnumerable<Ext2Entry> entries)
    {
        foreach (Ext2Entry entry in entries.Where(static entry => entry.Kind == FileEntryKind.SymbolicLink))
        {
            _targets.TryAdd(entry.Path, entry.LinkTarget);
        }
    }

    /// <summary>Whether a link leads above the image's root, alone or through other links. One that goes in a circle does not.</summary>
    /// <param name="path">The absolute path of the link.</param>
    public bool Climbs(string path)
    {
        var directory = new Stack<string>(path[1..].Split('/')[..^1]);
        var pending = new Stack<string>();
        Push(_targets[path]);
        for (int links = 0; pending.TryPop(out string? part);)
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when directory.Count == 0:
                    return true;
                case "..":
                    directory.Pop();
                    break;
                default:
                    directory.Push(part);
                    if (_targets.TryGetValue("/" + string.Join('/', directory.Reverse()), out string? target))
                    {
                        if (++links > MaxLinks)
                        {
                            return false;
                        }

                        directory.Pop();
                        Push(target);
                    }

                    break;
            }
        }

        return false;

        void Push(string target)
        {
            if (target.StartsWith('/'))
            {
                directory.Clear();
            }

            foreach (string part in target.Split('/').Reverse())
            {
                pending.Push(part);
            }
        }
    }
}
