using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Building;

/// <summary>
/// What the steps of a build need of their caller: the project's folder, a place for what they find, and a memory for one build.
/// </summary>
/// <remarks>MSBuild's tasks have one each; so has a test. Nothing here is static, since several builds may run in one process.</remarks>
internal abstract class BuildSession
{
    private ProjectSpans? _spans;

    /// <summary>The project file, for diagnostics that have no better location; may be empty.</summary>
    public abstract string ProjectFile { get; }

    /// <summary>The project's name: that of its file.</summary>
    public string ProjectName => Path.GetFileNameWithoutExtension(ProjectFile);

    /// <summary>Identifies the code that builds: a record of another SDK does not hold.</summary>
    public abstract string SdkIdentity { get; }

    /// <summary>Is cancelled when the build is.</summary>
    public virtual CancellationToken Cancellation => CancellationToken.None;

    /// <summary>How many errors were reported.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>The warnings that were reported since the last call of <see cref="TakeWarnings"/>.</summary>
    private List<Diagnostic> Warnings { get; set; } = [];

    /// <summary>Locates items and properties in the project.</summary>
    public ProjectSpans Spans => _spans ??= new ProjectSpans(Root, ProjectFile);

    /// <summary>Makes a path absolute, relative to the project's folder.</summary>
    public abstract string Root(string path);

    /// <summary>The value of an environment variable, or <see langword="null"/>.</summary>
    public abstract string? GetEnvironmentVariable(string name);

    /// <summary>Says something that is not an error of the project.</summary>
    /// <param name="importance">Which logs show it.</param>
    /// <param name="text">The line.</param>
    public abstract void Say(Importance importance, string text);

    /// <summary>Says a diagnostic that needs no attention.</summary>
    public abstract void SayNote(Importance importance, Diagnostic note);

    /// <summary>Whether any log shows messages of an importance.</summary>
    public abstract bool IsShown(Importance importance);

    /// <summary>Says that a stage begins to make something, since its record does not hold.</summary>
    /// <param name="stage">The stage, such as <c>SliceGuest</c>.</param>
    /// <param name="what">What it makes: a file, a guest.</param>
    public abstract void SayMaking(string stage, string what);

    /// <summary>Says what the caller asked for, such as a plan or the results of a test.</summary>
    public abstract void SayResult(string text);

    /// <summary>Says that a test passed, for those who watch.</summary>
    public abstract void SayTestPassed(string name);

    /// <summary>Says how many tests there were and how they ended.</summary>
    public abstract void SayTestSummary(int total, int passed, int skipped, int failed, TimeSpan duration);

    /// <summary>Keeps a value until the build ends, for other stages of the same build in the same process.</summary>
    public abstract void Remember(string key, object value);

    /// <summary>Finds what <see cref="Remember"/> kept; <see langword="null"/> in another process.</summary>
    public abstract object? Recall(string key);

    /// <summary>Reports a diagnostic; one without a file is located at the project.</summary>
    public void Report(Diagnostic diagnostic)
    {
        Diagnostic located = diagnostic with
        {
            Span = diagnostic.Span.HasFile ? diagnostic.Span : SourceSpan.File(ProjectFile),
            Message = diagnostic.Message + string.Concat(
                diagnostic.Notes.Where(static note => note.Span.HasFile).Select(static note => $" [{note.Span}: {note.Message}]")),
            Notes = [],
        };
        ErrorCount += located.Severity == DiagnosticSeverity.Error ? 1 : 0;
        if (located.Severity == DiagnosticSeverity.Warning)
        {
            Warnings.Add(located);
        }

        Show(located);
    }

    /// <summary>Reports diagnostics.</summary>
    /// <returns>Whether none of them is an error.</returns>
    public bool Report(IEnumerable<Diagnostic> diagnostics)
    {
        int before = ErrorCount;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Report(diagnostic);
        }

        return ErrorCount == before;
    }

    /// <summary>Reports diagnostics of a format that knows no files.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="at">The file that was read, or where the project asks for the image; a diagnostic's own location comes first.</param>
    /// <returns>Whether none of them is an error.</returns>
    public bool Report(IEnumerable<Diagnostic> diagnostics, SourceSpan at) =>
        Report(diagnostics.Select(diagnostic => diagnostic.WithFallback(at)));

    /// <summary>The warnings that were reported since the last call, for the record of what was made.</summary>
    public IReadOnlyList<Diagnostic> TakeWarnings()
    {
        List<Diagnostic> taken = Warnings;
        Warnings = [];
        return taken;
    }

    /// <summary>Reads yes or no from an item's metadatum; what says neither is reported.</summary>
    /// <param name="item">The item.</param>
    /// <param name="kind">Its item type.</param>
    /// <param name="name">The metadatum.</param>
    public bool ReadFlag(ProjectItem item, string kind, string name) => ReadFlag(
        item.GetMetadata(name),
        text => HostDiagnostics.InvalidFlag(Spans.SpanOf(item, kind, name), $"{name} of '{item.Identity}'", text));

    /// <summary>Reads yes or no from a property; what says neither is reported.</summary>
    public bool ReadFlag(string property, string value) =>
        ReadFlag(value, text => HostDiagnostics.InvalidFlag(SpanOfProperty(property), property, text));

    /// <summary>Whether a property's text has its form; one that does not is reported.</summary>
    public bool Accepts(PropertyForm form, string text)
    {
        bool accepts = form.Accepts(text.Trim());
        if (!accepts)
        {
            Report(form.Describe(SpanOfProperty(form.Name), text));
        }

        return accepts;
    }

    /// <summary>Locates a property in the project file.</summary>
    public SourceSpan SpanOfProperty(string name) => Spans.SpanOfProperty(ProjectFile, name);

    private bool ReadFlag(string text, Func<string, Diagnostic> describe)
    {
        if (text.Length > 0 && !Flag.TryParse(text, out _))
        {
            Report(describe(text));
        }

        return Flag.Read(text, otherwise: false);
    }

    /// <summary>Shows a diagnostic to the user.</summary>
    protected abstract void Show(Diagnostic diagnostic);
}
