namespace Partition.Tests;

/// <summary>The repository that the tests were built in: up from the test's output folder until its solution is found.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path in the repository.</summary>
    public static string Folder(string path) => Path.Combine(Root, path);

    /// <summary>The text of a file of the repository.</summary>
    public static string File(string path) => System.IO.File.ReadAllText(Folder(path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Partition.Sdk.sln is in no folder above the tests.");
    }
}
