using System.Diagnostics;
using System.Text;

namespace Partition.Images.Tests;

/// <summary>Runs another program and keeps what it says.</summary>
internal static class Tool
{
    public static string? Find(string name)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator)
            .Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program that must end with 0.</summary>
    public static string Run(string name, string folder, params string[] arguments) => Run(name, folder, null, arguments);

    /// <summary>Runs a program that must end with 0, with a text at its standard input.</summary>
    public static string Run(string name, string folder, string? input, string[] arguments) =>
        Encoding.UTF8.GetString(RunForBytes(name, folder, input, arguments));

    public static byte[] RunForBytes(string name, string folder, string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(Find(name) ?? name)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task write = Task.Run(() =>
        {
            process.StandardInput.Write(input ?? "");
            process.StandardInput.Close();
        });
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        write.Wait();
        string command = $"{name} {string.Join(' ', arguments)}";
        Assert.True(process.ExitCode == 0,
            $"{command} ended with {process.ExitCode}:\n{errors.Result}\n{Encoding.UTF8.GetString(output.ToArray())}");
        return output.ToArray();
    }
}
