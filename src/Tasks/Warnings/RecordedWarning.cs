using Partition.DeviceTree;

namespace Partition.Tasks;

/// <summary>A warning as a file keeps it.</summary>
/// <param name="Code">HV and four digits.</param>
/// <param name="Path">The file that it points at; empty for none.</param>
/// <param name="StartLine">Its first line, from 1; 0 for the file as a whole.</param>
/// <param name="StartColumn">Where it begins in that line, from 1.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="EndColumn">Where it ends in that line.</param>
/// <param name="Message">Its text.</param>
internal sealed record RecordedWarning(string Code, string Path, int StartLine, int StartColumn, int EndLine, int EndColumn, string Message)
{
    public static RecordedWarning Of(string code, SourceSpan at, string message) => new(code, at.Path, at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, message);

    public Diagnostic ToDiagnostic() => Diagnostic.Warning(Code, new SourceSpan(Path, StartLine, StartColumn, EndLine, EndColumn), Message);
}
