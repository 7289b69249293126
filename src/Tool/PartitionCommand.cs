using Partition.Building.Diagnostics;
using System.CommandLine;
using System.CommandLine.Invocation;
using Partition.Tool.Commands;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

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
            PlanCommand.Create(console),
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
            ? NativeRun.Start(command, arguments.AsSpan(1), console)
            : RunOwn(arguments, console);

    // A method of its own, so that a native command does not load what only this one needs.
    private static int RunOwn(string[] arguments, ToolConsole console)
    {
        // Without a replacer, an argument that begins with '@' is a file's name like any other.
        ParseResult parsed = Create(console).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Action is ParseErrorAction ? ReportUsage(parsed, console) : Invoke(parsed, console);
    }

    private static int ReportUsage(ParseResult parsed, ToolConsole console)
    {
        // Nothing at all is asked by those who want to know what there is.
        if (parsed.Tokens.Count == 0)
        {
            return Invoke(Create(console).Parse(["--help"]), console);
        }

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

    private static int Invoke(ParseResult parsed, ToolConsole console) => GuardedRun.Start(console, () => parsed.Invoke(new()
    {
        Output = console.Output,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
    }));
}
