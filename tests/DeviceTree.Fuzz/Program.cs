using System.Diagnostics;

namespace Partition.DeviceTree.Fuzz;

/// <summary>
/// Tries damaged inputs on the device tree compiler until there were enough, and keeps those that do not get a good answer.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan s_progress = TimeSpan.FromSeconds(10);

    private static int Main(string[] arguments)
    {
        if (FuzzOptions.Read(arguments) is not { } options)
        {
            Console.Error.WriteLine(FuzzOptions.Usage);
            return 2;
        }

        FuzzInputs inputs = FuzzInputs.Find(Directory.GetCurrentDirectory());
        int done = 0;
        int found = 0;
        long start = Stopwatch.GetTimestamp();
        using var progress = new Timer(
            _ => Console.Error.WriteLine($"{done} of {options.Count} inputs, {found} found, "
                + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"),
            null,
            s_progress,
            s_progress);
        Parallel.For(0, options.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, i =>
        {
            var trial = new FuzzTrial(inputs, options.Seed + i);
            string? fault = trial.Run();
            if (fault?.StartsWith("it took", StringComparison.Ordinal) == true)
            {
                // The machine may have been busy; what is slow is slow again.
                fault = new FuzzTrial(inputs, trial.Seed).Run();
            }

            if (fault is null && options.Native > 0 && i % options.Native == 0)
            {
                using var native = new NativeDtc(options.Dtc);
                fault = native.Compare(trial);
            }

            if (fault is not null)
            {
                Interlocked.Increment(ref found);
                Keep(options, trial, fault);
            }

            Interlocked.Increment(ref done);
        });

        Console.WriteLine($"{done} inputs from seed {options.Seed}, {found} found, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return found == 0 ? 0 : 1;
    }

    private static void Keep(FuzzOptions options, FuzzTrial trial, string fault)
    {
        Directory.CreateDirectory(options.Folder);
        string name = Path.Combine(options.Folder, $"{trial.Seed}{(trial.IsBlob ? ".dtb" : ".dts")}");
        File.WriteAllBytes(name, trial.Bytes);
        File.WriteAllText(name + ".txt", $"{fault}\nfrom {trial.Origin}\n");
        Console.Error.WriteLine($"seed {trial.Seed}: {fault.Split('\n')[0]} ({Path.GetFileName(trial.Origin)})");
    }
}
