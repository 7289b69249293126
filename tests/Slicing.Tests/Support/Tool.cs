using System.Diagnostics;

namespace Partition.Slicing.Tests;

/// <summary>Another program, asked for its opinion.</summary>
internal static class Tool
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Gives a program bytes at its standard input; it must end with 0.</summary>
    /// <returns>What it wrote to its standard error.</returns>
    public static string[] Run(string name, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(name) ?? name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        Task.WaitAll(output, errors);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}:\n{errors.Result}");
        return errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
