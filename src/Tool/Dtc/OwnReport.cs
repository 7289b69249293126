using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Tool.Reporting;
using Partition.Tool.Terminal;

namespace Partition.Tool.Dtc;

/// <summary>Messages as all commands write them, with their codes and lines; what has no place is at the input as a whole.</summary>
internal sealed class OwnReport(int quietness, ToolConsole console, ISourceFiles files, string input) : DtcReport(quietness)
{
    private const string Place = "dtc";
    private readonly Report _report = new(console);

    public override void Fatal(string message) => _report.Error(Place, message);

    public override void Warning(string message)
    {
        if (Quietness < 1)
        {
            _report.Warning(Place, message);
        }
    }

    // The errors speak for themselves.
    public override void Unreadable()
    {
    }

    public override void Rejected() => _report.Note(Place, "No output was written; -f writes it nevertheless.");

    public override void Forced()
    {
        if (Quietness < 3)
        {
            _report.Warning(Place, "The input has errors; the output was written because of -f.");
        }
    }

    protected override void Write(Diagnostic diagnostic, DeviceTreeDocument? document) => _report.Write(
        [diagnostic.Span.HasFile ? diagnostic : diagnostic with { Span = SourceSpan.File(input), Message = diagnostic.NamingItsNode() }],
        files);
}
