using System.CommandLine;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition image cat</c>: writes the content of one file of an image to the standard output.</summary>
internal static class ImageCatCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> image = ImageCommand.ImageArgument();
        var path = new Argument<string>("PATH")
        {
            Description = "The file in the image; the first '/' may be left out. Symbolic links are not followed.",
        };
        var command = new Command("cat", "Write one file of an image to the standard output.") { image, path };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), parsed.GetRequiredValue(path), console));
        return command;
    }

    private static int Run(string imagePath, string path, ToolConsole console)
    {
        var report = new Report(console);
        using OpenedImage? image = OpenedImage.Open(imagePath, report);
        if (image is null || Find(image, "/" + path.TrimStart('/'), imagePath, report) is not { } entry)
        {
            return ExitCode.InputHasErrors;
        }

        using Stream? content = image.OpenFile(entry);
        if (content is not null)
        {
            using Stream output = console.OpenOutput();
            content.CopyTo(output);
        }

        return report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }

    private static Ext2Entry? Find(OpenedImage image, string path, string imagePath, Report report)
    {
        Ext2Entry? entry = image.Entries.FirstOrDefault(entry => entry.Path == path);
        switch (entry?.Kind)
        {
            case null:
                report.Error(imagePath, $"There is no '{path}' in the image. 'partition image ls' lists what there is.");
                return null;
            case FileEntryKind.RegularFile:
                return entry;
            case FileEntryKind.SymbolicLink:
                report.Error(imagePath, $"'{path}' is a symbolic link to '{entry.LinkTarget}'. Name the file that it leads to.");
                return null;
            default:
                report.Error(imagePath, $"'{path}' is no regular file, so it has no content.");
                return null;
        }
    }
}
