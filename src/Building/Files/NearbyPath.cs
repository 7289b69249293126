using Partition.Diagnostics;

namespace Partition.Building.Files;

/// <summary>Finds what was probably meant by a path that does not exist.</summary>
internal static class NearbyPath
{
    /// <summary>No folder that a project names files of has more entries; a larger one is not searched.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>Finds a path that differs in upper and lower case only, in any of its names, or else slightly in its last name.</summary>
    /// <param name="path">The path, with '/' between names; on Windows also with '\'.</param>
    /// <param name="root">Makes a path absolute.</param>
    /// <returns>The path as it would have to be written, or <see langword="null"/> when none is near.</returns>
    public static string? Find(string path, Func<string, string> root)
    {
        try
        {
            return path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? null : Walk(path, root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // A folder that cannot be read has no suggestions.
        }
    }

    private static string? Walk(string path, Func<string, string> root)
    {
        char[] separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];
        string found = "";
        for (int start = 0; start < path.Length;)
        {
            int end = path.IndexOfAny(separators, start);
            bool isLast = end < 0 || path.AsSpan(end).Trim(separators).IsEmpty;
            string name = path[start..(end < 0 ? path.Length : end)];
            if (FindName(found, name, isLast, root) is not { } actual)
            {
                return null;
            }

            found += actual + (end < 0 ? "" : path[end]);
            start = end < 0 ? path.Length : end + 1;
        }

        return found == path ? null : found;
    }

    private static string? FindName(string directory, string name, bool isLast, Func<string, string> root)
    {
        if (name is "" or "." or ".." || Path.Exists(root(directory + name)))
        {
            return name;
        }

        string folder = directory.Length == 0 ? root(".") : root(directory);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        string[] names = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Take(MaxEntries).Select(static entry => entry.Name)];
        Array.Sort(names, StringComparer.Ordinal);
        return Array.Find(names, other => other.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (isLast ? NearestName.Find(name, names) : null);
    }
}
