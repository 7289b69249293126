using Microsoft.Build.Framework;
using Partition.Building.FileSystems;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>
/// Finds, for those who look at each file before a build, what items do not name: what lies in folders, and what the last build has read
/// besides.
/// </summary>
/// <remarks>MSBuild's wildcards would follow the links that a root file system has.</remarks>
[MSBuildMultiThreadableTask]
public sealed class FindBuildInputs : PartitionTask
{
    /// <summary>The folders; one that does not exist has no files.</summary>
    public string[] Folders { get; set; } = [];

    /// <summary>The folder of the intermediate files, with the records of the last build; it need not exist.</summary>
    [Required] public string RecordDirectory { get; set; } = "";

    /// <summary>Files that are known already.</summary>
    public string[] Known { get; set; } = [];

    /// <summary>The files with their full paths; those that the last build has read, as far as they still exist.</summary>
    [Output] public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Files =
    [
        .. Folders.SelectMany(folder => FolderFiles.Below(Root(folder)))
            .Select(static file => file.FullName)
            .Concat(BuildInputs.Of(Session, RecordDirectory).Where(File.Exists))
            .Except(Known, StringComparer.Ordinal),
    ];
}
