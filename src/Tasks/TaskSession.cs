using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building;
using Partition.Building.Diagnostics;
using Partition.Building.Trees;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>The build as a task of MSBuild sees it.</summary>
internal sealed class TaskSession(PartitionTask task, CancellationToken cancellation) : BuildSession
{
    /// <summary>The help keyword of the messages that a stage makes something: programs that read logs know them by it.</summary>
    internal const string StageKeyword = "Partition.Stage";

    /// <summary>More excerpts than this of one task are no longer read; the locations say enough.</summary>
    private const int MaxExcerpts = 50;

    private int _excerpts;

    /// <inheritdoc/>
    public override string ProjectFile => task.ProjectFile;

    /// <inheritdoc/>
    public override CancellationToken Cancellation => cancellation;

    /// <summary>
    /// The tasks' assemblies with their dates. A comparison with the dates of outputs would not do: a package's files have the date of its
    /// making, so a newer version of the SDK may be older than what an earlier one has built.
    /// </summary>
    public override string SdkIdentity => field ??= string.Join('\n', Directory
        .EnumerateFiles(Path.GetDirectoryName(task.GetType().Assembly.Location)!, "Partition.*.dll")
        .Order(StringComparer.Ordinal)
        .Select(static file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}"));

    private TaskLoggingHelper Log => task.Log;

    /// <summary>Whether MSBuild's terminal logger shows this build; MSBuild says so to tasks by this variable.</summary>
    private bool IsTerminal => GetEnvironmentVariable("_MSBUILDTLENABLED") == "1";

    /// <inheritdoc/>
    public override string Root(string path) => task.TaskEnvironment.GetAbsolutePath(path);

    /// <inheritdoc/>
    public override string? GetEnvironmentVariable(string name) => task.TaskEnvironment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public override void Say(Importance importance, string text) => Log.LogMessage(Of(importance), "{0}", Printable.EscapeLines(text));

    /// <inheritdoc/>
    public override bool IsShown(Importance importance) => Log.LogsMessagesOfImportance(Of(importance));

    /// <inheritdoc/>
    public override void SayMaking(string stage, string what) => task.BuildEngine.LogMessageEvent(
        new BuildMessageEventArgs(Printable.Escape($"{stage}: {what}"), StageKeyword, task.GetType().Name, MessageImportance.Normal));

    /// <inheritdoc/>
    public override void SayResult(string text) => SayTest("TLTESTOUTPUT", text, []);

    /// <inheritdoc/>
    public override void SayTestPassed(string name) =>
        SayTest("TLTESTPASSED", "", new() { ["localizedResult"] = "passed", ["displayName"] = name });

    /// <inheritdoc/>
    public override void SayTestSummary(int total, int passed, int skipped, int failed, TimeSpan duration)
    {
        // In the form of 'dotnet test'. The terminal logger makes a line of its own from the numbers.
        Say(Importance.High, string.Create(
            CultureInfo.InvariantCulture,
            $"{(failed == 0 ? "Passed" : "Failed")}!  - Failed: {failed}, Passed: {passed}, Skipped: {skipped}, Total: {total}, "
            + $"Duration: {duration.TotalSeconds:0.0} s - {ProjectName}"));
        SayTest("TLTESTFINISH", "", new()
        {
            ["total"] = Text(total),
            ["passed"] = Text(passed),
            ["skipped"] = Text(skipped),
            ["failed"] = Text(failed),
        });

        static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override void SayNote(Importance importance, Diagnostic note) => Log.LogMessage(
        null, note.Code, null, Printable.Escape(note.Span.Path),
        note.Span.StartLine, note.Span.StartColumn, note.Span.EndLine, note.Span.EndColumn,
        Of(importance), "{0}", Printable.EscapeLines(note.Message));

    /// <inheritdoc/>
    public override void Remember(string key, object value)
    {
        if (task.BuildEngine is IBuildEngine4 engine)
        {
            engine.RegisterTaskObject(key, value, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }

    /// <inheritdoc/>
    public override object? Recall(string key) =>
        (task.BuildEngine as IBuildEngine4)?.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build);

    /// <inheritdoc/>
    protected override void Show(Diagnostic diagnostic)
    {
        SourceSpan at = diagnostic.Span;
        string? page = DiagnosticPages.Find(diagnostic.Code);
        string path = Printable.Escape(at.Path);
        string excerpt = diagnostic.Severity == DiagnosticSeverity.Information ? "" : ReadExcerpt(at);
        string text = Printable.EscapeLines(
            IsTerminal && excerpt.Length > 0 ? $"{diagnostic.Message}\n{excerpt}" : diagnostic.Message);
        switch (diagnostic.Severity)
        {
            case DiagnosticSeverity.Error:
                Log.LogError(
                    null, diagnostic.Code, null, page, path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, "{0}", text);
                break;
            case DiagnosticSeverity.Warning:
                Log.LogWarning(
                    null, diagnostic.Code, null, page, path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, "{0}", text);
                break;
            default:
                SayNote(Importance.Detailed, diagnostic);
                break;
        }

        if (!IsTerminal && excerpt.Length > 0)
        {
            Log.LogMessage(MessageImportance.High, "{0}", Printable.EscapeLines(excerpt));
        }
    }

    /// <summary>
    /// Says something in the form in which the .NET SDK's own test tasks do. The terminal logger shows only these, and only after the
    /// target <c>_TestRunStart</c>; other loggers print the text.
    /// </summary>
    private void SayTest(string kind, string text, Dictionary<string, string?> values)
    {
        // Other loggers would print an empty line.
        MessageImportance importance = text.Length > 0 || IsTerminal ? MessageImportance.High : MessageImportance.Low;
        string shown = Printable.EscapeLines(text);
        task.BuildEngine.LogMessageEvent(new ExtendedBuildMessageEventArgs(kind, shown, null, task.GetType().Name, importance)
        {
            ExtendedMetadata = values,
        });
    }

    private static MessageImportance Of(Importance importance) => importance switch
    {
        Importance.High => MessageImportance.High,
        Importance.Normal => MessageImportance.Normal,
        _ => MessageImportance.Low,
    };

    /// <summary>
    /// Reads the line of a span and marks the span in it; empty when enough were shown.
    /// </summary>
    /// <remarks>
    /// The terminal logger shows nothing but errors and warnings, and these over several lines if need be; so there it is a part of them.
    /// Other loggers repeat the location and the code before each line of an error, so there it is a message of its own.
    /// </remarks>
    private string ReadExcerpt(SourceSpan at)
    {
        if (at.StartLine == 0
            || _excerpts++ >= MaxExcerpts
            || new ProjectSourceFiles(Root).TryRead(at.Path) is not byte[] file)
        {
            return "";
        }

        return string.Join('\n', SourceExcerpt.Of(file, at));
    }
}
