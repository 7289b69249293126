using Partition.Building.Files;

namespace Partition.Building.Stages;

/// <summary>A file as it was when it was read.</summary>
/// <param name="Path">Its path, relative to the project's directory or absolute.</param>
/// <param name="Date">What <see cref="DateOf"/> gave then.</param>
internal readonly record struct DatedFile(string Path, long Date)
{
    /// <summary>
    /// A version number of the file: it differs after the file was modified or replaced, even by an older file. It is the date of its last
    /// change, in ticks of .NET. That of a link combines its own date and its target's, since either may change: the link is turned to
    /// another kernel, or the kernel is built again.
    /// </summary>
    /// <param name="rooted">The file, as an absolute path.</param>
    /// <returns>The number; 0 for a file that does not exist.</returns>
    public static long DateOf(string rooted)
    {
        if (!File.Exists(rooted))
        {
            return 0; // Also for a link that leads nowhere.
        }

        var file = new FileInfo(rooted);
        long date = file.LastWriteTimeUtc.Ticks;
        long target = file.LinkTarget is null ? date : HostLink.Follow(rooted).LastWriteTimeUtc.Ticks;
        return target == date ? date : unchecked((date * 31) + target) & long.MaxValue;
    }
}
