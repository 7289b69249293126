namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The device trees of Linux, where <c>eng/fetch-kernel-trees.sh</c> put them.</summary>
internal static class KernelTrees
{
    private const int FairShare = 6; // One in six: more than 400 trees of every architecture.

    public static string Folder { get; } = FindFolder();

    public static string Prefixes => Path.Combine(Folder, "scripts", "dtc", "include-prefixes");

    public static bool AreThere => Directory.Exists(Prefixes);

    /// <summary>Every source, or a fair share of them: all with PARTITION_KERNEL_TREES=all.</summary>
    public static IEnumerable<string> Sources()
    {
        string[] sources = [.. Directory
            .EnumerateFiles(Path.Combine(Folder, "arch"), "*.dts", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
        return Environment.GetEnvironmentVariable("PARTITION_KERNEL_TREES") == "all" ? sources : sources.Where(static (_, i) => i % FairShare == 0);
    }

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "artifacts", "kernel-trees");
    }
}
