using System.Diagnostics;
using System.Text;

namespace Partition.Tests;

/// <summary>Runs another program and keeps what it says.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Finds a program on the path or among those of the system; <see langword="null"/> when there is none.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/sbin"])
        .Where(static folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a program without input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ToolResult Run(string name, string folder, params string[] arguments) => Run(name, folder, [], arguments);

    /// <summary>Runs a program with changes to its environment.</summary>
    public static ToolResult Run(string name, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Finish(Start(name, folder, environment, arguments), []);

    /// <summary>Runs a program with bytes at its standard input.</summary>
    public static ToolResult Run(string name, string folder, byte[] input, params string[] arguments) =>
        Finish(Start(name, folder, new Dictionary<string, string>(), arguments), input);

    private static ToolResult Finish(Process started, byte[] input)
    {
        using Process process = started;
        // A thread of its own: many of these at once would wait for each other in the pool.
        Task<string> errors = Task.Factory.StartNew(
            process.StandardError.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var output = new MemoryStream();
        Task copy = Task.Factory.StartNew(
            () => process.StandardOutput.BaseStream.CopyTo(output),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
        }

        Task.WaitAll(copy, errors);
        return new(process.ExitCode, output.ToArray(), errors.Result);
    }

    /// <summary>Starts a program with all its streams in the caller's hands.</summary>
    public static Process Start(string name, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Find(name) ?? throw new InvalidOperationException($"'{name}' is not installed; eng/install-oracles.sh installs it."),
            arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";

        // A test host's own MSBuild settings would steer a 'dotnet' that is started from it.
        foreach (string variable in start.Environment.Keys
            .Where(static key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray())
        {
            start.Environment.Remove(variable);
        }

        foreach ((string variable, string value) in environment)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }
}
