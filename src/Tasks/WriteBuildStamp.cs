using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Building.FileSystems;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>
/// Writes a stamp file whose date is the time of the last complete build, and which lists the build's inputs, a full path a line. Leaves it
/// alone while no input is newer.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBuildStamp : PartitionTask
{
    /// <summary>The file to write.</summary>
    [Required] public string StampFile { get; set; } = "";

    /// <summary>Files that items name.</summary>
    [Required] public string[] Inputs { get; set; } = [];

    /// <summary>
    /// Folders that went into file systems. Excluded files also count, because the up-to-date check does not know the exclusions.
    /// </summary>
    public string[] Folders { get; set; } = [];

    /// <summary>The folder of the intermediate files, with the records of this build.</summary>
    [Required] public string RecordDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var stamp = new FileInfo(Root(StampFile));
        string[] inputs =
        [
            .. Inputs.Select(input => new FileInfo(Root(input)).FullName).Concat(BuildInputs.Of(Session, RecordDirectory)).Distinct(),
        ];
        bool isUpToDate = stamp.Exists
            && inputs.All(input => File.GetLastWriteTimeUtc(input) <= stamp.LastWriteTimeUtc)
            && Folders.SelectMany(folder => FolderFiles.Below(Root(folder))).All(file => file.LastWriteTimeUtc <= stamp.LastWriteTimeUtc);
        if (!isUpToDate)
        {
            AtomicFile.Write(stamp.FullName, string.Concat(inputs.Select(static input => input + "\n")));
        }
    }
}
