using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Guests;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Images.Files;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Units;

namespace Partition.Building.FileSystems.Roots;

/// <summary>Packs a guest's initial RAM file system as a newc archive, and checks that the guest can start what is in it.</summary>
internal static class RootFileSystemStep
{
    private const int Alignment = 4; // Where Linux looks for the next archive.
    private const string UnpackedLength = nameof(UnpackedLength);

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
                EarlierFiles.Remove(session, outputFile, files.ListFile);
            }

            return;
        }

        GuestBoot boot = GuestBoot.Read(session, files.Guest!, Path.GetDirectoryName(files.ListFile)!).ForRoot();
        var request = new RootFileSystemRequest(description.List, compression, outputFile, boot);
        StageRecord? record = stage.Run(outputFile, Path.ChangeExtension(files.ListFile, "record"), request, work =>
        {
            if (!session.Accepts(PropertyForm.RootFileSystemCompression, compression))
            {
                return;
            }

            AtomicFile.WriteIfDifferent(session.Root(files.ListFile), description.List);
            work.HasWritten(files.ListFile);
            var archive = new RootArchive(session, outputFile, files.Timestamp);
            var parts = new List<(long Start, long End)>();
            if (AtomicFile.Write(
                session.Root(outputFile), output => Write(session, files, compression, cachePath, archive, output, parts)))
            {
                work.HasWritten(outputFile);
                Check(session, files, boot, outputFile, parts, work);
            }
        });
        if (boot.IsLinux && record is not null)
        {
            CheckMemory(session, files.Guest!, outputFile, record);
        }
    }

    private static void Check(
        BuildSession session,
        FileSystemRequest files,
        GuestBoot boot,
        string outputFile,
        List<(long Start, long End)> parts,
        StageWork work)
    {
        var root = new GuestRoot();
        var reader = new RootReader(root, session.Cancellation);
        using (Stream finished = InputFile.Open(session.Root(outputFile)))
        {
            parts.ForEach(part => reader.Read(finished, part.Start, part.End));
        }

        work.Give(UnpackedLength, root.UnpackedLength.ToString(CultureInfo.InvariantCulture));
        var sources = new RootSources(session, files, FileList.ReadTree(session.Root(files.ListFile)));
        session.Report(new RootCheck(root, files.Guest!.Identity, boot, sources).Run());
    }

    /// <summary>
    /// Compares what lies in the guest's memory at once, while Linux unpacks: the kernel, the archive, and what was in it.
    /// </summary>
    private static void CheckMemory(BuildSession session, ProjectItem guest, string outputFile, StageRecord record)
    {
        var kernel = new FileInfo(session.Root(guest.GetMetadata("KernelImage")));
        long archive = new FileInfo(session.Root(outputFile)).Length;
        long unpacked = long.Parse(record.Values[UnpackedLength], CultureInfo.InvariantCulture);
        long memory = (long)Math.Min(GuestRequestReader.MemoryOf(guest.GetMetadata("Memory")).Bytes, long.MaxValue);
        if (kernel.Exists && kernel.Length + archive + unpacked > memory)
        {
            session.Report(GuestBootDiagnostics.DoesNotFitMemory(
                session.Spans.SpanOf(guest, "Guest", "Memory"), guest.Identity, kernel.Length, archive, unpacked, memory));
        }
    }

    private static bool Write(
        BuildSession session,
        FileSystemRequest files,
        string compression,
        string cachePath,
        RootArchive archive,
        Stream output,
        List<(long Start, long End)> parts)
    {
        // Linux unpacks concatenated archives, the later over the earlier, each compressed or not.
        foreach (string ready in FileList.ReadArchives(session.Root(files.ListFile)))
        {
            if (!IsGood(session, files.Guest!, ready))
            {
                return false;
            }

            using Stream source = InputFile.OpenUnbuffered(session.Root(ready));
            long start = output.Position;
            CancellableCopy.Copy(source, output, session.Cancellation);
            parts.Add((start, output.Position));
            output.Write(new byte[-output.Position & (Alignment - 1)]);
        }

        FileTree tree = FileList.ReadTree(session.Root(files.ListFile));
        if (tree.Count == 1)
        {
            return true;
        }

        long own = output.Position;
        bool isWritten = IsGzip(compression) ? archive.WriteCompressed(tree, output, cachePath) : archive.Write(tree, output);
        parts.Add((own, output.Position));
        return isWritten;
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
