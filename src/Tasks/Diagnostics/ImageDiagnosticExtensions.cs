using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Tasks;

/// <summary>Gives the diagnostics of image formats, which know no files, a place.</summary>
internal static class ImageDiagnosticExtensions
{
    /// <summary>The same diagnostic at a place.</summary>
    /// <param name="diagnostic">What was found.</param>
    /// <param name="at">The file that was read, or where the project asks for the image; a place of its own comes first.</param>
    public static Diagnostic ToDiagnostic(this ImageDiagnostic diagnostic, SourceSpan at)
    {
        DiagnosticSeverity severity = diagnostic.Severity switch
        {
            ImageSeverity.Error => DiagnosticSeverity.Error,
            ImageSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Information,
        };
        SourceSpan place = diagnostic.Source is null ? at : new SourceSpan(diagnostic.Source, diagnostic.Line, diagnostic.Line > 0 ? 1 : 0, diagnostic.Line, diagnostic.Line > 0 ? 1 : 0);
        return new(diagnostic.Code, severity, place, diagnostic.Message);
    }
}
