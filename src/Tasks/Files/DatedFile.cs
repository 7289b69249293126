namespace Partition.Tasks;

/// <summary>A file as it was when it was read.</summary>
/// <param name="Path">Its path, from the project's directory or rooted.</param>
/// <param name="Ticks">The date of its last change then, in ticks of .NET (100 ns since the year 1, UTC); 0 for never.</param>
internal readonly record struct DatedFile(string Path, long Ticks)
{
    /// <summary>The date of a file now.</summary>
    /// <param name="rooted">The file, rooted.</param>
    public static long TicksOf(string rooted) => File.GetLastWriteTimeUtc(rooted).Ticks;
}
