using System.Collections.Immutable;

namespace Partition.Diagnostics;

/// <summary>A fault found in the input: what, where, and what to do about it.</summary>
/// <param name="Code">A code that never changes its meaning, such as <c>HV1021</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Span">The place in the user's file; <see cref="SourceSpan.None"/> when there is none.</param>
/// <param name="Message">A whole sentence that names the thing and the way out.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, SourceSpan Span, string Message)
{
    /// <summary>Other places that take part, the nearest first: the other definition, the includer, the macro.</summary>
    public ImmutableArray<DiagnosticNote> Notes { get; init; } = [];

    /// <summary>The check that found it, by the name that dtc gives to it; <see langword="null"/> when no check did.</summary>
    public string? Check { get; init; }

    /// <summary>
    /// What a check found it in: the path of a node, then a colon and a name where it is a property. Otherwise <see langword="null"/>.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Makes an error.</summary>
    public static Diagnostic Error(string code, SourceSpan span, string message) => new(code, DiagnosticSeverity.Error, span, message);

    /// <summary>Makes a warning.</summary>
    public static Diagnostic Warning(string code, SourceSpan span, string message) => new(code, DiagnosticSeverity.Warning, span, message);

    /// <summary>Makes an information.</summary>
    public static Diagnostic Information(string code, SourceSpan span, string message) =>
        new(code, DiagnosticSeverity.Information, span, message);

    /// <summary>The same diagnostic, at another location if it names no file.</summary>
    /// <param name="span">The file that was read, or the line that asked for it: readers of file formats know neither.</param>
    public Diagnostic WithFallback(SourceSpan span) => Span.HasFile ? this : this with { Span = span };

    /// <summary>
    /// The message with the node or property it is about in front, unless it names the node itself: many messages leave that to the
    /// line, and a tree that was read from a blob has none.
    /// </summary>
    public string NamingItsNode() =>
        Subject is null || Message.Contains(Subject.Split(':')[0], StringComparison.Ordinal) ? Message : $"{Subject}: {Message}";

    /// <summary>The diagnostic in MSBuild's canonical form: <c>file(line,column,endLine,endColumn): error HVnnnn: message</c>.</summary>
    public override string ToString()
    {
        string place = !Span.HasFile ? "" : Span.StartLine == 0
            ? $"{Span.Path}: "
            : $"{Span.Path}({Span.StartLine},{Span.StartColumn},{Span.EndLine},{Span.EndColumn}): ";
        return $"{place}{SeverityWord(Severity)} {Code}: {Message}";
    }

    private static string SeverityWord(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
