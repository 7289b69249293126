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

    private static bool IsForbidden(string part) => part.IndexOfAny(Forbidden) >= 0
        || (OperatingSystem.IsWindows() && (part.EndsWith('.') || part.EndsWith(' ')));
}
