namespace Partition.Hypervisors.Tests;

/// <summary>The repository that the tests were built in, found from the test's own folder upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(string path) => System.IO.File.ReadAllText(Path.Combine(Root, path));

    public static string Folder(string path) => Path.Combine(Root, path);

    private static string FindRoot(DirectoryInfo? folder)
    {
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Partition.Sdk.sln is in no folder above the tests.");
    }
}
