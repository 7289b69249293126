using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Finds what was built, for verbs that can be told not to build.</summary>
[MSBuildMultiThreadableTask]
public sealed class FindBuiltOutputs : PartitionTask
{
    /// <summary>What a build makes, with Kind.</summary>
    [Required] public ITaskItem[] Outputs { get; set; } = [];

    /// <summary>The output folder.</summary>
    [Required] public string OutputDirectory { get; set; } = "";

    /// <summary>The configuration.</summary>
    [Required] public string Configuration { get; set; } = "";

    /// <summary>The outputs that exist, with RelativePath: where each lies below the output folder.</summary>
    [Output] public ITaskItem[] Built { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Built =
    [
        .. PartitionOutputs.Place(Session, ItemsOf(Outputs), OutputDirectory, Configuration).Select(static output => new TaskItem(
            output.Output.Identity,
            new Dictionary<string, string> { ["Kind"] = output.Output.GetMetadata("Kind"), ["RelativePath"] = output.RelativePath })),
    ];
}
