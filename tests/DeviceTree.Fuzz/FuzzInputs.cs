namespace Partition.DeviceTree.Fuzz;

/// <summary>
/// Good inputs of all kinds: the golden cases, small and odd; the trees of Linux, large and real, where they are fetched; and the sample
/// board.
/// </summary>
internal sealed class FuzzInputs
{
    /// <summary>A real tree larger than this takes a fuzzer's time and adds little.</summary>
    private const int MaxRealInputSize = 40_000;

    private readonly FuzzInput[] _golden;
    private readonly FuzzInput[] _real;

    private FuzzInputs(FuzzInput[] golden, FuzzInput[] real) => (_golden, _real) = (golden, real);

    /// <summary>Finds the inputs below the folder of the repository.</summary>
    public static FuzzInputs Find(string repository)
    {
        string golden = Path.Combine(repository, "tests", "DeviceTree.Tests", "Golden", "dtc-edge");
        string sample = Path.Combine(repository, "samples", "vexpress-a9", "board");
        string trees = Path.Combine(repository, "artifacts", "kernel-trees");
        string prefixes = Path.Combine(trees, "scripts", "dtc", "include-prefixes");
        IEnumerable<string> real = Directory.Exists(prefixes)
            ? Directory.EnumerateFiles(Path.Combine(trees, "arch"), "*.dts", SearchOption.AllDirectories)
                .Where(static path => new FileInfo(path).Length is > 0 and < MaxRealInputSize)
                .Order(StringComparer.Ordinal)
                .Where(static (_, i) => i % 13 == 0)
            : Directory.EnumerateFiles(sample, "*.dts").Order(StringComparer.Ordinal);
        return new(
            [.. Directory.EnumerateFiles(golden, "*.dt?").Order(StringComparer.Ordinal).Select(path => Read(path, []))],
            [.. real.Select(path => Read(path, [prefixes]))]);
    }

    /// <summary>Chooses an input: a golden one most often, because those are quick and reach everywhere.</summary>
    public FuzzInput Choose(Random random) =>
        random.Next(12) == 0 ? _real[random.Next(_real.Length)] : _golden[random.Next(_golden.Length)];

    private static FuzzInput Read(string path, IReadOnlyList<string> directories) => new(path, File.ReadAllBytes(path), directories);
}
