namespace Partition.Building.Files;

/// <summary>Follows the links of this machine's file systems. What .NET says of a link's length, date and mode is the link's own.</summary>
internal static class HostLink
{
    /// <summary>The file that a path leads to; the one of the path itself when it is no link, or leads nowhere.</summary>
    /// <exception cref="IOException">The links go in a circle.</exception>
    public static FileInfo Follow(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;
    }
}
