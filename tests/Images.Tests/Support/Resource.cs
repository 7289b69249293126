namespace Partition.Images.Tests;

/// <summary>Files that travel inside the test assembly.</summary>
internal static class Resource
{
    public static IReadOnlyList<string> Names => typeof(Resource).Assembly.GetManifestResourceNames();

    public static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
