using System.Globalization;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;

namespace Partition.Benchmarks.Subjects;

/// <summary>
/// Every device tree of Linux, from its raw source: this project in one process of its own, start included, beside a pair of native
/// processes for each tree. CPU time counts, of all processes together.
/// </summary>
internal static class CorpusSubject
{
    private const string Missing = "eng/fetch-kernel-trees.sh";

    // The outputs are numbered like the lines of the list. Bash adds up the time of all that it waits for.
    private const string Script = """
        TIMEFORMAT='%U %S'
        time { n=0
        while IFS= read -r source; do
          gcc -E -nostdinc -I "$2" -undef -D__DTS__ -x assembler-with-cpp "$source" \
            | dtc -q -I dts -O dtb -b 0 -i "${source%/*}/" -i "$2" -o "$3/$n.dtb" - 2>/dev/null
          n=$((n + 1))
        done < "$1"; }
        """;

    /// <summary>Measures the corpus.</summary>
    /// <param name="workshop">Where files are made.</param>
    /// <param name="share">One tree in so many.</param>
    public static IReadOnlyList<Row> Measure(Workshop workshop, int share)
    {
        string trees = Path.Combine(Workshop.Repository, "artifacts", "kernel-trees");
        string prefixes = Path.Combine(trees, "scripts", "dtc", "include-prefixes");
        if (!Directory.Exists(prefixes))
        {
            return
            [
                new(
                    "trees of Linux",
                    "partition",
                    TimeSpan.Zero,
                    "gcc -E | dtc",
                    null,
                    0,
                    Verdict.NotCompared with { Text = $"{Missing} fetches them" }),
            ];
        }

        string[] sources = [.. Directory
            .EnumerateFiles(Path.Combine(trees, "arch"), "*.dts", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where((_, i) => i % share == 0)];
        string list = workshop.PathOf("corpus.list");
        File.WriteAllLines(list, sources);
        string ours = Directory.CreateDirectory(workshop.PathOf("corpus-ours")).FullName;
        CorpusFigures figures = CorpusWorker.Start(list, prefixes, ours);
        TimeSpan? native = NativeTool.FirstMissing("bash", "gcc", "dtc") is null ? RunNative(list, prefixes, workshop) : null;
        return
        [
            new(
                string.Create(CultureInfo.InvariantCulture, $"{sources.Length} trees of Linux, CPU time"),
                "one process",
                figures.Cpu,
                "gcc -E | dtc",
                native,
                figures.BytesWritten,
                native is null
                    ? Verdict.NotCompared with { Text = $"'{NativeTool.FirstMissing("bash", "gcc", "dtc")}' is absent" }
                    : Compare(sources, ours, workshop, figures)),
        ];
    }

    private static TimeSpan RunNative(string list, string prefixes, Workshop workshop)
    {
        string native = Directory.CreateDirectory(workshop.PathOf("corpus-native")).FullName;
        string said = NativeTool.Run("bash", "-c", Script, "bash", list, prefixes, native);
        // The figures come last; what a tree that does not compile reports precedes them.
        string[] figures = said.TrimEnd().Split('\n')[^1].Split(' ');
        return TimeSpan.FromSeconds(figures.Sum(static figure => double.Parse(figure, CultureInfo.InvariantCulture)));
    }

    private static Verdict Compare(string[] sources, string ours, Workshop workshop, CorpusFigures figures)
    {
        int different = Enumerable.Range(0, sources.Length).Count(i =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{i}.dtb");
            string native = Path.Combine(workshop.PathOf("corpus-native"), name);
            string own = Path.Combine(ours, name);
            return File.Exists(native) != File.Exists(own) || (File.Exists(own) && !Verdict.OfBytes(own, native).IsGood);
        });
        double megabytes = figures.BytesRead / 1e6;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(different == 0 ? "equal" : $"{different} DIFFERENT")}; {megabytes:0.0} MB read, "
                + $"{figures.BytesAllocated / 1e6 / megabytes:0.0} MB allocated for each");
        return new(different == 0, text);
    }
}
