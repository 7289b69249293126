using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Task = Microsoft.Build.Utilities.Task;

namespace Partition.Tasks;

/// <summary>
/// What every task of this package is: properties in, steps of the build, properties out; and no exception that leaves it.
/// </summary>
public abstract class PartitionTask : Task, IMultiThreadableTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The directory that relative paths start from; several tasks may run in one process.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    /// <summary>The project file, for messages that have no better location; may be empty.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>The build that the task is a part of.</summary>
    private protected TaskSession Session => field ??= new TaskSession(this, _cancellation.Token);

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            Run();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false; // MSBuild says so itself.
        }
        catch (InputFileException exception)
        {
            Session.Report(exception.Diagnostic);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Session.Report(HostDiagnostics.FileSystem(ProjectFile, exception.Message));
        }
#pragma warning disable CA1031 // The last line of defence: an error of ours must not look like MSBuild's, and must say how to report it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Session.Report(HostDiagnostics.Unexpected(ProjectFile, GetType().Name, exception));
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Asks the task to stop, when someone pressed Ctrl-C. What it was writing never takes the place of the old file.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the task's work. Errors of the input are reported; the task fails when there is one.</summary>
    protected abstract void Run();

    /// <summary>Makes an absolute path, relative to the project's directory.</summary>
    protected string Root(string path) => TaskEnvironment.GetAbsolutePath(path);

    /// <summary>Reads the property SourceDateEpoch, in seconds since 1970; a text that is not a number is reported. Empty is 0.</summary>
    private protected long ReadDate(string text) =>
        text.Length > 0 && Session.Accepts(PropertyForm.SourceDateEpoch, text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>Items as the steps see them.</summary>
    private protected static ImmutableArray<ProjectItem> ItemsOf(ITaskItem[] items) => [.. items.Select(TaskItems.Read)];
}
