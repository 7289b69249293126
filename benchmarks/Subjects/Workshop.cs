namespace Partition.Benchmarks.Subjects;

/// <summary>The folder that all inputs and answers are in; gone at the end.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("partition-benchmarks-").FullName;

    /// <summary>A file of the sample board.</summary>
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Sample", name);

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
