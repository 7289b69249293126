using Microsoft.Build.Framework;
using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>Writes down, by the date of a file, when a build had seen all of its inputs, and in it which they were. Leaves it alone while no input is newer.</summary>
[MSBuildMultiThreadableTask]
public sealed class StampBuild : PartitionTask
{
    /// <summary>The file to write: a full path a line.</summary>
    [Required] public string StampFile { get; set; } = "";

    /// <summary>Files that the build has read.</summary>
    [Required] public string[] Inputs { get; set; } = [];

    /// <summary>Folders that went into file systems. What they leave out of one counts, too, because who compares the stamp with them knows no better.</summary>
    public string[] Folders { get; set; } = [];

    /// <summary>What file systems were made of, as <see cref="DescribeFileSystem"/> wrote it down; what they name is read, too.</summary>
    public string[] Lists { get; set; } = [];

    /// <summary>Files that the build itself has written, which are none of its inputs.</summary>
    public string[] Written { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        if (IsUpToDate())
        {
            return;
        }

        IEnumerable<string> read = Inputs.Concat(Lists.SelectMany(list => FileList.ReadSources(Root(list))));
        IEnumerable<string> inputs = read.Select(Normalize).Except(Written.Select(Normalize), StringComparer.Ordinal);
        AtomicFile.Write(Root(StampFile), string.Concat(inputs.Select(static file => file + "\n")));
    }

    private bool IsUpToDate()
    {
        var stamp = new FileInfo(Root(StampFile));
        return stamp.Exists
            && Inputs.Concat(Lists).All(input => File.GetLastWriteTimeUtc(Root(input)) <= stamp.LastWriteTimeUtc)
            && Folders.SelectMany(folder => FolderFiles.Below(Root(folder))).All(file => file.LastWriteTimeUtc <= stamp.LastWriteTimeUtc);
    }

    private string Normalize(string path) => new FileInfo(Root(path)).FullName;
}
