using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Images.Files;
using Task = Microsoft.Build.Utilities.Task;

namespace Partition.Tasks;

/// <summary>What every task of this package has: paths rooted at the project, coded diagnostics, and no exception that leaves it.</summary>
public abstract class PartitionTask : Task, IMultiThreadableTask, ICancelableTask, IDisposable
{
    /// <summary>More lines than this of one task are no longer read; the places say enough.</summary>
    private const int MostExcerpts = 50;

    private const int SecondsBetweenMessages = 3;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<RecordedWarning> _warnings = [];
    private int _excerpts;
    private bool _hasErrors; // Of our own: -warnaserror makes errors of warnings, and they are kept like any.
    private SourceSpan _lastExcerpt = SourceSpan.None;

    /// <summary>The directory that relative paths start from; several tasks may run in one process.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    /// <summary>The project file, for messages that have no better place; may be empty.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>The file to keep this run's warnings in, for builds in which the target of the task is skipped; empty to keep none.</summary>
    public string WarningsFile { get; set; } = "";

    /// <summary><see cref="WarningsFile"/>, for the target that replays the warnings of tasks that did not run. An output that is set by none of
    /// the task's inputs: MSBuild infers those even in a target that it skips.</summary>
    [Output] public string ToldWarnings => WarningsFile;

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            Run();
            if (WarningsFile.Length > 0 && !_hasErrors)
            {
                WarningRecord.Write(Root(WarningsFile), _warnings, Root);
            }
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            return false; // MSBuild says so itself.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(HostDiagnostics.FileSystem(ProjectFile, exception.Message));
        }
#pragma warning disable CA1031 // The last line of defence: a fault of ours must not look like MSBuild's, and must say how to report it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(HostDiagnostics.Unexpected(ProjectFile, GetType().Name, exception));
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

    /// <summary>Cancelled when the build is.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Tells how far a long write is, every few seconds.</summary>
    private protected Action<ImageProgress> ProgressOf(string file)
    {
        long next = Stopwatch.GetTimestamp() + SecondsBetweenMessages * Stopwatch.Frequency;
        return progress =>
        {
            if (Stopwatch.GetTimestamp() >= next && progress.Length > 0)
            {
                next = Stopwatch.GetTimestamp() + SecondsBetweenMessages * Stopwatch.Frequency;
                Log.LogMessage(MessageImportance.High, "{0}", string.Create(
                    CultureInfo.InvariantCulture, $"{file}: {progress.Written >> 20} of {progress.Length >> 20} MiB"));
            }
        };
    }

    /// <summary>Does the task's work. Faults of the input are reported; the task fails when one is an error.</summary>
    protected abstract void Run();

    /// <summary>Finds the places of items and properties in the project.</summary>
    private protected ProjectPlaces Places => field ??= new ProjectPlaces(Root);

    /// <summary>Roots a path at the project's directory.</summary>
    protected string Root(string path) => TaskEnvironment.GetAbsolutePath(path);

    /// <summary>Reports diagnostics.</summary>
    /// <returns>Whether none of them is an error.</returns>
    private protected bool Report(IEnumerable<Diagnostic> diagnostics)
    {
        bool isClean = true;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Report(diagnostic);
            isClean &= diagnostic.Severity != DiagnosticSeverity.Error;
        }

        return isClean;
    }

    /// <summary>Reports the diagnostics of an image format, which knows no files.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="at">The place to show: the file that was read, or where the project asks for the image.</param>
    /// <returns>Whether none of them is an error.</returns>
    private protected bool Report(IEnumerable<Diagnostic> diagnostics, SourceSpan at) => Report(diagnostics.Select(
        diagnostic => diagnostic.WithFallback(at)));

    private protected void Report(Diagnostic diagnostic)
    {
        SourceSpan at = diagnostic.Span.HasFile ? diagnostic.Span : SourceSpan.File(ProjectFile);
        string message = diagnostic.Message + string.Concat(
            diagnostic.Notes.Where(static note => note.Span.HasFile).Select(static note => $" [{note.Span}: {note.Message}]"));
        switch (diagnostic.Severity)
        {
            case DiagnosticSeverity.Error:
                _hasErrors = true;
                Log.LogError(null, diagnostic.Code, null, DiagnosticPages.Find(diagnostic.Code), at.Path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, "{0}", message);
                LogExcerpt(at);
                break;
            case DiagnosticSeverity.Warning:
                _warnings.Add(RecordedWarning.Of(diagnostic.Code, at, message));
                Log.LogWarning(null, diagnostic.Code, null, DiagnosticPages.Find(diagnostic.Code), at.Path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, "{0}", message);
                LogExcerpt(at);
                break;
            default:
                Note(diagnostic with { Span = at, Message = message }, MessageImportance.Low);
                break;
        }
    }

    /// <summary>Says something that is no fault of the project.</summary>
    private protected void Note(Diagnostic diagnostic, MessageImportance importance) => Log.LogMessage(
        null, diagnostic.Code, null, diagnostic.Span.Path, diagnostic.Span.StartLine, diagnostic.Span.StartColumn, diagnostic.Span.EndLine, diagnostic.Span.EndColumn,
        importance, "{0}", diagnostic.Message);

    /// <summary>
    /// Shows the line and a mark under the place. It is a message of its own: loggers repeat the place and the code before each
    /// line of an error, and whoever counts errors would count three.
    /// </summary>
    private void LogExcerpt(SourceSpan at)
    {
        if (at.StartLine > 0 && at != _lastExcerpt && _excerpts++ < MostExcerpts && new ProjectSourceFiles(TaskEnvironment).TryRead(at.Path) is byte[] file)
        {
            _lastExcerpt = at;
            string excerpt = string.Join('\n', SourceExcerpt.Of(file, at));
            if (excerpt.Length > 0)
            {
                Log.LogMessage(MessageImportance.High, "{0}", excerpt);
            }
        }
    }
}
