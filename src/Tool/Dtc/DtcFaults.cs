using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Tool.Dtc;

/// <summary>What a diagnostic is in dtc's terms: the exit code and <c>-q</c> depend on it.</summary>
internal static class DtcFaults
{
    /// <summary>The code of a value that does not fit; dtc says so however often <c>-q</c> is given.</summary>
    public const string Truncation = "HV1227";

    /// <summary>Whether a diagnostic comes from what dtc calls a check.</summary>
    public static bool IsOfCheck(Diagnostic diagnostic) => CheckOf(diagnostic) is not null;

    /// <summary>Whether all errors come from checks, so that dtc ends with 2.</summary>
    public static bool AreOnlyOfChecks(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error && !IsOfCheck(diagnostic))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The check that finds a fault in dtc, or <see langword="null"/> when it is none of a check.</summary>
    public static string? CheckOf(Diagnostic diagnostic) => diagnostic.Code switch
    {
        "HV1004" or "HV1005" => "duplicate_node_names",
        "HV1006" => "duplicate_property_names",
        "HV1007" => "duplicate_label",
        "HV1008" => "node_name_chars",
        "HV1009" => "node_name_format",
        "HV1010" => "node_name_not_empty",
        "HV1011" => "property_name_chars",
        "HV1012" => "name_is_string",
        "HV1013" => "name_properties",
        "HV1021" or "HV1022" => "phandle_references",
        "HV1024" => "path_references",
        "HV1025" or "HV1026" or "HV1027" or "HV1028" or "HV1029" => "explicit_phandles",
        _ => null,
    };
}
