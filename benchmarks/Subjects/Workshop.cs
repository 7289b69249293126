namespace Partition.Benchmarks.Subjects;

/// <summary>The folder that all inputs and answers are in; gone at the end.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("partition-benchmarks-").FullName;

    /// <summary>The folder of the solution, above the program; the program's own where it was copied elsewhere.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A file of the sample board.</summary>
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Sample", name);

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
