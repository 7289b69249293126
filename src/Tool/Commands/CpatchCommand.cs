using System.CommandLine;
using System.CommandLine.Parsing;
using Partition.Tool.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition cpatch</c>: makes a 32-bit ARM kernel a guest of Xvisor.</summary>
internal static class CpatchCommand
{
    private static readonly Argument<string> Kernel = new("KERNEL")
    {
        Description = "The linked kernel with its symbols ('vmlinux'), an ELF file.",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "The file to write; '-' for the standard output, and the table goes to the standard error stream.",
    };

    private static readonly Option<bool> Flat = new("--flat")
    {
        Description = "Write the flat image that is loaded, as 'objcopy -O binary' does. This is what happens without --elf, too.",
    };

    private static readonly Option<bool> Elf = new("--elf") { Description = "Write the ELF file with its words replaced." };

    private static readonly Option<bool> NoPatch = new("--no-patch") { Description = "Replace nothing: only write the flat image." };

    private static readonly Option<bool> Conditional = new("--conditional")
    {
        Description = "Also replace mrs, msr, ldm ^, stm ^ and returns into pc that run only on a condition, "
            + "which the usual recipe leaves behind.",
    };

    private static readonly Option<string> Script = new("--script")
    {
        HelpName = "FILE",
        Description = "Write what is replaced as a script, in the form that elf2cpatch.py prints and cpatch32 reads; "
            + "'-' for the standard output.",
    };

    private static readonly Option<string> Apply = new("--apply")
    {
        HelpName = "FILE",
        Description = "Replace the words that this script names, and look for no instructions.",
    };

    private static readonly Option<string> PatchReport = new("--report")
    {
        HelpName = "FILE",
        Description = "Write what is replaced in numbers, by kind, section and symbol, as JSON; '-' for the standard output.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "cpatch",
            "Replace the sensitive instructions of a 32-bit ARM kernel by hypercalls of Xvisor, "
            + "and print how many of each kind there were.")
        {
            Kernel, Output, Flat, Elf, NoPatch, Conditional, Script, Apply, PatchReport,
        };
        command.Validators.Add(CheckOptions);
        command.Validators.Add(CheckFiles);
        command.SetAction(parsed => new CpatchRun(console, RequestOf(parsed)).Run());
        return command;
    }

    private static void CheckOptions(CommandResult result)
    {
        if (result.GetValue(Elf) && result.GetValue(Flat))
        {
            result.AddError("--flat and --elf exclude each other.");
        }

        if (result.GetValue(Elf) && result.GetValue(NoPatch))
        {
            result.AddError("--elf with --no-patch would copy the kernel as it is. Leave one of them out.");
        }

        (string Name, bool IsGiven)[] ways =
        [
            ("--no-patch", result.GetValue(NoPatch)),
            ("--conditional", result.GetValue(Conditional)),
            ("--apply", result.GetResult(Apply) is not null),
        ];
        string[] given = [.. ways.Where(static way => way.IsGiven).Select(static way => way.Name)];
        if (given.Length > 1)
        {
            result.AddError($"{string.Join(" and ", given)} exclude each other.");
        }

        if (result.GetResult(Script) is not null && given.FirstOrDefault() is "--no-patch" or "--apply")
        {
            result.AddError($"--script writes what was found, and {given[0]} finds nothing. Leave one of them out.");
        }
    }

    private static void CheckFiles(CommandResult result)
    {
        Option<string>[] options = [Output, Script, PatchReport];
        (string Option, string File)[] outputs =
            [.. options
                .Where(option => result.GetResult(option) is { Tokens.Count: 1 })
                .Select(option => (option.Name, result.GetResult(option)!.Tokens[0].Value))];
        if (outputs.Length == 0 && options.All(option => result.GetResult(option) is null))
        {
            result.AddError("There is nothing to write. Name a file with -o, --script or --report.");
        }

        foreach ((string option, string file) in outputs)
        {
            string[] inputs = [.. new[] { result.GetValue(Kernel), result.GetValue(Apply) }
                .OfType<string>()
                .Where(static input => input.Length > 0)];
            if (inputs.Any(input => !OutputFile.IsAcceptable(file, input)))
            {
                result.AddError($"The output '{file}' would replace the {(OutputFile.IsAcceptable(file, inputs[0]) ? "script" : "kernel")} "
                    + "or is no name. "
                    + $"Name another one with {(option == Output.Name ? "-o" : option)}.");
            }
        }

        if (outputs.Select(static output => output.File).Distinct().Count() < outputs.Length)
        {
            result.AddError("Two outputs have one name. Give each its own.");
        }
    }

    private static CpatchRequest RequestOf(ParseResult parsed) => new()
    {
        Kernel = parsed.GetRequiredValue(Kernel),
        Output = parsed.GetValue(Output),
        IsElf = parsed.GetValue(Elf),
        Patch = !parsed.GetValue(NoPatch),
        PatchConditional = parsed.GetValue(Conditional),
        Script = parsed.GetValue(Script),
        Apply = parsed.GetValue(Apply),
        Report = parsed.GetValue(PatchReport),
    };
}
