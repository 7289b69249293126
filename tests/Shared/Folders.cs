namespace Partition.Tests;

/// <summary>Whole folders of files.</summary>
internal static class Folders
{
    /// <summary>The files below a folder by their paths in it, with slashes and in order; none when there is no folder.</summary>
    public static string[] FilesOf(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies the files below a folder, but those below the children that are left out.</summary>
    public static void Copy(string from, string to, params string[] without)
    {
        foreach (string file in FilesOf(from).Where(file => !without.Contains(file.Split('/')[0])))
        {
            string copy = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, file), copy);
        }
    }
}
