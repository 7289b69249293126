using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Partition.Tasks;

/// <summary>Reads which files outputs were made of, so that a change to an included file makes them again.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadDependencyFiles : PartitionTask
{
    /// <summary>The dependency files.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <summary>The dependencies, with the metadata of the file that names them.</summary>
    [Output] public ITaskItem[] Dependencies { get; set; } = [];

    /// <summary>Those of <see cref="Files"/> that are not there, or of which a dependency has another date than when it was read, be it an older one.</summary>
    [Output] public ITaskItem[] Changed { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        (ITaskItem File, DatedFile[] Dependencies)[] read = [.. Files.Select(file => (file, DependencyFile.Read(Root(file.ItemSpec))))];
        Dependencies = [.. read.SelectMany(static file => file.Dependencies.Where(static dependency => dependency.Date != 0).Select(dependency => MakeItem(dependency, file.File)))];
        Changed = [.. read.Where(IsChanged).Select(static file => file.File)];
    }

    private bool IsChanged((ITaskItem File, DatedFile[] Dependencies) file) =>
        !File.Exists(Root(file.File.ItemSpec)) || Array.Exists(file.Dependencies, dependency => DatedFile.DateOf(Root(dependency.Path)) != dependency.Date);

    private static TaskItem MakeItem(DatedFile dependency, ITaskItem file)
    {
        var item = new TaskItem(dependency.Path);
        file.CopyMetadataTo(item);
        return item;
    }
}
