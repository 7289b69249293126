using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Partition.Images;
using Partition.Tool.Files;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary><c>partition cpatch</c>: makes a 32-bit ARM kernel a guest of Xvisor.</summary>
internal static class CpatchCommand
{
    private static readonly Argument<string> Kernel = new("KERNEL") { Description = "The linked kernel with its symbols ('vmlinux'), an ELF file." };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        HelpName = "FILE",
        Required = true,
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
        Description = "Also replace mrs, msr, ldm ^, stm ^ and returns into pc that run only on a condition, which the usual recipe leaves behind.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command(
            "cpatch", "Replace the sensitive instructions of a 32-bit ARM kernel by hypercalls of Xvisor, and print how many of each kind there were.")
        {
            Kernel, Output, Flat, Elf, NoPatch, Conditional,
        };
        command.Validators.Add(CheckOptions);
        command.SetAction(parsed => Run(parsed, console));
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

        if (result.GetValue(Conditional) && result.GetValue(NoPatch))
        {
            result.AddError("--conditional and --no-patch exclude each other.");
        }

        if (result.GetValue(Kernel) is { Length: > 0 } kernel && result.GetResult(Output) is { Tokens.Count: 1 } output
            && !OutputFile.IsAcceptable(output.Tokens[0].Value, kernel))
        {
            result.AddError($"The output '{output.Tokens[0].Value}' would replace the kernel or is no name. Name another one with -o.");
        }
    }

    private static int Run(ParseResult parsed, ToolConsole console)
    {
        string path = parsed.GetRequiredValue(Kernel);
        string target = parsed.GetRequiredValue(Output);
        var report = new Report(console);
        if (!File.Exists(path))
        {
            report.Error(path, "There is no such file.");
            return ExitCode.InputHasErrors;
        }

        using FileStream kernel = File.OpenRead(path);
        bool patch = !parsed.GetValue(NoPatch);
        KernelPatchResult result = KernelPatcher.Patch(kernel, new KernelPatchOptions { Patch = patch, PatchConditional = parsed.GetValue(Conditional) });
        report.Write(path, result.Diagnostics);
        if (!result.Succeeded)
        {
            return ExitCode.InputHasErrors;
        }

        PatchSummary.WriteLeftBehind(result, report);
        OutputFile.Write(target, console, output =>
        {
            report.Write(path, Write(kernel, result, output, parsed.GetValue(Elf)));
            return !report.HasErrors;
        });
        if (report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        if (patch)
        {
            PatchSummary.WriteTable(result, target == OutputFile.StandardOutput ? console.Error : console.Output);
        }

        return ExitCode.Good;
    }

    private static ImmutableArray<ImageDiagnostic> Write(FileStream kernel, KernelPatchResult patches, Stream output, bool asElf) =>
        asElf ? KernelPatcher.WriteElf(kernel, patches, output) : FlatImage.Write(kernel, patches, output);
}
