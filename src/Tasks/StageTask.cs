using Microsoft.Build.Framework;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>A task that makes files, unless its records say that they are made.</summary>
/// <remarks>MSBuild runs it in every build; whether there is something to do, it finds out from everything that it is given.</remarks>
public abstract class StageTask : PartitionTask
{
    private readonly List<Stage> _stages = [];

    /// <summary>Every file that was written in this build or an earlier one, for the record that clean reads.</summary>
    [Output] public string[] WrittenFiles => [.. _stages.SelectMany(static stage => stage.Written)];

    /// <summary>Begins a stage.</summary>
    /// <param name="name">Its name in logs.</param>
    private protected Stage Begin(string name)
    {
        var stage = new Stage(Session, name);
        _stages.Add(stage);
        return stage;
    }
}
