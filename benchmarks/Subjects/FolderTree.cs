using Partition.Images.Files;

namespace Partition.Benchmarks.Subjects;

/// <summary>A folder of this machine as a plan of an image, with the permissions and times that it has.</summary>
internal static class FolderTree
{
    /// <summary>Reads the folder; contents are opened only when they are copied.</summary>
    public static FileTree Read(string folder)
    {
        var tree = new FileTree();
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            string path = entry.FullName[folder.Length..].Replace('\\', '/');
            var attributes = new EntryAttributes
            {
                Mode = OperatingSystem.IsWindows() ? null : (int)entry.UnixFileMode,
                ModificationTime = new DateTimeOffset(entry.LastWriteTimeUtc).ToUnixTimeSeconds(),
            };
            _ = entry is FileInfo file
                ? tree.AddFile(path, new DiskContent(file.FullName, file.Length), attributes)
                : tree.AddDirectory(path, attributes);
        }

        return tree;
    }

    private sealed class DiskContent(string path, long length) : IFileContent
    {
        public long Length => length;

        // The writers read in large pieces of their own.
        public Stream OpenRead() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    }
}
