using Partition.Tool.Dtc;
using Partition.Tool.Fdt;
using Partition.Tool.Images;
using Partition.Tool.Reporting;

namespace Partition.Tool.Native;

/// <summary>The commands that stand in for other programs, and one run of one of them.</summary>
internal static class NativeCommands
{
    /// <summary>A variable of the environment that makes the whole program one of these commands.</summary>
    public const string NameVariable = "PARTITION_AS";

    /// <summary>The device tree language and the messages are those of this version of dtc.</summary>
    private const string LanguageVersion = "1.8.1";

    /// <summary>The names of all of them.</summary>
    public static readonly string[] Names = ["dtc", "fdtoverlay", "fdtdump", "fdtget", "fdtput", "mkext2", "cpio"];

    /// <summary>Finds a command. Only the one that is asked for is made.</summary>
    public static NativeCommand? Find(string name) => name switch
    {
        "dtc" => DtcCommand.Create(),
        "fdtoverlay" => FdtOverlayCommand.Create(),
        "fdtdump" => FdtDumpCommand.Create(),
        "fdtget" => FdtGetCommand.Create(),
        "fdtput" => FdtPutCommand.Create(),
        "mkext2" or "genext2fs" => MkExt2Command.Create(),
        "cpio" => CpioCommand.Create(),
        _ => null,
    };

    /// <summary>The name under which the program was started: that of the variable, else that of the file or link.</summary>
    public static string NameOfProcess() => Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } name
        ? name
        : Path.GetFileNameWithoutExtension(FirstWord() ?? Environment.ProcessPath ?? "");

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code. A wrong command line is 1, as it is for the program that it stands in for.</returns>
    public static int Run(NativeCommand command, ReadOnlySpan<string> arguments, ToolConsole console)
    {
        NativeArguments read = new NativeArgumentReader(command.Options).Read(arguments);
        if (read.Fault is not null)
        {
            return ReportUsage(command, read.Fault, console);
        }

        if (read.Has("help"))
        {
            NativeHelp.Write(command, console.Output);
            return ExitCode.Good;
        }

        if (read.Has("version"))
        {
            string? version = typeof(NativeCommands).Assembly.GetName().Version?.ToString(3);
            console.Output.WriteLine(command.IsOfDtc ? $"Version: DTC {LanguageVersion} (partition {version})" : $"{command.Name} (partition {version})");
            return ExitCode.Good;
        }

        return PartitionCommand.Guard(console, () => command.Run(read, console));
    }

    /// <summary>Reports a wrong command line.</summary>
    /// <returns>The exit code.</returns>
    public static int ReportUsage(NativeCommand command, string fault, ToolConsole console)
    {
        console.Error.WriteLine($"{command.Name}: {Printable.Escape(fault)}. See 'partition {command.Name} --help'.");
        return ExitCode.InputHasErrors;
    }

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
