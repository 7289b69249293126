using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Partitioning.Units;

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

    /// <summary>Bytes in a block: 1024, 2048 or 4096; <c>auto</c> for 1024, or more when a file needs it.</summary>
    [Required] public string BlockSize { get; set; } = "";

    /// <summary>The volume's name, at most 16 bytes.</summary>
    public string Label { get; set; } = "";

    /// <summary>The date of the file system and every entry, in seconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <summary>Who is going to read it: Xvisor or Linux.</summary>
    [Required] public string Profile { get; set; } = "";

    /// <summary>Whether blocks of zeros take no room.</summary>
    public bool Holes { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        SourceSpan at = Places.FindProperty(ProjectFile, "DiskSize");
        ByteSize size = default;
        if (!IsAutomatic(Size) && !ByteSize.TryParse(Size, out size))
        {
            Report(HostDiagnostics.InvalidNumber(at, "DiskSize", Size, "32M or auto"));
        }

        int blockSize = Ext2Options.Automatic;
        if (!IsAutomatic(BlockSize)
            && (!int.TryParse(BlockSize, NumberStyles.None, CultureInfo.InvariantCulture, out blockSize) || blockSize is not (1024 or 2048 or 4096)))
        {
            Report(HostDiagnostics.InvalidNumber(
                Places.FindProperty(ProjectFile, "DiskBlockSize"), "DiskBlockSize", BlockSize, "1024, 2048, 4096 or auto"));
        }

        if (!Enum.TryParse(Profile, ignoreCase: true, out ImageProfile profile) || !Enum.IsDefined(profile))
        {
            Report(HostDiagnostics.InvalidNumber(Places.FindProperty(ProjectFile, "DiskProfile"), "DiskProfile", Profile, "xvisor or linux"));
        }

        if (Log.HasLoggedErrors)
        {
            return;
        }

        FileTree tree = FileList.ReadTree(Root(ListFile));
        var options = new Ext2Options
        {
            BlockSize = blockSize,
            Size = size == default ? null : (long)size.Bytes,
            Label = Label,
            Timestamp = Timestamp,
            ClampsTimes = true,
            Holes = Holes,
            Profile = profile,
            LostAndFound = profile == ImageProfile.Linux,
        };
        AtomicFile.Write(Root(OutputFile), output => Report(Write(tree, options, output).Select(diagnostic => diagnostic.WithFallback(PlaceOf(diagnostic, at)))));
    }

    private ImmutableArray<Diagnostic> Write(FileTree tree, Ext2Options options, Stream output)
    {
        Ext2WriteResult result = Ext2Writer.Write(tree, options, output, ProgressOf(OutputFile), Cancellation);
        if (result.Succeeded)
        {
            long used = (result.BlockCount - result.FreeBlocks) * result.BlockSize;
            Log.LogMessage(MessageImportance.Low, "{0}", string.Create(
                CultureInfo.InvariantCulture,
                $"{OutputFile}: {result.Length >> 10} KiB, {used >> 10} KiB of them used ({100.0 * used / result.Length:0} %), blocks of {result.BlockSize} bytes"));
        }

        return result.Diagnostics;
    }

    private static bool IsAutomatic(string text) => text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    /// <summary>Only a size that is too small is a matter of DiskSize; what is wrong with an entry is told of the project as a whole.</summary>
    private SourceSpan PlaceOf(Diagnostic diagnostic, SourceSpan size) => diagnostic.Code == TooSmall ? size : SourceSpan.File(ProjectFile);
}
