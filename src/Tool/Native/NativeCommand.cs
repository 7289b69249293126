using Partition.Tool.Terminal;

namespace Partition.Tool.Native;

/// <summary>A command with the name and the command line of a program that it replaces.</summary>
/// <remarks>
/// These do not go through System.CommandLine: it knows no bundled letters, and loading it would take longer than all that
/// such a command does.
/// </remarks>
internal sealed record NativeCommand
{
    /// <summary>The option of every command that prints the help.</summary>
    public static readonly NativeOption Help = new('h', "help", null, "Show this help.");

    /// <summary>The program's name, which is the command's.</summary>
    public required string Name { get; init; }

    /// <summary>One line that says what it does.</summary>
    public required string Description { get; init; }

    /// <summary>What follows the command's name in the help.</summary>
    public required string Usage { get; init; }

    /// <summary>Its options, <see cref="Help"/> and the version included.</summary>
    public required NativeOption[] Options { get; init; }

    /// <summary>What the help says after the options; empty for nothing.</summary>
    public string Remarks { get; init; } = "";

    /// <summary>Whether it is one of dtc's, whose version is that of the language.</summary>
    public bool IsOfDtc { get; init; }

    /// <summary>Runs it; what it returns is the exit code.</summary>
    public required Func<NativeArguments, ToolConsole, int> Run { get; init; }

    /// <summary>The option that prints the version; dtc and its relatives have different letters for it.</summary>
    public static NativeOption Version(char letter) => new(letter, "version", null, "Show the version.");
}
