using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary>
/// A copy of a sample in a folder of its own, as a user has it: its SDK comes from a folder feed into an empty package cache.
/// </summary>
internal sealed class SampleProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleProject(string sample = "vexpress-a9")
    {
        Folders.Copy(Path.Combine(Repository.Root, "samples", sample), _folder.Path, "bin", "obj");
        _folder.Write("nuget.config", PackageFeed.Configuration());
    }

    public string Folder => _folder.Path;

    /// <summary>A file of the project, by its path from the project's folder.</summary>
    public string this[string path] => _folder[path];

    /// <summary>What a boot test kept of a guest's console, or of the machine's.</summary>
    public string Log(string name) => File.ReadAllText(this[$"bin/Debug/boot-logs/{name}.log"]);

    /// <summary>Writes a file of the project.</summary>
    public void Write(string path, string text) => _folder.Write(path, text);

    /// <summary>Writes a program of a shell.</summary>
    public void WriteProgram(string path, string script)
    {
        _folder.Write(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[path], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Changes a text of a file that is in it once.</summary>
    public void Replace(string path, string from, string to)
    {
        string[] parts = File.ReadAllText(this[path]).Split(from);
        Assert.Equal(2, parts.Length);
        _folder.Write(path, string.Join(to, parts));
    }

    /// <summary>The number of the line of a file that has a text.</summary>
    public int LineOf(string path, string text) =>
        Array.FindIndex(File.ReadAllLines(this[path]), line => line.Contains(text, StringComparison.Ordinal)) + 1;

    /// <summary>Runs <c>dotnet</c> in the project's folder.</summary>
    public ToolResult Dotnet(params string[] arguments) => Dotnet(new Dictionary<string, string>(), arguments);

    /// <summary>Runs <c>dotnet</c> in the project's folder with changes to its environment.</summary>
    public ToolResult Dotnet(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Tool.Run("dotnet", Folder, WithoutNodes(environment), arguments);

    /// <summary>Starts <c>dotnet</c> in the project's folder; the caller ends it.</summary>
    public Process StartDotnet(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Tool.Start("dotnet", Folder, WithoutNodes(environment), arguments);

    /// <summary>A property for the command line; semicolons of a device list would end it.</summary>
    public static string Property(string name, string value) => $"-p:{name}={value.Replace(";", "%3B", StringComparison.Ordinal)}";

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string> WithoutNodes(IReadOnlyDictionary<string, string> environment) =>
        new(environment) { ["MSBUILDDISABLENODEREUSE"] = "1" };
}
