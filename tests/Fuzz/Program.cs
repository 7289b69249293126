using System.Diagnostics;
using System.Globalization;

namespace Partition.Fuzz;

/// <summary>Runs readers over damaged inputs, and keeps those that do not get a good answer.</summary>
internal static class Program
{
    private const int DefaultCount = 10_000;
    private const string Folder = "artifacts/fuzz";

    private static int Main(string[] arguments)
    {
        IReadOnlyList<FuzzReader> readers = FuzzReaders.Find(Directory.GetCurrentDirectory());
        string name = arguments.Length > 0 ? arguments[0] : "all";
        int count = ReadNumber(arguments, 1, DefaultCount);
        int seed = ReadNumber(arguments, 2, 0);
        FuzzReader[] chosen = [.. readers.Where(reader => name == "all" || reader.Name == name)];
        if (chosen.Length == 0 || count < 0 || seed < 0 || arguments.Length > 3)
        {
            string names = string.Join('|', readers.Select(static reader => reader.Name));
            Console.Error.WriteLine($"usage: eng/fuzz.sh [all|{names}] [COUNT] [SEED]");
            return 2;
        }

        return chosen.Sum(reader => Run(reader, count, seed)) == 0 ? 0 : 1;
    }

    private static int Run(FuzzReader reader, int count, int seed)
    {
        int found = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = seed; i < seed + count; i++)
        {
            string? fault = new ReaderTrial(reader, i).Run();
            if (fault?.StartsWith("it took", StringComparison.Ordinal) == true)
            {
                fault = new ReaderTrial(reader, i).Run(); // The machine may have been busy; what is slow is slow again.
            }

            if (fault is not null)
            {
                found++;
                Keep(reader, i, fault);
            }
        }

        Console.WriteLine(
            $"{reader.Name}: {count} inputs from {seed}, {found} found, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return found;
    }

    private static void Keep(FuzzReader reader, int seed, string fault)
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, $"{reader.Name}-{seed}");
        File.WriteAllBytes(file, new ReaderTrial(reader, seed).Bytes);
        File.WriteAllText(file + ".txt", fault + "\n");
        Console.Error.WriteLine($"{reader.Name} {seed}: {fault.Split('\n')[0]}");
    }

    private static int ReadNumber(string[] arguments, int index, int otherwise) => arguments.Length <= index ? otherwise
        : int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
