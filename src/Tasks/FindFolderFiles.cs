using Microsoft.Build.Framework;

namespace Partition.Tasks;

/// <summary>Finds what lies in folders, for those who look at each file. MSBuild's wildcards would follow the links that a root file system has.</summary>
[MSBuildMultiThreadableTask]
public sealed class FindFolderFiles : PartitionTask
{
    /// <summary>The folders; what is none has no files.</summary>
    [Required] public string[] Folders { get; set; } = [];

    /// <summary>The files below them with their full paths.</summary>
    [Output] public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Files = [.. Folders.SelectMany(folder => FolderFiles.Below(Root(folder))).Select(static file => file.FullName)];
}
