namespace Partition.Tool.Files;

/// <summary>Judges paths of an image before they become paths of this machine.</summary>
internal static class HostPath
{
    private static readonly char[] Forbidden = [.. Path.GetInvalidFileNameChars().Where(static character => character != '/')];

    /// <summary>Says why a path cannot be one below a directory of this machine.</summary>
    /// <param name="path">An absolute path of an image.</param>
    /// <returns>The reason as the end of a sentence, or <see langword="null"/> when it can.</returns>
    public static string? FaultOf(string path)
    {
        if (path == "/")
        {
            return null;
        }

        string[] parts = path.Split('/');
        return parts[0].Length > 0 || parts.Skip(1).Any(static part => part is "" or "." or "..") ? "it would leave the directory"
            : path.Contains('\uFFFD', StringComparison.Ordinal) ? "its name is no UTF-8"
            : parts.Skip(1).Any(IsForbidden) ? "this machine has no such names"
            : null;
    }

    /// <summary>Whether a relative link climbs above the root, here and not only in the image, where the root is its own parent.</summary>
    /// <param name="path">The absolute path of the link.</param>
    /// <param name="target">What it holds.</param>
    public static bool Climbs(string path, string target)
    {
        if (target.StartsWith('/'))
        {
            return false;
        }

        int depth = path.Count(static character => character == '/') - 1;
        foreach (string part in target.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForbidden(string part) => part.IndexOfAny(Forbidden) >= 0
        || (OperatingSystem.IsWindows() && (part.EndsWith('.') || part.EndsWith(' ')));
}
