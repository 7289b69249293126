using Microsoft.Build.Framework;

namespace Partition.Tasks;

/// <summary>Finds, for those who look at each file before a build, what items do not name: what lies in folders, and what the last build has read besides.</summary>
/// <remarks>MSBuild's wildcards would follow the links that a root file system has.</remarks>
[MSBuildMultiThreadableTask]
public sealed class FindBuildInputs : PartitionTask
{
    /// <summary>The folders; what is none has no files.</summary>
    public string[] Folders { get; set; } = [];

    /// <summary>What <see cref="StampBuild"/> wrote; it need not be there.</summary>
    [Required] public string StampFile { get; set; } = "";

    /// <summary>Files that are known already.</summary>
    public string[] Known { get; set; } = [];

    /// <summary>The files with their full paths; those that the last build has read, as far as they are still there.</summary>
    [Output] public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        string stamp = Root(StampFile);
        IEnumerable<string> read = File.Exists(stamp) ? File.ReadLines(stamp).Where(File.Exists) : [];
        Files = [.. Folders.SelectMany(folder => FolderFiles.Below(Root(folder))).Select(static file => file.FullName).Concat(read).Except(Known, StringComparer.Ordinal)];
    }
}
