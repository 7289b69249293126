using System.Diagnostics;
using System.Globalization;
using Partition.Benchmarks.Measuring;

namespace Partition.Benchmarks.Native;

/// <summary><c>dotnet</c> as a shell starts it, with nothing left over from a build before it: no node and no server lives on.</summary>
internal static class DotnetProcess
{
    // Bash adds up the time of all that it waits for. Nobody waits for the further nodes of a parallel build: its CPU time is more. The
    // figures come last.
    private const string Script = """
        TIMEFORMAT='%R %U %S'
        time dotnet "$@" 2>&1
        """;

    /// <summary>Runs it in a folder; it must succeed.</summary>
    /// <returns>What it took, and what it said.</returns>
    public static (ProcessCost Cost, string Output) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(NativeTool.Find("bash") ?? "bash")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment);
        foreach (string argument in (string[])["-c", Script, "bash", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> figures = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (Read(figures.Result), output)
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
    }

    private static void SetEnvironment(IDictionary<string, string?> environment)
    {
        // 'dotnet run', which may have started this program, passes on facts about itself to its children.
        foreach (string name in environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray())
        {
            environment.Remove(name);
        }

        environment["LC_ALL"] = "C";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["MSBUILDTERMINALLOGGER"] = "off";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
    }

    private static ProcessCost Read(string figures)
    {
        double[] seconds = [.. figures
            .TrimEnd()
            .Split('\n')[^1]
            .Split(' ')
            .Select(static figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new(TimeSpan.FromSeconds(seconds[0]), TimeSpan.FromSeconds(seconds[1] + seconds[2]));
    }
}
