using Partition.Building.Diagnostics;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Tool.Terminal;

namespace Partition.Tool.Reporting;

/// <summary>Writes diagnostics to the standard error stream in MSBuild's canonical form.</summary>
internal sealed class Report(ToolConsole console)
{
    private const string Reset = "\e[0m";
    private const string Bold = "\e[1m";
    private const string Red = "\e[1;31m";
    private const string Yellow = "\e[1;33m";
    private const string Cyan = "\e[1;36m";

    /// <summary>Whether an error was written.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Writes diagnostics of a source, each with its line and its notes.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="files">Where the lines come from.</param>
    public void Write(IEnumerable<Diagnostic> diagnostics, ISourceFiles files)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Write(diagnostic, files);
        }
    }

    /// <summary>Writes diagnostics of a file that an image is made of or read from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">What was found in it.</param>
    public void Write(string path, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string source = diagnostic.Span.HasFile ? diagnostic.Span.Path : path;
            int line = diagnostic.Span.StartLine; // These formats know no columns.
            Write(
                line == 0 ? source : string.Create(null, $"{source}({line})"),
                WordOf(diagnostic.Severity),
                diagnostic.Code,
                diagnostic.Message);
        }
    }

    /// <summary>Writes an error that has no code, because it is about a file as a whole or about the command's own work.</summary>
    public void Error(string place, string message) => Write(place, "error", "", message);

    /// <summary>Writes a warning that has no code.</summary>
    public void Warning(string place, string message) => Write(place, "warning", "", message);

    /// <summary>Writes what belongs to the diagnostic before it.</summary>
    public void Note(string place, string message) => Write("  " + place, "note", "", message);

    private void Write(Diagnostic diagnostic, ISourceFiles files)
    {
        string place = diagnostic.Span.HasFile ? Place(diagnostic.Span) : "partition";
        Write(place, WordOf(diagnostic.Severity), diagnostic.Code, diagnostic.Message);
        if (diagnostic.Span is { HasFile: true, StartLine: > 0 } span && files.TryRead(span.Path) is { } file)
        {
            foreach (string line in SourceExcerpt.Of(file, span))
            {
                console.Error.WriteLine(Printable.EscapeLines(line));
            }
        }

        foreach (DiagnosticNote note in diagnostic.Notes)
        {
            Note(note.Span.HasFile ? Place(note.Span) : "partition", note.Message);
        }
    }

    private void Write(string place, string word, string code, string message)
    {
        HasErrors |= word == "error";
        string kind = code.Length == 0 ? word : $"{word} {code}";
        string color = word switch { "error" => Red, "warning" => Yellow, _ => Cyan };
        console.Error.WriteLine($"{Paint(Printable.Escape(place) + ":", Bold)} {Paint(kind + ":", color)} {Printable.Escape(message)}");
    }

    private string Paint(string text, string color) => console.HasColors ? color + text + Reset : text;

    private static string Place(SourceSpan span) => span.StartLine == 0
        ? span.Path
        : string.Create(null, $"{span.Path}({span.StartLine},{span.StartColumn},{span.EndLine},{span.EndColumn})");

    private static string WordOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
