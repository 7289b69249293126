using Partition.Building.Diagnostics;
using Partition.Diagnostics;

namespace Partition.Building.Files;

/// <summary>Describes why a path of a project names no file or no folder: one description for all properties and items.</summary>
internal static class MissingFile
{
    /// <summary>Describes a path that is not that of a file.</summary>
    /// <param name="at">Where the project gives the path.</param>
    /// <param name="what">What it is the path of, such as <c>HostDeviceTree</c>.</param>
    /// <param name="path">The path as it is written.</param>
    /// <param name="root">Makes a path absolute.</param>
    /// <param name="folderItem">The item type that takes a folder in the same place; empty when there is none.</param>
    public static Diagnostic Describe(
        SourceSpan at, string what, string path, Func<string, string> root, string folderItem = "") =>
        Directory.Exists(root(path))
            ? HostDiagnostics.FolderForFile(at, what, path, folderItem)
            : HostDiagnostics.FileNotFound(at, what, path, NearbyPath.Find(path, root));

    /// <summary>What is wrong with a path that is not that of a file, as the end of a sentence that begins with it.</summary>
    public static string FaultOf(string path, Func<string, string> root) => Directory.Exists(root(path)) ? "is a folder" : "does not exist";

    /// <summary>Describes a path that is not that of a folder.</summary>
    /// <param name="at">Where the project gives the path.</param>
    /// <param name="what">What it is the path of, such as <c>RootDirectory</c>.</param>
    /// <param name="path">The path as it is written.</param>
    /// <param name="root">Makes a path absolute.</param>
    /// <param name="fileItem">The item type that takes a file in the same place; empty when there is none.</param>
    public static Diagnostic DescribeFolder(
        SourceSpan at, string what, string path, Func<string, string> root, string fileItem = "") =>
        File.Exists(root(path))
            ? HostDiagnostics.FileForFolder(at, what, path, fileItem)
            : HostDiagnostics.FileNotFound(at, what, path, NearbyPath.Find(path, root));
}
