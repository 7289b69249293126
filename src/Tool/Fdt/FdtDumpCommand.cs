using Partition.Building.Diagnostics;
using System.Globalization;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Tool.Dtc;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Fdt;

/// <summary><c>partition fdtdump</c>: shows a blob's header and tree.</summary>
internal static class FdtDumpCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "fdtdump",
        IsOfDtc = true,
        Description = "Show the header and the tree of a device tree blob, as fdtdump does.",
        Usage = "[options] BLOB",
        Options =
        [
            new('s', "scan", null, "Search the file for a blob, as in the image of a boot loader."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = "'partition dtc -O dts' makes a source of a blob. Exit codes: 0 done, 1 anything else.",
        Run = Run,
    };

    private static int Run(NativeArguments arguments, ToolConsole console)
    {
        if (arguments.Operands.Count != 1)
        {
            return NativeRun.ReportUsage(Create(), "it wants one blob", console);
        }

        string path = arguments.Operands[0];
        if (DtcInput.TryOpen(path, DtcFormat.Blob, console) is not DtcInput input)
        {
            new Report(console).Error(path, $"There is no file '{path}'.");
            return ExitCode.InputHasErrors;
        }

        ReadOnlySpan<byte> blob = input.Bytes;
        if (arguments.Has("scan"))
        {
            int offset = Find(blob);
            if (offset < 0)
            {
                new Report(console).Error(path, "There is no blob in this file.");
                return ExitCode.InputHasErrors;
            }

            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Printable.Escape(path)}: found fdt at offset 0x{offset:x}"));
            blob = blob[offset..];
        }

        return Dump(path, blob, console);
    }

    /// <summary>The offset of the first blob that can be read, or -1.</summary>
    private static int Find(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> magic = [0xd0, 0x0d, 0xfe, 0xed];
        for (int offset = 0; file[offset..].IndexOf(magic) is int next and >= 0; offset += next + 1)
        {
            if (DeviceTreeBlob.Read(file[(offset + next)..]).Document is not null)
            {
                return offset + next;
            }
        }

        return -1;
    }

    private static int Dump(string path, ReadOnlySpan<byte> blob, ToolConsole console)
    {
        BlobReadResult result = DeviceTreeBlob.Read(blob);
        if (result.Document is null)
        {
            new Report(console).Write(
                [.. result.Diagnostics.Select(diagnostic => diagnostic with { Span = SourceSpan.File(path) })],
                new DiskSourceFiles());
            return ExitCode.InputHasErrors;
        }

        new BlobDump(console.Output).Write(blob, result.Document);
        return ExitCode.Good;
    }
}
