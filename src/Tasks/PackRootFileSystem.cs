using System.IO.Compression;
using Microsoft.Build.Framework;
using Partition.DeviceTree;
using Partition.Images;

namespace Partition.Tasks;

/// <summary>Packs a guest's initial RAM file system as a newc archive.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackRootFileSystem : PartitionTask
{
    private const int Alignment = 4; // Where Linux looks for the next archive.

    /// <summary>What goes into it, as <see cref="DescribeFileSystem"/> wrote it down.</summary>
    [Required] public string ListFile { get; set; } = "";

    /// <summary>The archive to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The date of every entry, in seconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <summary>How to compress it: none or gzip.</summary>
    [Required] public string Compression { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        bool isCompressed = Compression.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isCompressed && !Compression.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            Report(HostDiagnostics.InvalidNumber(
                Places.FindProperty(ProjectFile, "RootFileSystemCompression"), "RootFileSystemCompression", Compression, "none or gzip"));
            return;
        }

        FileTree tree = FileList.ReadTree(Root(ListFile));
        AtomicFile.Write(Root(OutputFile), output =>
        {
            // Linux unpacks archives that stand one behind the other, the later over the earlier, each compressed or not.
            foreach (string archive in FileList.ReadArchives(Root(ListFile)))
            {
                using FileStream source = File.OpenRead(Root(archive));
                source.CopyTo(output);
                output.Write(new byte[-output.Position & (Alignment - 1)]);
            }

            return tree.Count == 1 || (isCompressed ? Compress(tree, output) : Write(tree, output));
        });
    }

    private bool Compress(FileTree tree, Stream output)
    {
        using var compressed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        return Write(tree, compressed);
    }

    private bool Write(FileTree tree, Stream output)
    {
        var options = new CpioOptions { Timestamp = Timestamp, ClampsTimes = true };
        return Report(CpioWriter.Write(tree, options, output, ProgressOf(OutputFile), Cancellation), SourceSpan.File(ProjectFile));
    }
}
