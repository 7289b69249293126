using Microsoft.Build.Framework;
using Partition.Building.FileSystems;

namespace Partition.Tasks;

/// <summary>Packs the ext2 image that the machine boots from.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackDiskImage : FileSystemTask
{
    /// <summary>The list of what goes onto it, to write.</summary>
    [Required] public string ListFile { get; set; } = "";

    /// <summary>The image to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>Its size, such as 32M; <c>auto</c> for what its files need.</summary>
    [Required] public string Size { get; set; } = "";

    /// <summary>Bytes in a block: 1024, 2048 or 4096; <c>auto</c> for 1024, or more when a file needs it.</summary>
    [Required] public string BlockSize { get; set; } = "";

    /// <summary>The volume's name, at most 16 bytes.</summary>
    public string Label { get; set; } = "";

    /// <summary>Who is going to read it: Xvisor or Linux.</summary>
    [Required] public string Profile { get; set; } = "";

    /// <summary>Whether blocks of zeros take no room.</summary>
    public string Holes { get; set; } = "";

    /// <summary>The image, or empty when there was nothing to put onto it.</summary>
    [Output] public string PackedImage { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var options = new DiskImageOptions
        {
            Size = Size,
            BlockSize = BlockSize,
            Label = Label,
            Profile = Profile,
            Holes = Session.ReadFlag("DiskHoles", Holes),
            Timestamp = ReadDate(Timestamp),
        };
        PackedImage = DiskImageStep.Run(Session, Begin("PackDiskImage"), Describe("Disk", ListFile), OutputFile, options) ? OutputFile : "";
    }
}
