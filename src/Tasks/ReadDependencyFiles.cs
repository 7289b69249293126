using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Partition.Tasks;

/// <summary>Reads which files outputs were made of, so that a change to an included file makes them again.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadDependencyFiles : PartitionTask
{
    /// <summary>The dependency files; one that is not there yet has no dependencies.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <summary>The dependencies, with the metadata of the file that names them.</summary>
    [Output] public ITaskItem[] Dependencies { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Dependencies =
    [
        .. Files.SelectMany(file => DependencyFile.Read(Root(file.ItemSpec)).Select(dependency =>
        {
            var item = new TaskItem(dependency);
            file.CopyMetadataTo(item);
            return item;
        })),
    ];
}
