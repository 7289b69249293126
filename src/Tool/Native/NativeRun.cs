using Partition.Building.Diagnostics;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Native;

/// <summary>One run of a command that replaces another program.</summary>
internal static class NativeRun
{
    /// <summary>The device tree language and the messages are those of this version of dtc.</summary>
    private const string LanguageVersion = "1.8.1";

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code. A wrong command line is 1, as it is for the program that it replaces.</returns>
    public static int Start(NativeCommand command, ReadOnlySpan<string> arguments, ToolConsole console)
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
            string? version = typeof(NativeRun).Assembly.GetName().Version?.ToString(3);
            console.Output.WriteLine(
                command.IsOfDtc ? $"Version: DTC {LanguageVersion} (partition {version})" : $"{command.Name} (partition {version})");
            return ExitCode.Good;
        }

        return GuardedRun.Start(console, () => command.Run(read, console));
    }

    /// <summary>Reports a wrong command line.</summary>
    /// <returns>The exit code.</returns>
    public static int ReportUsage(NativeCommand command, string fault, ToolConsole console)
    {
        console.Error.WriteLine($"{command.Name}: {Printable.Escape(fault)}. See 'partition {command.Name} --help'.");
        return ExitCode.InputHasErrors;
    }
}
