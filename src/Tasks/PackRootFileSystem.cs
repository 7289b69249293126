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

    /// <inheritdoc/>
    protected override void Run()
    {
        FileTree tree = FileList.ReadTree(Root(ListFile), Root);
        AtomicFile.Write(Root(OutputFile), output =>
        {
            // Linux unpacks archives that stand one behind the other, the later over the earlier.
            foreach (FileSystemEntry archive in FileList.Read(Root(ListFile)).Where(static entry => entry.Kind == FileSystemEntryKind.Archive))
            {
                using FileStream source = File.OpenRead(Root(archive.Source));
                source.CopyTo(output);
                output.Write(new byte[-output.Position & (Alignment - 1)]);
            }

            return tree.Count == 1
                || Report(CpioWriter.Write(tree, new CpioOptions { Timestamp = Timestamp }, output), SourceSpan.File(ProjectFile));
        });
    }
}
