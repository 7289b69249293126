using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Benchmarks.Subjects;

namespace Partition.Benchmarks;

/// <summary>Measures this project beside the native tools and prints one table.</summary>
internal static class Program
{
    private const string Usage = "usage: dotnet run -c Release --project benchmarks [-- dts|corpus|slicing|kernel|disk|cpio|build|all] "
        + "[--kernel FILE] [--tool FILE] [--share N] [--boards N]";

    private static readonly string[] Subjects = ["dts", "corpus", "slicing", "kernel", "disk", "cpio", "build"];

    // A method of its own, so that the empty program loads nothing.
    private static int Main(string[] arguments) => arguments switch
    {
        [PartitionProcess.Nothing] => 0,
        [CorpusWorker.Argument, string list, string prefixes, string output] => CorpusWorker.Run(list, prefixes, output),
        _ => Measure(arguments),
    };

    private static int Measure(string[] arguments)
    {
        if (!TryParse(arguments, out HashSet<string> chosen, out string? kernel, out int share, out int boards))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        using var workshop = new Workshop();
        Console.WriteLine(Machine.Describe());
        var rows = new List<Row>();
        if (chosen.Remove("corpus"))
        {
            Console.Error.WriteLine("measuring: trees of Linux");
            rows.AddRange(CorpusSubject.Measure(workshop, share));
        }

        if (chosen.Remove("slicing"))
        {
            Console.Error.WriteLine("measuring: generated boards");
            rows.AddRange(SlicingSubject.Measure());
        }

        if (chosen.Remove("build"))
        {
            Console.Error.WriteLine("measuring: builds");
            rows.AddRange(BuildSubject.Measure(workshop, boards));
        }

        foreach (Contest contest in Subjects.Where(chosen.Contains).SelectMany(subject => ContestsOf(subject, workshop, kernel)))
        {
            Console.Error.WriteLine($"measuring: {contest.Title}");
            rows.AddRange(contest.Run());
        }

        Console.WriteLine(Table.Of(rows));
        return rows.TrueForAll(static row => row.Verdict.IsGood) ? 0 : 1;
    }

    private static IEnumerable<Contest> ContestsOf(string subject, Workshop workshop, string? kernel) => subject switch
    {
        "dts" => DeviceTreeSubject.Contests(workshop),
        "kernel" => KernelSubject.Contests(workshop, kernel),
        "disk" => DiskSubject.Contests(workshop),
        _ => CpioSubject.Contests(workshop),
    };

    private static bool TryParse(string[] arguments, out HashSet<string> chosen, out string? kernel, out int share, out int boards)
    {
        chosen = [];
        kernel = null;
        share = 1;
        boards = 200;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--kernel" && i + 1 < arguments.Length && File.Exists(arguments[i + 1]))
            {
                kernel = Path.GetFullPath(arguments[++i]);
            }
            else if (arguments[i] == "--tool" && i + 1 < arguments.Length && File.Exists(arguments[i + 1]))
            {
                PartitionProcess.Program = Path.GetFullPath(arguments[++i]);
            }
            else if (arguments[i] == "--share" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out share) && share > 0)
            {
                i++;
            }
            else if (arguments[i] == "--boards" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out boards) && boards >= 0)
            {
                i++;
            }
            else if (arguments[i] == "all")
            {
                chosen.UnionWith(Subjects);
            }
            else if (!Subjects.Contains(arguments[i]) || !chosen.Add(arguments[i]))
            {
                return false;
            }
        }

        if (chosen.Count == 0)
        {
            chosen.UnionWith(Subjects);
        }

        return true;
    }
}
