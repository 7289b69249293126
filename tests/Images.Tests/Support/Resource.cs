namespace Partition.Images.Tests.Support;

/// <summary>Files that travel inside the test assembly.</summary>
internal static class Resource
{
    public static IReadOnlyList<string> Names => typeof(Resource).Assembly.GetManifestResourceNames();

    public static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    public static byte[] ReadBytes(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
