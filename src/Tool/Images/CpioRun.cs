using Partition.Building.Files;
using System.Globalization;
using System.IO.Compression;
using Partition.Images.Cpio;
using Partition.Images.Files;
using Partition.Tool.Files;
using Partition.Tool.Native;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Images;

/// <summary>One run of <c>partition cpio</c>.</summary>
internal sealed class CpioRun(NativeArguments arguments, ToolConsole console)
{
    private const int Alignment = 4; // Where Linux looks for the next archive.

    private readonly Report _report = new(console);

    public int Run()
    {
        if (arguments.Operands.Count != 1)
        {
            return NativeRun.ReportUsage(CpioCommand.Create(), "it wants one archive to write", console);
        }

        string archive = arguments.Operands[0];
        long? date = ReadDate();
        using var sources = new ImageSources(_report)
        {
            Directory = new() { Owner = arguments.Has("squash-uids") ? (0, 0) : null, KeepsTimes = true },
        };
        FileTree tree = MakeTree(sources);
        foreach (string path in Prepended.Where(static path => !File.Exists(path)))
        {
            _report.Error(path, "There is no such archive.");
        }

        if (_report.HasErrors)
        {
            return ExitCode.InputHasErrors;
        }

        var options = new CpioOptions
        {
            Timestamp = date ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ClampsTimes = date is not null,
            Checksums = arguments.Has("crc"),
            Profile = arguments.Has("xvisor") ? ImageProfile.Xvisor : ImageProfile.Linux,
        };
        OutputFile.Write(archive, console, output => Write(tree, options, output, archive));
        return _report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }

    private IEnumerable<string> Prepended =>
        arguments.Options.Where(static use => use.Option.Name == "prepend").Select(static use => use.Value!);

    private FileTree MakeTree(ImageSources sources)
    {
        var tree = new FileTree();
        foreach ((NativeOption option, string? value) in arguments.Options)
        {
            switch (option.Name)
            {
                case "root":
                    sources.AddDirectory(tree, value!);
                    break;
                case "archive":
                    sources.AddArchive(tree, value!);
                    break;
                case "list":
                    sources.AddList(tree, value!);
                    break;
            }
        }

        _report.Write("partition", tree.Diagnostics);
        return tree;
    }

    private bool Write(FileTree tree, CpioOptions options, Stream output, string archive)
    {
        using var cancellation = new ConsoleCancellation();
        foreach (string path in Prepended)
        {
            using Stream source = InputFile.OpenUnbuffered(path);
            CancellableCopy.Copy(source, output, cancellation.Token);
            output.Write(new byte[-source.Length & (Alignment - 1)]);
        }

        if (arguments.Has("gzip"))
        {
            using var compressed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
            WriteArchive(compressed);
        }
        else
        {
            WriteArchive(output);
        }

        return !_report.HasErrors;

        // What is wrong with the plan was reported when it was made.
        void WriteArchive(Stream target) =>
            _report.Write(
                archive,
                CpioWriter.Write(tree, options, target, progress: null, cancellation.Token).Skip(tree.Diagnostics.Length));
    }

    private long? ReadDate()
    {
        if (arguments.ValueOf("timestamp") is not { } text)
        {
            return SourceDate.Read(_report);
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long date))
        {
            return date;
        }

        _report.Error("partition", $"'{text}' behind --timestamp is no number of seconds since 1970.");
        return null;
    }
}
