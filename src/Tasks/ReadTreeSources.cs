using Microsoft.Build.Framework;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>Reads which files device trees were made of, as their records say it.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadTreeSources : PartitionTask
{
    /// <summary>The trees, each with RecordFile.</summary>
    [Required] public ITaskItem[] Trees { get; set; } = [];

    /// <summary>The files, included ones as well; nothing of a tree that was not compiled.</summary>
    [Output] public string[] Sources { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Sources =
    [
        .. Trees.Select(tree => StageRecord.TryRead(Root(tree.GetMetadata("RecordFile"))))
            .OfType<StageRecord>()
            .SelectMany(static record => record.Read)
            .Where(static file => file.Date != 0)
            .Select(static file => file.Path)
            .Distinct(),
    ];
}
