using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Images.Files;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Units;

namespace Partition.Building.FileSystems;

/// <summary>Packs a guest's initial RAM file system as a newc archive.</summary>
internal static class RootFileSystemStep
{
    private const int Alignment = 4; // Where Linux looks for the next archive.

    /// <summary>Packs a root file system, unless its record says that nothing has changed.</summary>
    /// <param name="session">The build.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="files">What goes into it.</param>
    /// <param name="compression">How it is compressed: none or gzip.</param>
    /// <param name="outputFile">The archive to write.</param>
    /// <param name="cachePath">The folder of the cache for compressed archives; empty for none.</param>
    public static void Run(
        BuildSession session,
        Stage stage,
        FileSystemRequest files,
        string compression,
        string outputFile,
        string cachePath)
    {
        int errors = session.ErrorCount;
        session.TakeWarnings();
        FileSystemDescription? description = FileSystemDescription.Of(session, files);
        if (description is null)
        {
            if (session.ErrorCount == errors)
            {
                // Of an earlier build, in which there was something to put into it.
                RemoveEarlier(session, outputFile, files.ListFile);
            }

            return;
        }

        var request = new RootFileSystemRequest(description.List, compression, outputFile);
        stage.Run(outputFile, Path.ChangeExtension(files.ListFile, "record"), request, work =>
        {
            if (!session.Accepts(PropertyForm.RootFileSystemCompression, compression))
            {
                return;
            }

            AtomicFile.WriteIfDifferent(session.Root(files.ListFile), description.List);
            work.HasWritten(files.ListFile);
            var archive = new RootArchive(session, outputFile, files.Timestamp);
            if (AtomicFile.Write(session.Root(outputFile), output => Write(session, files, compression, cachePath, archive, output)))
            {
                work.HasWritten(outputFile);
            }
        });
    }

    /// <summary>Deletes files that an earlier build of the project made.</summary>
    public static void RemoveEarlier(BuildSession session, params ReadOnlySpan<string> files)
    {
        foreach (string file in files)
        {
            if (File.Exists(session.Root(file)))
            {
                File.Delete(session.Root(file));
            }
        }
    }

    private static bool Write(
        BuildSession session, FileSystemRequest files, string compression, string cachePath, RootArchive archive, Stream output)
    {
        // Linux unpacks concatenated archives, the later over the earlier, each compressed or not.
        foreach (string ready in FileList.ReadArchives(session.Root(files.ListFile)))
        {
            if (!IsGood(session, files.Guest!, ready))
            {
                return false;
            }

            using Stream source = InputFile.OpenUnbuffered(session.Root(ready));
            CancellableCopy.Copy(source, output, session.Cancellation);
            output.Write(new byte[-output.Position & (Alignment - 1)]);
        }

        FileTree tree = FileList.ReadTree(session.Root(files.ListFile));
        return tree.Count == 1 || (IsGzip(compression) ? archive.WriteCompressed(tree, output, cachePath) : archive.Write(tree, output));
    }

    /// <summary>Looks at the root file system that a guest names, before it is copied: it must fit into the guest.</summary>
    private static bool IsGood(BuildSession session, ProjectItem guest, string ready)
    {
        string path = session.Root(ready);
        SourceSpan at = session.Spans.SpanOf(guest, "Guest", "RootFileSystem");
        InputFile.Check(path);
        long length = HostLink.Follow(path).Length;
        ByteSize memory = GuestRequestReader.MemoryOf(guest.GetMetadata("Memory"));
        if ((ulong)length > memory.Bytes)
        {
            session.Report(HostDiagnostics.RootFileSystemTooLarge(at, guest.Identity, ready, length, (long)memory.Bytes));
            return false;
        }

        if (RootFileSystemFormat.FindFault(path, session.Cancellation) is { } found)
        {
            session.Report(HostDiagnostics.UnknownRootFileSystem(at, guest.Identity, ready, found));
        }

        return true;
    }

    private static bool IsGzip(string compression) => compression.Equals("gzip", StringComparison.OrdinalIgnoreCase);
}
