using Microsoft.Build.Framework;

namespace Partition.Tasks;

/// <summary>
/// Says again what a stage warned of in an earlier build when it has nothing to do in this one, so that a warning stays until its cause is gone,
/// and <c>-warnaserror</c> sees it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReplayWarnings : PartitionTask
{
    /// <summary>The files in which the stage's runs keep their warnings; one that is not there has none.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Those of them whose warnings this build has told already.</summary>
    public ITaskItem[] Told { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        HashSet<string> told = [.. Told.Select(file => Root(file.ItemSpec))];
        Report(Files.Select(file => Root(file.ItemSpec))
            .Where(file => !told.Contains(file))
            .SelectMany(file => WarningRecord.Read(file, Root))
            .Select(static warning => warning.ToDiagnostic()));
    }
}
