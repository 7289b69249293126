using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>A file as it was when it was read.</summary>
/// <param name="Path">Its path, from the project's directory or rooted.</param>
/// <param name="Date">What <see cref="DateOf"/> gave then.</param>
internal readonly record struct DatedFile(string Path, long Date)
{
    /// <summary>A number that is another one when the file was changed or replaced, be it by an older one: the date of its last change, in ticks of .NET. That of a
    /// link is made of its own date and its target's, since either may change: the link is turned to another kernel, or the kernel is built again.</summary>
    /// <param name="rooted">The file, rooted.</param>
    /// <returns>The number; 0 for a file that is not there.</returns>
    public static long DateOf(string rooted)
    {
        if (!File.Exists(rooted))
        {
            return 0;
        }

        long date = File.GetLastWriteTimeUtc(rooted).Ticks;
        long target = HostLink.Follow(rooted).LastWriteTimeUtc.Ticks;
        return target == date ? date : unchecked((date * 31) + target) & long.MaxValue;
    }
}
