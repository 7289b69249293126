using System.Diagnostics;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>Runs native tools in a folder of their own.</summary>
internal sealed class Tool : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devicetree-").FullName;

    /// <summary>Finds a tool on the path.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(static directory => directory.Length > 0)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Runs a tool that succeeds; what it says beside its output.</summary>
    public string[] Messages(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool) ?? throw new InvalidOperationException($"There is no '{tool}' here."), arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string messages = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs a tool; its output, or <see langword="null"/> when it fails.</summary>
    public byte[]? Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool) ?? throw new InvalidOperationException($"There is no '{tool}' here."), arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        // A thread of its own: many of these at once would wait for each other in the pool.
        Task<string> messages = Task.Factory.StartNew(
            process.StandardError.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        messages.Wait();
        return process.ExitCode == 0 ? output.ToArray() : null;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
