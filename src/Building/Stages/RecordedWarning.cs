using System.Globalization;
using Partition.Diagnostics;

namespace Partition.Building.Stages;

/// <summary>A warning as a record keeps it.</summary>
/// <param name="Code">HV and four digits.</param>
/// <param name="Span">Where it points.</param>
/// <param name="Message">What it says.</param>
/// <param name="Text">The whole of its first line in the file; empty for none.</param>
internal sealed record RecordedWarning(string Code, SourceSpan Span, string Message, string Text)
{
    /// <summary>Reads a warning from a record's fields.</summary>
    /// <returns>The warning, or <see langword="null"/> when the fields are damaged.</returns>
    public static RecordedWarning? TryParse(string[] fields) =>
        fields is [var code, var path, var startLine, var startColumn, var endLine, var endColumn, var message, var text]
        && TryParse(startLine, out int line) && TryParse(startColumn, out int column)
        && TryParse(endLine, out int lastLine) && TryParse(endColumn, out int lastColumn)
            ? new(
                code,
                new SourceSpan(LineText.Unescape(path), line, column, lastLine, lastColumn),
                LineText.Unescape(message),
                LineText.Unescape(text))
            : null;

    /// <summary>The warning as fields of a record.</summary>
    public string[] ToFields() =>
    [
        Code, LineText.Escape(Span.Path), Number(Span.StartLine), Number(Span.StartColumn), Number(Span.EndLine), Number(Span.EndColumn),
        LineText.Escape(Message), LineText.Escape(Text),
    ];

    /// <summary>The warnings with the lines that they point at.</summary>
    public static IEnumerable<RecordedWarning> Of(IEnumerable<Diagnostic> warnings, Func<string, string> root)
    {
        var files = new SourceLines(root);
        return warnings.Select(warning => new RecordedWarning(warning.Code, warning.Span, warning.Message, files.LineAt(warning.Span)));
    }

    /// <summary>
    /// Restores warnings, each at the line where its text is now: lines above it may have been added or removed since. A warning whose line
    /// is gone points at the file as a whole.
    /// </summary>
    public static IEnumerable<Diagnostic> Restore(IEnumerable<RecordedWarning> warnings, Func<string, string> root)
    {
        var files = new SourceLines(root);
        return warnings.Select(warning => Diagnostic.Warning(
            warning.Code, warning.Text.Length == 0 ? warning.Span : files.Find(warning.Text, warning.Span), warning.Message));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>The lines of source files, each file read once.</summary>
    private sealed class SourceLines(Func<string, string> root)
    {
        private readonly Dictionary<string, string[]> _files = new(StringComparer.Ordinal);

        public string LineAt(SourceSpan span)
        {
            string[] lines = Of(span);
            return span.StartLine > 0 && span.StartLine <= lines.Length ? lines[span.StartLine - 1] : "";
        }

        public SourceSpan Find(string text, SourceSpan span)
        {
            string[] lines = Of(span);
            int line = Enumerable.Range(1, lines.Length)
                .Where(number => lines[number - 1] == text)
                .OrderBy(number => Math.Abs(number - span.StartLine))
                .FirstOrDefault();
            return line == 0
                ? SourceSpan.File(span.Path)
                : span with { StartLine = line, EndLine = span.EndLine + line - span.StartLine };
        }

        private string[] Of(SourceSpan span)
        {
            if (!_files.TryGetValue(span.Path, out string[]? lines))
            {
                string file = span.StartLine > 0 ? root(span.Path) : "";
                _files.Add(span.Path, lines = File.Exists(file) ? File.ReadAllLines(file) : []);
            }

            return lines;
        }
    }
}
