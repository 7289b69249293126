using Partition.Building.Files;
using Partition.Building.Diagnostics;
using System.CommandLine;
using System.Globalization;
using Partition.Images.Ext2;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition image check</c>: checks an image as e2fsck does.</summary>
internal static class ImageCheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> image = ImageCommand.ImageArgument();
        var command = new Command(
            "check",
            "Check an image as 'e2fsck -fn' does: blocks, bitmaps, counts, links and directories. Nothing is changed.") { image };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), console));
        return command;
    }

    private static int Run(string path, ToolConsole console)
    {
        var report = new Report(console);
        if (!File.Exists(path))
        {
            report.Error(path, "There is no such file.");
            return ExitCode.InputHasErrors;
        }

        InputFile.Check(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Ext2OpenResult opened = Ext2Reader.Open(stream);
        report.Write(path, opened.Diagnostics);
        if (opened.Reader is { } reader)
        {
            report.Write(path, reader.Check());
            if (!report.HasErrors)
            {
                console.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Printable.Escape(path)}: clean, {reader.InodeCount - reader.FreeInodes} of {reader.InodeCount} inodes and "
                    + $"{reader.BlockCount - reader.FreeBlocks} of {reader.BlockCount} blocks of {reader.BlockSize} bytes used"));
            }
        }

        return report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }
}
