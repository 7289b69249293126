namespace Partition.EndToEnd.Tests;

/// <summary>The folder feed that eng/pack.sh --full fills.</summary>
internal static class PackageFeed
{
    /// <summary>The folder.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "artifacts", "packages");

    /// <summary>The package of the templates.</summary>
    public static string Templates => Directory.EnumerateFiles(Path, "Partition.Templates.*.nupkg").Max(StringComparer.Ordinal)!;

    /// <summary>A configuration that takes packages from there alone, into a cache beside itself.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">There are no packages.</exception>
    public static string Configuration()
    {
        Assert.True(
            Directory.Exists(Path) && Directory.EnumerateFiles(Path, "Partition.Sdk.*.nupkg").Any(),
            "There are no packages to test. Run eng/pack.sh --full first, or run the tests with eng/test.sh.");
        return $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="partition" value="{Path}" /></packageSources>
            </configuration>
            """;
    }
}
