using Microsoft.Build.Framework;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Writes what makes published files useful elsewhere: a script that boots them in QEMU, and the sums of them all.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompletePublishedFiles : BootingTask
{
    /// <summary>Where the files were copied to.</summary>
    [Required] public string PublishDirectory { get; set; } = "";

    /// <summary>The files as they were built, with the metadatum RelativePath for their place in the directory.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => new PublishStep(Session, Boot, ItemsOf(Files)).Run(PublishDirectory);
}
