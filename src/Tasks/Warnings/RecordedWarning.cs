using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>A warning as a file keeps it.</summary>
/// <param name="Code">HV and four digits.</param>
/// <param name="Path">The file that it points at; empty for none.</param>
/// <param name="StartLine">Its first line, from 1; 0 for the file as a whole.</param>
/// <param name="StartColumn">Where it begins in that line, from 1.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="EndColumn">Where it ends in that line.</param>
/// <param name="Message">What it says.</param>
/// <param name="Text">The whole of its first line in the file; empty for none.</param>
internal sealed record RecordedWarning(string Code, string Path, int StartLine, int StartColumn, int EndLine, int EndColumn, string Message, string Text)
{
    public static RecordedWarning Of(string code, SourceSpan at, string message) => new(code, at.Path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, message, "");

    /// <summary>The warning with the line that it points at.</summary>
    /// <param name="lines">The file's lines.</param>
    public RecordedWarning WithText(string[] lines) => this with { Text = StartLine > 0 && StartLine <= lines.Length ? lines[StartLine - 1] : "" };

    /// <summary>The warning at the place of its line now: something above it may have been put in or taken out since. Without that line it is one of the file as a whole.</summary>
    /// <param name="lines">The file's lines.</param>
    public RecordedWarning Moved(string[] lines)
    {
        if (Text.Length == 0)
        {
            return this;
        }

        int line = Enumerable.Range(1, lines.Length).Where(number => lines[number - 1] == Text).OrderBy(number => Math.Abs(number - StartLine)).FirstOrDefault();
        return line == 0
            ? this with { StartLine = 0, StartColumn = 0, EndLine = 0, EndColumn = 0 }
            : this with { StartLine = line, EndLine = EndLine + line - StartLine };
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Warning(Code, new SourceSpan(Path, StartLine, StartColumn, EndLine, EndColumn), Message);
}
