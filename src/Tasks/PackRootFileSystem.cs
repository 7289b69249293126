using Microsoft.Build.Framework;
using Partition.DeviceTree;
using Partition.Images;

namespace Partition.Tasks;

/// <summary>Packs a guest's initial RAM file system as a newc archive.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackRootFileSystem : PartitionTask
{
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
            Report(CpioWriter.Write(tree, new CpioOptions { Timestamp = Timestamp }, output), SourceSpan.File(ProjectFile)));
    }
}
