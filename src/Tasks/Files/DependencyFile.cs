namespace Partition.Tasks;

/// <summary>The files that an output was made of beside its source, a line each; they decide whether it must be made again.</summary>
internal static class DependencyFile
{
    public static void Write(string path, IEnumerable<string> dependencies) => AtomicFile.Write(path, string.Concat(dependencies.Select(static file => file + "\n")));

    public static string[] Read(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
