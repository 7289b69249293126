using System.Collections.Immutable;

namespace Partition.Images.Diagnostics;

/// <summary>A fault found in a kernel or in the plan of an image. Most name no file: the caller knows which one
/// it passed.</summary>
/// <param name="Code">A code that never changes its meaning: <c>HV3nnn</c> for kernels, <c>HV4nnn</c> for images.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">Whole sentences that name the thing and the way out.</param>
public sealed record ImageDiagnostic(string Code, ImageSeverity Severity, string Message)
{
    /// <summary>The list or archive that a plan was made from, by the name that the caller gave it; null when the fault is of the plan or
    /// the file as a whole.</summary>
    public string? Source { get; init; }

    /// <summary>The line of the text that was read, counted from 1; 0 for what has no lines, and for all of it.</summary>
    public int Line { get; init; }

    /// <summary>Makes an error.</summary>
    public static ImageDiagnostic Error(string code, string message) => new(code, ImageSeverity.Error, message);

    /// <summary>Makes a warning.</summary>
    public static ImageDiagnostic Warning(string code, string message) => new(code, ImageSeverity.Warning, message);

    /// <summary>Makes an information.</summary>
    public static ImageDiagnostic Information(string code, string message) => new(code, ImageSeverity.Information, message);

    /// <summary>The diagnostic without a place: <c>error HVnnnn: message</c>.</summary>
    public override string ToString() => $"{SeverityWord(Severity)} {Code}: {Message}";

    internal static bool HasErrors(ImmutableArray<ImageDiagnostic> diagnostics)
    {
        foreach (ImageDiagnostic diagnostic in diagnostics)
        {
            if (diagnostic.Severity == ImageSeverity.Error)
            {
                return true;
            }
        }

        return false;
    }

    private static string SeverityWord(ImageSeverity severity) => severity switch
    {
        ImageSeverity.Error => "error",
        ImageSeverity.Warning => "warning",
        _ => "info",
    };
}
