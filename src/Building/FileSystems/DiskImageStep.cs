using System.Collections.Immutable;
using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>Packs the ext2 image that the machine boots from.</summary>
internal static class DiskImageStep
{
    private const string TooSmall = "HV4301";

    /// <summary>Packs the image, unless its record says that nothing has changed.</summary>
    /// <param name="session">The build.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="files">What goes onto it.</param>
    /// <param name="outputFile">The image to write.</param>
    /// <param name="options">How it is laid out.</param>
    /// <returns>Whether there is an image: without anything to put onto it there is none.</returns>
    public static bool Run(BuildSession session, Stage stage, FileSystemRequest files, string outputFile, DiskImageOptions options)
    {
        int errors = session.ErrorCount;
        if (FileSystemDescription.Of(session, files) is not { } description)
        {
            if (session.ErrorCount == errors)
            {
                EarlierFiles.Remove(session, outputFile, files.ListFile);
            }

            return false;
        }

        var request = new DiskImageRequest(description.List, outputFile, options);
        return stage.Run(outputFile, Path.ChangeExtension(files.ListFile, "record"), request, work =>
        {
            AtomicFile.WriteIfDifferent(session.Root(files.ListFile), description.List);
            work.HasWritten(files.ListFile);
            if (options.Read(session) is { } ext2
                && AtomicFile.Write(
                    session.Root(outputFile),
                    output => Write(session, FileList.ReadTree(session.Root(files.ListFile)), ext2, outputFile, output)))
            {
                work.HasWritten(outputFile);
            }
        }) is not null;
    }

    private static bool Write(BuildSession session, FileTree tree, Ext2Options options, string outputFile, Stream output)
    {
        Ext2WriteResult result = Ext2Writer.Write(tree, options, output, Progress.Of(session, outputFile), session.Cancellation);
        if (result.Succeeded)
        {
            long used = (result.BlockCount - result.FreeBlocks) * result.BlockSize;
            session.Say(Importance.Detailed, string.Create(
                CultureInfo.InvariantCulture,
                $"{outputFile}: {result.Length >> 10} KiB, {used >> 10} KiB of them used ({100.0 * used / result.Length:0} %), "
                + $"blocks of {result.BlockSize} bytes"));
        }

        return session.Report(result.Diagnostics.Select(diagnostic => diagnostic.WithFallback(SpanOf(session, diagnostic))));
    }

    /// <summary>Only a size that is too small is a matter of DiskSize; the rest is about the project as a whole.</summary>
    private static SourceSpan SpanOf(BuildSession session, Diagnostic diagnostic) =>
        diagnostic.Code == TooSmall ? session.SpanOfProperty("DiskSize") : SourceSpan.File(session.ProjectFile);
}
