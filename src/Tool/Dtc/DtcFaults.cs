using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Tool.Dtc;

/// <summary>What a diagnostic is in dtc's terms: the exit code and <c>-q</c> depend on it.</summary>
internal static class DtcFaults
{
    /// <summary>The code of a value that does not fit; dtc says so however often <c>-q</c> is given.</summary>
    public const string Truncation = "HV1227";

    /// <summary>Whether all errors come from checks, so that dtc ends with 2.</summary>
    public static bool AreOnlyOfChecks(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Check is null)
            {
                return false;
            }
        }

        return true;
    }
}
