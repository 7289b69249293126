using System.CommandLine;
using Partition.Tool.Terminal;

namespace Partition.Tool.Commands;

/// <summary><c>partition image</c>: looks into an ext2 image.</summary>
internal static class ImageCommand
{
    /// <summary>Makes the argument that all of its commands have.</summary>
    public static Argument<string> ImageArgument() =>
        new("IMAGE") { Description = "The ext2 image; the file system begins at its beginning." };

    /// <summary>Makes the command with its commands.</summary>
    public static Command Create(ToolConsole console) => new("image", "Look into an ext2 image, without mounting it.")
    {
        ImageListCommand.Create(console),
        ImageCatCommand.Create(console),
        ImageExtractCommand.Create(console),
        ImageCheckCommand.Create(console),
    };
}
