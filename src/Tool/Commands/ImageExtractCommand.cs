using System.CommandLine;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition image extract</c>: copies an image's directories, files and links into a directory.</summary>
internal static class ImageExtractCommand
{
    private const string Description = """
        Copy the directories, regular files and symbolic links of an image into a directory, with their permissions and times.

        Owners, devices, pipes and sockets are left out, the latter three with a warning. Two names of one file become two files.
        A path or a link that would leave the directory is an error; a link to an absolute path, which means the image's own root, is kept.
        After an error nothing is left behind.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> image = ImageCommand.ImageArgument();
        var directory = new Argument<string>("DIR")
        {
            Description = "The directory to fill; made when there is none, and otherwise empty.",
        };
        var command = new Command("extract", Description) { image, directory };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(image), parsed.GetRequiredValue(directory), console));
        return command;
    }

    private static int Run(string imagePath, string directory, ToolConsole console)
    {
        var report = new Report(console);
        using OpenedImage? image = OpenedImage.Open(imagePath, report);
        if (image is not null && !report.HasErrors)
        {
            new Extraction(image, imagePath, Path.GetFullPath(directory), report).Run();
        }

        return report.HasErrors ? ExitCode.InputHasErrors : ExitCode.Good;
    }
}
