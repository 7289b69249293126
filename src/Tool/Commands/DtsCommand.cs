using System.CommandLine;
using System.CommandLine.Parsing;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Tool.Files;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition dts</c>: compiles a device tree source to a DTB.</summary>
internal static class DtsCommand
{
    private static readonly Argument<string> Source = new("SOURCE") { Description = "The source, with #include and macros." };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "The DTB to write; '-' for the standard output. Without it, the source's name with .dtb.",
    };

    private static readonly Option<string[]> IncludeDirectories = new("--include", "-I")
    {
        HelpName = "DIR",
        Description = "A directory searched for #include and /include/ after the including file's own; may be given several times.",
    };

    private static readonly Option<string[]> Defines = new("--define", "-D")
    {
        HelpName = "NAME[=VALUE]",
        Description = "A macro that is defined before the source begins, as 1 without a value; may be given several times.",
    };

    private static readonly Option<string[]> Undefines = new("--undefine", "-U")
    {
        HelpName = "NAME",
        Description = "A macro that is not defined when the source begins, such as __DTS__; may be given several times.",
    };

    private static readonly Option<bool> Symbols = new("--symbols", "-@")
    {
        Description = "Keep labels in /__symbols__ for overlays to use.",
    };

    private static readonly Option<bool> NoPreprocess = new("--no-preprocess")
    {
        Description = "Take the source as it is: no #include, no macros. /include/ works either way.",
    };

    private static readonly Option<bool> PreprocessOnly = new("--preprocess-only", "-E")
    {
        Description = "Write the preprocessed source with line markers instead of a DTB, to the standard output without -o.",
    };

    private static readonly Option<string?> Explain = new("--explain")
    {
        HelpName = "NODE",
        Description = "Instead of a DTB, print the file and line that each property of a node comes from. NODE is a path or &label.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var command = new Command("dts", "Compile a device tree source to a device tree blob (DTB).")
        {
            Source, Output, IncludeDirectories, Defines, Undefines, Symbols, NoPreprocess, PreprocessOnly, Explain,
        };
        command.Validators.Add(CheckOutput);
        command.SetAction(parsed => Run(parsed, console));
        return command;
    }

    private static void CheckOutput(CommandResult result)
    {
        if (result.GetValue(Source) is { Length: > 0 } source && OutputOf(source, result.GetValue(Output)) is var output
            && !OutputFile.IsAcceptable(output, source))
        {
            result.AddError($"The output '{output}' would replace the source or is no name. Name another one with -o.");
        }

        if (result.GetValue(PreprocessOnly) && (result.GetValue(NoPreprocess) || result.GetValue(Explain) is not null))
        {
            result.AddError("-E goes with neither --no-preprocess nor --explain.");
        }
    }

    private static int Run(ParseResult parsed, ToolConsole console)
    {
        string source = parsed.GetRequiredValue(Source);
        var report = new Report(console);
        DateTimeOffset date = SourceDate.ReadOrNow(report);
        if (report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        var options = new CompilerOptions
        {
            IncludeDirectories = [.. parsed.GetValue(IncludeDirectories) ?? []],
            Defines = [.. parsed.GetValue(Defines) ?? []],
            Undefines = [.. parsed.GetValue(Undefines) ?? []],
            GenerateSymbols = parsed.GetValue(Symbols),
            Preprocess = !parsed.GetValue(NoPreprocess),
            SourceDate = date,
        };
        return parsed.GetValue(PreprocessOnly)
            ? Preprocess(source, parsed.GetValue(Output) ?? OutputFile.StandardOutput, options, console)
            : Compile(source, parsed, options, console);
    }

    // The source itself may be a pipe; what it includes may not.
    private static DiskSourceFiles FilesOf(string source)
    {
        var files = new DiskSourceFiles();
        if (File.Exists(source))
        {
            files.Remember(source, BoundedInput.ReadAll(source));
        }

        return files;
    }

    private static int Preprocess(string source, string output, CompilerOptions options, ToolConsole console)
    {
        DiskSourceFiles files = FilesOf(source);
        PreprocessingResult result = DeviceTreeCompiler.Preprocess(source, files, options);
        new Report(console).Write(result.Diagnostics, files);
        return result.Text is null ? ExitCode.InputHasErrors : Write(output, result.Text, console);
    }

    private static int Compile(string source, ParseResult parsed, CompilerOptions options, ToolConsole console)
    {
        DiskSourceFiles files = FilesOf(source);
        CompilationResult result = DeviceTreeCompiler.Compile(source, files, options);
        new Report(console).Write(result.Diagnostics, files);
        if (result.Document is null)
        {
            return ExitCode.InputHasErrors;
        }

        if (parsed.GetValue(Explain) is string node)
        {
            return ExplainNode(result.Document, node, source, console);
        }

        return Write(OutputOf(source, parsed.GetValue(Output)), DeviceTreeBlob.Write(result.Document), console);
    }

    private static int Write(string path, byte[] bytes, ToolConsole console)
    {
        OutputFile.Write(path, console, output =>
        {
            output.Write(bytes);
            return true;
        });
        return ExitCode.Good;
    }

    private static int ExplainNode(DeviceTreeDocument document, string node, string source, ToolConsole console)
    {
        if (Explanation.TryWrite(document, node, console.Output))
        {
            return ExitCode.Good;
        }

        new Report(console).Error(source, $"There is no node '{node}'.");
        return ExitCode.InputHasErrors;
    }

    private static string OutputOf(string source, string? output) => output ?? Path.ChangeExtension(source, ".dtb");
}
