namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>The packages of this project that <c>eng/pack.sh --full</c> made.</summary>
internal static class PackageFeed
{
    private const string Prefix = "Partition.Sdk.";

    private static readonly string s_folder = Path.Combine(Workshop.Repository, "artifacts", "packages");

    /// <summary>The SDK's newest version there, or <see langword="null"/> when nothing was packed.</summary>
    public static string? Version => !Directory.Exists(s_folder) ? null : Directory.EnumerateFiles(s_folder, $"{Prefix}*.nupkg")
        .Order(StringComparer.Ordinal)
        .Select(static file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..])
        .LastOrDefault();

    /// <summary>Makes the folders below one take the packages from there, beside the sources that the machine has anyway.</summary>
    public static void Configure(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Workshop.Repository, "artifacts", "nuget")}" /></config>
              <packageSources><add key="partition" value="{s_folder}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "global.json"), $$"""{ "msbuild-sdks": { "Partition.Sdk": "{{Version}}" } }""");
    }
}
