using System.Buffers.Binary;
using System.Text;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Terminal;

namespace Partition.Tool.Dtc;

/// <summary>One run of <c>partition dtc</c>.</summary>
internal sealed class DtcRun(NativeArguments arguments, ToolConsole console)
{
    /// <summary>The exit code for errors that checks found; <see cref="ExitCode.InputHasErrors"/> is for all others.</summary>
    private const int ChecksFailed = 2;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var reader = new DtcOptionReader(arguments);
        DtcOptions options = reader.Read();
        if (reader.Fault is not null)
        {
            return Fail(options, reader.Fault);
        }

        return DtcInput.TryOpen(options.Input, options.InputFormat, console) is DtcInput input
            ? Run(options, input)
            : Fail(options, $"There is no file '{options.Input}'.");
    }

    private int Fail(DtcOptions options, string fault)
    {
        ReportOf(options, new DiskSourceFiles()).Fatal(fault);
        return ExitCode.InputHasErrors;
    }

    private int Run(DtcOptions options, DtcInput input)
    {
        if (FormatOf(options, input) == DtcFormat.Yaml && input.Format != DtcFormat.Source)
        {
            return Fail(options, "-O yaml needs a source: a blob or a directory does not know the types of its values.");
        }

        CompilationResult result = input.Read(options.Compiler);
        DtcReport report = ReportOf(options, input.Files);
        report.Write(result);
        DeviceTreeDocument? document = result.Document ?? Force(options, input, result);
        if (document is null)
        {
            return Refuse(result, report);
        }

        if (result.Document is null)
        {
            report.Forced();
        }

        if (options.IsSorted)
        {
            DeviceTreeSorting.Sort(document);
        }

        Write(options, input, document, report);
        if (options.DependencyFile is not null)
        {
            DependencyFile.Write(options.DependencyFile, options.Output, result.Dependencies, console);
        }

        return ExitCode.Good;
    }

    /// <summary>The tree in spite of what checks found; <see langword="null"/> when it is not wanted, or when there is none.</summary>
    private static DeviceTreeDocument? Force(DtcOptions options, DtcInput input, CompilationResult result)
    {
        if (!options.IsForced || !DtcFaults.AreOnlyOfChecks(result.Diagnostics))
        {
            return null;
        }

        CheckSettings harmless = options.Compiler.Checks;
        foreach (string name in CheckSettings.Names)
        {
            harmless = harmless.WithError("no-" + name);
        }

        return input.Read(options.Compiler with { Checks = harmless }).Document;
    }

    private static int Refuse(CompilationResult result, DtcReport report)
    {
        if (!DtcFaults.AreOnlyOfChecks(result.Diagnostics))
        {
            report.Unreadable();
            return ExitCode.InputHasErrors;
        }

        report.Rejected();
        return ChecksFailed;
    }

    private void Write(DtcOptions options, DtcInput input, DeviceTreeDocument document, DtcReport report)
    {
        DtcFormat format = FormatOf(options, input);
        byte[] bytes = format switch
        {
            DtcFormat.Source => TextOf(writer => DeviceTreeText.Write(document, writer, new TextOptions { Style = TextStyle.Dtc })),
            DtcFormat.Assembly => TextOf(writer => DeviceTreeBlob.WriteAssembly(document, writer, options.Blob)),
            DtcFormat.Yaml => TextOf(writer => DeviceTreeText.WriteYaml(document, writer)),
            _ => BlobOf(document, options.Blob, report),
        };
        OutputFile.Write(options.Output, console, stream =>
        {
            stream.Write(bytes);
            return true;
        });
    }

    private static DtcFormat FormatOf(DtcOptions options, DtcInput input) =>
        options.OutputFormat ?? DtcFormats.GuessOutput(options.Output, input.Format);

    private static byte[] TextOf(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static byte[] BlobOf(DeviceTreeDocument document, BlobOptions options, DtcReport report)
    {
        byte[] blob = DeviceTreeBlob.Write(document, options);
        if (options.MinimumSize > 0 && UsedSize(blob, options) is int size && size > options.MinimumSize)
        {
            report.Warning($"The blob has {size} bytes; -S {options.MinimumSize} leaves no room.");
        }

        return blob;
    }

    /// <summary>The length of a blob without the zeros after it.</summary>
    /// <remarks>
    /// The strings come last (<c>off_dt_strings</c> at 0x0c, <c>size_dt_strings</c> at 0x20, which version 1 and 2 lack).
    /// </remarks>
    private static int UsedSize(ReadOnlySpan<byte> blob, BlobOptions options)
    {
        const int StringsOffset = 0x0c;
        const int StringsSize = 0x20;
        return options.Version < 3
            ? blob.TrimEnd((byte)0).Length + 1
            : BinaryPrimitives.ReadInt32BigEndian(blob[StringsOffset..]) + BinaryPrimitives.ReadInt32BigEndian(blob[StringsSize..]);
    }

    private DtcReport ReportOf(DtcOptions options, ISourceFiles files) => options.HasNativeMessages || NativeName.OfProcess() == "dtc"
        ? new NativeReport(options.Quietness, console, options.Output)
        : new OwnReport(
            options.Quietness,
            console,
            files,
            options.Input == DtcOptions.Standard ? DtcInput.NameOfStandardInput : options.Input);
}
