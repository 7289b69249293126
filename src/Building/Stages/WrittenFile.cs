namespace Partition.Building.Stages;

/// <summary>A file as a stage left it.</summary>
/// <param name="Path">Its path, relative to the project's directory or absolute.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Date">What <see cref="DatedFile.DateOf"/> gave then.</param>
internal readonly record struct WrittenFile(string Path, long Length, long Date)
{
    /// <summary>A file as it is now.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="root">Makes the path absolute.</param>
    public static WrittenFile Of(string path, Func<string, string> root) =>
        new(path, new FileInfo(root(path)).Length, DatedFile.DateOf(root(path)));

    /// <summary>Whether the file is still the one that was left: editing, restoring or truncating it changes its date.</summary>
    /// <param name="root">Makes the path absolute.</param>
    public bool IsUnchanged(Func<string, string> root) =>
        new FileInfo(root(Path)) is { Exists: true } now && now.Length == Length && DatedFile.DateOf(root(Path)) == Date;
}
