using Partition.Building.Diagnostics;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Dtc;

/// <summary>Messages in dtc's form, for logs and programs that know it; the words after the colon are ours.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>syntax</term><description><c>Error: FILE:LINE.COLUMN-END text</c></description></item>
/// <item><term>files, options</term><description><c>FATAL ERROR: text</c></description></item>
/// <item><term>checks</term><description><c>FILE:LINE.COLUMN-END: Warning (check): /node:property: text</c>, or <c>ERROR (check)</c>;
/// what has no source has the output's name for its place</description></item>
/// </list>
/// </remarks>
internal sealed class NativeReport(int quietness, ToolConsole console, string output) : DtcReport(quietness)
{
    public override void Fatal(string message) => Say($"FATAL ERROR: {message}");

    public override void Warning(string message)
    {
        if (Quietness < 1)
        {
            Say($"Warning: {message}");
        }
    }

    public override void Unreadable() => Say("FATAL ERROR: Unable to parse input tree");

    public override void Rejected() => Say("ERROR: Input tree has errors, aborting (use -f to force output)");

    public override void Forced()
    {
        if (Quietness < 3)
        {
            Say("Warning: Input tree has errors, output forced");
        }
    }

    protected override void Write(Diagnostic diagnostic, DeviceTreeDocument? document)
    {
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        if (diagnostic.Check is not null)
        {
            TreePlace place = TreePlace.Of(diagnostic, document);
            string word = isError ? "ERROR" : "Warning";
            Say($"{PlaceOf(place.Span)}: {word} ({diagnostic.Check}): {diagnostic.Subject}: {diagnostic.Message}");
            foreach (SourceSpan extension in place.Extensions)
            {
                Say($"  also defined at {PlaceOf(extension)}");
            }
        }
        else if (diagnostic.Span.StartLine == 0)
        {
            Say(isError ? $"FATAL ERROR: {diagnostic.Message}" : $"Warning: {diagnostic.Message}");
        }
        else
        {
            Say($"{(isError ? "Error" : "WARNING")}: {PlaceOf(diagnostic.Span)}{(isError ? "" : ":")} {diagnostic.Message}");
        }
    }

    private string PlaceOf(SourceSpan span) => !span.HasFile
        ? output == DtcOptions.Standard ? "<stdout>" : output
        : span.StartLine == 0 ? span.Path
        : span.EndLine != span.StartLine
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{span.Path}:{span.StartLine}.{span.StartColumn}-{span.EndLine}.{span.EndColumn}")
        : span.EndColumn != span.StartColumn
            ? string.Create(CultureInfo.InvariantCulture, $"{span.Path}:{span.StartLine}.{span.StartColumn}-{span.EndColumn}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Path}:{span.StartLine}.{span.StartColumn}");

    private void Say(string line) => console.Error.WriteLine(Printable.Escape(line));
}
