using System.Globalization;
using Microsoft.Build.Framework;
using Partition.DeviceTree;
using Partition.Images;
using Partition.Slicing;

namespace Partition.Tasks;

/// <summary>Packs the ext2 image that the machine boots from.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackDiskImage : PartitionTask
{
    private const string TooSmall = "HV4301";

    /// <summary>What goes onto it, as <see cref="DescribeFileSystem"/> wrote it down.</summary>
    [Required] public string ListFile { get; set; } = "";

    /// <summary>The image to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>Its size, such as 32M; <c>auto</c> for what its files need.</summary>
    [Required] public string Size { get; set; } = "";

    /// <summary>Bytes in a block: 1024, 2048 or 4096.</summary>
    [Required] public string BlockSize { get; set; } = "";

    /// <summary>The volume's name, at most 16 bytes.</summary>
    public string Label { get; set; } = "";

    /// <summary>The date of the file system and every entry, in seconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        SourceSpan at = Places.FindProperty(ProjectFile, "DiskSize");
        ByteSize size = default;
        if (!Size.Equals("auto", StringComparison.OrdinalIgnoreCase) && !ByteSize.TryParse(Size, out size))
        {
            Report(HostDiagnostics.InvalidNumber(at, "DiskSize", Size, "32M or auto"));
        }

        if (!int.TryParse(BlockSize, NumberStyles.None, CultureInfo.InvariantCulture, out int blockSize) || blockSize is not (1024 or 2048 or 4096))
        {
            Report(HostDiagnostics.InvalidNumber(Places.FindProperty(ProjectFile, "DiskBlockSize"), "DiskBlockSize", BlockSize, "1024, 2048 or 4096"));
        }

        if (Log.HasLoggedErrors)
        {
            return;
        }

        FileTree tree = FileList.ReadTree(Root(ListFile), Root);
        var options = new Ext2Options { BlockSize = blockSize, Size = size == default ? null : (long)size.Bytes, Label = Label, Timestamp = Timestamp };
        AtomicFile.Write(Root(OutputFile), output => Report(
            Ext2Writer.Write(tree, options, output).Diagnostics.Select(diagnostic => diagnostic.ToDiagnostic(PlaceOf(diagnostic, at)))));
    }

    /// <summary>Only a size that is too small is a matter of DiskSize; what is wrong with an entry is told of the project as a whole.</summary>
    private SourceSpan PlaceOf(ImageDiagnostic diagnostic, SourceSpan size) => diagnostic.Code == TooSmall ? size : SourceSpan.File(ProjectFile);
}
