using Partition.Building.Files;
using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Tool.Files;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary>One run of <c>partition cpatch</c>.</summary>
internal sealed class CpatchRun(ToolConsole console, CpatchRequest request)
{
    private readonly Report _report = new(console);

    /// <summary>Does what is asked.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        foreach (string path in new[] { request.Kernel, request.Apply }.OfType<string>().Where(static path => !File.Exists(path)))
        {
            _report.Error(path, "There is no such file.");
        }

        if (_report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        using Stream kernel = InputFile.Open(request.Kernel);
        KernelPatchResult result = Examine(kernel);
        if (_report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        PatchSummary.WriteLeftBehind(result, _report);
        WriteFiles(kernel, result);
        if (_report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        if (request.Patch)
        {
            PatchSummary.WriteTable(result, request.Outputs.Contains(OutputFile.StandardOutput) ? console.Error : console.Output);
        }

        return ExitCode.Good;
    }

    private KernelPatchResult Examine(Stream kernel)
    {
        if (request.Apply is not { } path)
        {
            KernelPatchResult found = KernelPatcher.Patch(
                kernel, new KernelPatchOptions { Patch = request.Patch, PatchConditional = request.PatchConditional });
            _report.Write(request.Kernel, found.Diagnostics);
            if (request.Patch && found.Succeeded)
            {
                _report.Write(request.Kernel, KernelLint.Check(kernel, new KernelLintOptions()));
            }

            return found;
        }

        using Stream script = InputFile.Open(path);
        KernelPatchResult result = PatchScript.Apply(kernel, script);
        _report.Write(request.Kernel, result.Diagnostics.Where(static diagnostic => diagnostic.Span.StartLine == 0));
        _report.Write(path, result.Diagnostics.Where(static diagnostic => diagnostic.Span.StartLine > 0));
        return result;
    }

    private void WriteFiles(Stream kernel, KernelPatchResult result)
    {
        Write(request.Output, output => request.IsElf
            ? KernelPatcher.WriteElf(kernel, result, output)
            : FlatImage.Write(kernel, result, output));
        Write(request.Script, output => PatchScript.Write(kernel, result, output));
        Write(request.Report, output =>
        {
            KernelPatchReport.Of(result).WriteJson(output);
            return [];
        });
    }

    private void Write(string? path, Func<Stream, ImmutableArray<Diagnostic>> write)
    {
        if (path is not null && !_report.HasErrors)
        {
            OutputFile.Write(path, console, output =>
            {
                _report.Write(request.Kernel, write(output));
                return !_report.HasErrors;
            });
        }
    }
}
