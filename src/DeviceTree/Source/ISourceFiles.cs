namespace Partition.DeviceTree.Source;

/// <summary>
/// Where the compiler gets files from. It opens none by itself, so that a caller can serve them from memory or forbid them.
/// </summary>
public interface ISourceFiles
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">A path as the source or an include directory spells it, joined with <c>/</c>; relative paths are the
    /// implementer's to root.</param>
    /// <returns>The file's bytes, or <see langword="null"/> when there is no such file.</returns>
    byte[]? TryRead(string path);

    /// <summary>When a file was last written, for the macro <c>__TIMESTAMP__</c>, which shows it in the given time zone.</summary>
    /// <param name="path">A path as <see cref="TryRead"/> takes it.</param>
    /// <returns>The date, or <see langword="null"/> when it is unknown.</returns>
    DateTimeOffset? DateOf(string path) => null;
}
