using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Building.Diagnostics;

/// <summary>Gives the diagnostics of image formats, which know no files, a location.</summary>
internal static class ImageDiagnosticExtensions
{
    /// <summary>The same diagnostics at a location.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="at">The file that was read, or where the project asks for the image; a location of a diagnostic's own comes first.</param>
    public static IEnumerable<Diagnostic> At(this IEnumerable<ImageDiagnostic> diagnostics, SourceSpan at) =>
        diagnostics.Select(diagnostic => diagnostic.ToDiagnostic(at));

    /// <summary>The same diagnostic at a location.</summary>
    /// <param name="diagnostic">What was found.</param>
    /// <param name="at">The file that was read, or where the project asks for the image; a location of the diagnostic's own comes first.</param>
    public static Diagnostic ToDiagnostic(this ImageDiagnostic diagnostic, SourceSpan at)
    {
        DiagnosticSeverity severity = diagnostic.Severity switch
        {
            ImageSeverity.Error => DiagnosticSeverity.Error,
            ImageSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Information,
        };
        int column = diagnostic.Line > 0 ? 1 : 0;
        SourceSpan span = diagnostic.Source is null ? at : new SourceSpan(diagnostic.Source, diagnostic.Line, column, diagnostic.Line, column);
        return new(diagnostic.Code, severity, span, diagnostic.Message);
    }
}
