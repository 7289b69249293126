namespace Partition.Tool.Native;

/// <summary>The name under which this program was started, which may be that of a program it replaces.</summary>
internal static class NativeName
{
    /// <summary>A variable of the environment that makes the whole program one of these commands.</summary>
    public const string Variable = "PARTITION_AS";

    private static string? s_ofProcess;

    /// <summary>The name under which the program was started: that of the variable, else that of the file or link.</summary>
    public static string OfProcess() => s_ofProcess ??= Find();

    private static string Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name
        ? name
        : Path.GetFileNameWithoutExtension(FirstWord() ?? Environment.ProcessPath ?? "");

    // A link that leads here keeps its own name only in what the shell passed.
    private static string? FirstWord()
    {
        const string CommandLine = "/proc/self/cmdline";
        if (!OperatingSystem.IsLinux() || !File.Exists(CommandLine))
        {
            return null;
        }

        byte[] line = File.ReadAllBytes(CommandLine);
        int end = Array.IndexOf(line, (byte)0);
        return System.Text.Encoding.UTF8.GetString(line, 0, end < 0 ? line.Length : end);
    }
}
