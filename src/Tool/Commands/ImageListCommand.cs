using System.CommandLine;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition image ls</c>: lists an image.</summary>
internal static class ImageListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> image = ImageCommand.ImageArgument();
        var command = new Command(
            "ls",
            "List everything in an image: mode, links, owner, group, length or device, time (UTC) and path.") { image };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), console));
        return command;
    }

    private static int Run(string path, ToolConsole console)
    {
        var report = new Report(console);
        using OpenedImage? image = OpenedImage.Open(path, report);
        foreach (string line in EntryTable.Of(image?.Entries ?? []))
        {
            console.Output.WriteLine(line);
        }

        return report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }
}
