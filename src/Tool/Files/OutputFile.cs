using System.Text.RegularExpressions;
using Partition.Building.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Files;

/// <summary>Writes an output so that half of one is never seen: into a neighbour first, which then takes the name.</summary>
internal static partial class OutputFile
{
    /// <summary>The name that means the standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Writes an output.</summary>
    /// <param name="path">A file, or <see cref="StandardOutput"/>. What a symbolic link leads to is replaced, not the link.</param>
    /// <param name="console">Where the standard output is.</param>
    /// <param name="write">Writes the contents, strictly forward. When it returns <see langword="false"/>, there is no new output.</param>
    public static void Write(string path, ToolConsole console, Func<Stream, bool> write)
    {
        if (path == StandardOutput)
        {
            WriteBuffered(console.OpenOutput, write);
        }
        else if (IsDevice(path))
        {
            WriteBuffered(() => new FileStream(path, FileMode.Open, FileAccess.Write), write);
        }
        else
        {
            Replace(FinalTarget(path), write);
        }
    }

    /// <summary>Whether an output has a name, and another one than the input.</summary>
    public static bool IsAcceptable(string output, string input) =>
        output == StandardOutput || (output.Length > 0 && !string.Equals(
            Path.GetFullPath(output), Path.GetFullPath(input),
            OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    // A rename would put a file in the place of /dev/null or of a pipe, or of a file that a shell has open as /dev/stdout or /dev/fd/63.
    private static bool IsDevice(string path) => OperatingSystem.IsLinux()
        ? LinuxFile.SpecialKindOf(path) is not null || (File.Exists(path) && OpenFile().IsMatch(Path.GetFullPath(path)))
        : !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    [GeneratedRegex("^/(dev/(stdin|stdout|stderr|fd/[0-9]+)|proc/(self|[0-9]+)/fd/[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OpenFile();

    private static string FinalTarget(string path)
    {
        string target = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } file
            ? file.FullName
            : Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"'{path}' is a directory. Name a file in it.");
        }

        return Directory.Exists(Path.GetDirectoryName(target))
            ? target
            : throw new DirectoryNotFoundException($"There is no directory for '{path}'. Make it first.");
    }

    private static void WriteBuffered(Func<Stream> open, Func<Stream, bool> write)
    {
        using var buffer = new MemoryStream();
        if (write(buffer))
        {
            using Stream output = open();
            buffer.WriteTo(output);
        }
    }

    private static void Replace(string path, Func<Stream, bool> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            bool isGood;
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                isGood = write(stream);
                stream.Flush(flushToDisk: isGood); // Before it takes the name: a power cut may not leave the name alone.
            }

            if (isGood)
            {
                File.Move(temporary, path, overwrite: true);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
