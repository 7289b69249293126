using System.Diagnostics;

namespace Partition.Benchmarks.Native;

/// <summary>Finds and runs other programs.</summary>
internal static class NativeTool
{
    /// <summary>The first of some tools that this machine lacks, or <see langword="null"/>.</summary>
    public static string? FirstMissing(params string[] tools) => tools.FirstOrDefault(static tool => Find(tool) is null);

    /// <summary>Finds a program on the PATH and in the folders of the administrator's.</summary>
    public static string? Find(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/sbin"])
        .Select(folder => Path.Combine(folder, tool))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it wrote to its standard output and, after it, to its standard error stream.</returns>
    public static string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool) ?? tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
    }

    /// <summary>Runs a line of shell whose commands must all succeed.</summary>
    /// <param name="script">The line; <c>$1</c> and so on are the arguments.</param>
    /// <param name="arguments">File names, which need no quotes this way.</param>
    public static void RunShell(string script, params string[] arguments) =>
        Run("bash", ["-o", "pipefail", "-c", script, "bash", .. arguments]);
}
