namespace Partition.Building.FileSystems;

/// <summary>The files of folders that go into a file system as a whole.</summary>
internal static class FolderFiles
{
    // Links are not followed: those of a root file system lead out of it, to the root of this machine or in a circle.
    private static readonly EnumerationOptions s_everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>The files below a folder; none when it is no folder.</summary>
    /// <param name="folder">The folder, rooted.</param>
    public static IEnumerable<FileInfo> Below(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", s_everything) : [];
}
