using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>Reads the dates of files for the options of a stage, so that a file that is replaced by an older one is seen, and so is the target of a link, at
/// which MSBuild does not look.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadFileDates : PartitionTask
{
    /// <summary>The files; one that is not there has a date, too.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <summary>The name of a file that is read together with each where it lies beside it; empty for none.</summary>
    public string Companion { get; set; } = "";

    /// <summary>The files with the metadatum Date, which is another one after each change.</summary>
    [Output] public ITaskItem[] DatedFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => DatedFiles =
    [
        .. Files.Select(file =>
        {
            var dated = new TaskItem(file);
            dated.SetMetadata("Date", string.Create(CultureInfo.InvariantCulture, $"{DatedFile.DateOf(Root(file.ItemSpec))} {DateOfCompanion(file)}"));
            return dated;
        }),
    ];

    private long DateOfCompanion(ITaskItem file) =>
        Companion.Length == 0 ? 0 : DatedFile.DateOf(Path.Combine(HostLink.Follow(Root(file.ItemSpec)).DirectoryName!, Companion));
}
