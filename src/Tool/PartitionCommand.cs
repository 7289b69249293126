using System.CommandLine;
using System.CommandLine.Invocation;
using Partition.Tool.Commands;
using Partition.Tool.Native;
using Partition.Tool.Reporting;

namespace Partition.Tool;

/// <summary>The whole command line: its commands, and one run of it.</summary>
internal static class PartitionCommand
{
    private const string Description = """
        The engines of Partition.Sdk at a prompt.

        Exit codes: 0 done (there may be warnings), 1 the input has errors or a file could not be read or written,
        2 the command line is wrong, 3 a fault of this program. After 1, 2 and 3 no output is left behind.
        """;

    /// <summary>Makes the command line.</summary>
    /// <param name="console">Where the commands write to.</param>
    public static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand(Description)
        {
            DtsCommand.Create(console),
            CpatchCommand.Create(console),
            ImageCommand.Create(console),
        };
        foreach (string name in NativeCommands.Names)
        {
            root.Add(new Command(name, NativeCommands.Find(name)!.Description));
        }

        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, ToolConsole console) =>
        arguments.Length > 0 && NativeCommands.Find(arguments[0]) is NativeCommand command
            ? NativeCommands.Run(command, arguments.AsSpan(1), console)
            : RunOwn(arguments, console);

    /// <summary>Runs the work of a command and turns what it throws into an exit code.</summary>
    public static int Guard(ToolConsole console, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            new Report(console).Error("partition", exception.Message);
            return ExitCode.InputHasErrors;
        }
        catch (OperationCanceledException)
        {
            new Report(console).Error("partition", "It was stopped; what was there before is still there.");
            return ExitCode.InputHasErrors;
        }
#pragma warning disable CA1031 // The last line of defence: a fault of ours must say how to report it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            console.Error.WriteLine($"partition: This failed in a way that nobody foresaw. Please report it with this text: {exception}");
            return ExitCode.Unexpected;
        }
    }

    // A method of its own, so that a native command does not load what only this one needs.
    private static int RunOwn(string[] arguments, ToolConsole console)
    {
        // Without a replacer, an argument that begins with '@' is a file's name like any other.
        ParseResult parsed = Create(console).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Action is ParseErrorAction ? ReportUsage(parsed, console) : Invoke(parsed, console);
    }

    private static int ReportUsage(ParseResult parsed, ToolConsole console)
    {
        foreach (string message in parsed.Errors.Select(static error => error.Message).Distinct())
        {
            console.Error.WriteLine($"partition: {Printable.Escape(message)}");
        }

        Symbol command = parsed.CommandResult.Command;
        string path = command.Name;
        for (Symbol? parent = command.Parents.FirstOrDefault(); parent is not null; parent = parent.Parents.FirstOrDefault())
        {
            path = parent is RootCommand ? path : $"{parent.Name} {path}";
        }

        console.Error.WriteLine(command is RootCommand ? "See 'partition --help'." : $"See 'partition {path} --help'.");
        return ExitCode.Usage;
    }

    private static int Invoke(ParseResult parsed, ToolConsole console) => Guard(console, () => parsed.Invoke(new InvocationConfiguration
    {
        Output = console.Output,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
    }));
}
