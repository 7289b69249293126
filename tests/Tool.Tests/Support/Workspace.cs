using System.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Tests.Support;

/// <summary>A folder of one test's own, which is gone after it, and runs of the program on the files in it.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("partition-tool-").FullName;

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Sample", name);

    public static byte[] ReadSample(string name) => File.ReadAllBytes(Sample(name));

    public string PathOf(string name) => Path.Combine(Folder, name);

    public byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Packs an image for Linux of 1 MiB.</summary>
    public string WriteImage(string name, Action<FileTree> fill)
    {
        var tree = new FileTree();
        fill(tree);
        using FileStream image = File.Create(PathOf(name));
        var options = new Ext2Options { Size = 1 << 20, Timestamp = 86400, Profile = ImageProfile.Linux };
        Assert.Empty(Ext2Writer.Write(tree, options, image).Diagnostics);
        return PathOf(name);
    }

    /// <summary>The names of everything in the folder, sorted.</summary>
    public string[] List() =>
        [.. Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Runs the program in this process.</summary>
    public static Outcome Run(params string[] arguments) => Run(hasColors: false, arguments);

    /// <summary>Runs the program in this process with bytes at its standard input.</summary>
    public static Outcome RunWithInput(byte[] input, params string[] arguments) => Run(hasColors: false, arguments, input);

    /// <summary>Runs the program in this process.</summary>
    public static Outcome Run(bool hasColors, string[] arguments, byte[]? input = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var bytes = new MemoryStream();
        int exit = PartitionCommand.Run(arguments, new ToolConsole
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(input ?? []),
            OpenOutput = () => bytes,
            HasColors = hasColors,
        });
        return new(exit, output.ToString(), error.ToString(), bytes.ToArray());
    }

    /// <summary>Runs the built program in this folder, as a process of its own.</summary>
    public Outcome Start(params string[] arguments) => StartAs(null, arguments);

    /// <summary>Runs the built program under another name.</summary>
    public Outcome StartAs(string? name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PARTITION_AS"] = name;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "partition.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return new(
            process.ExitCode,
            System.Text.Encoding.UTF8.GetString(bytes.ToArray()),
            error.Result.ReplaceLineEndings("\n"),
            bytes.ToArray());
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (string directory in Directory.EnumerateDirectories(Folder, "*", SearchOption.AllDirectories))
            {
                File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(Folder, recursive: true);
    }
}
