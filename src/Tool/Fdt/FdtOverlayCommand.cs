using Partition.Building.Diagnostics;
using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.Diagnostics;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Fdt;

/// <summary><c>partition fdtoverlay</c>: applies overlays to a blob.</summary>
internal static class FdtOverlayCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "fdtoverlay",
        IsOfDtc = true,
        Description = "Apply overlays to a device tree blob, with fdtoverlay's command line.",
        Usage = "-i BASE -o OUTPUT OVERLAY...",
        Options =
        [
            new('i', "input", "BASE", "The blob to extend, compiled with symbols."),
            new('o', "output", "OUTPUT", "The blob to write; '-' for the standard output."),
            new('v', "verbose", null, "Say what is applied."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = "Exit codes: 0 done, 1 anything else; the old output is then still there.",
        Run = Run,
    };

    private static int Run(NativeArguments arguments, ToolConsole console)
    {
        if (arguments.ValueOf("input") is not string input
            || arguments.ValueOf("output") is not string output
            || arguments.Operands.Count == 0)
        {
            return NativeRun.ReportUsage(Create(), "it wants a base behind -i, an output behind -o, and overlays", console);
        }

        if (!BlobFile.TryRead(input, console, out DeviceTreeDocument? document))
        {
            return ExitCode.InputHasErrors;
        }

        ImmutableArray<byte> strings = [];
        foreach (string path in arguments.Operands)
        {
            if (arguments.Has("verbose"))
            {
                console.Error.WriteLine($"applying {Printable.Escape(path)}");
            }

            if (!BlobFile.TryRead(path, console, out DeviceTreeDocument? overlay)
                || !TryApply(path, overlay, console, ref document, ref strings))
            {
                return ExitCode.InputHasErrors;
            }
        }

        byte[] blob = DeviceTreeBlob.Write(document, BlobOptions.Default with { Strings = strings });
        OutputFile.Write(output, console, stream =>
        {
            stream.Write(blob);
            return true;
        });
        return ExitCode.Good;
    }

    private static bool TryApply(
        string path, DeviceTreeDocument overlay, ToolConsole console, ref DeviceTreeDocument document, ref ImmutableArray<byte> strings)
    {
        OverlayResult result = OverlayApplication.Apply(document, overlay);
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            new Report(console).Write([diagnostic with { Span = SourceSpan.File(path) }], new DiskSourceFiles());
        }

        (document, strings) = (result.Document ?? document, result.Strings);
        return result.Document is not null;
    }
}
