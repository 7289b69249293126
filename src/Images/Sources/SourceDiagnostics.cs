using Partition.Images.Diagnostics;

namespace Partition.Images.Sources;

/// <summary>What can be wrong with a list, a table or an archive that a plan is made from.</summary>
internal static class SourceDiagnostics
{
    public static ImageDiagnostic BadLine(string expected) => ImageDiagnostic.Error("HV4101", $"This line cannot be read: {expected}.");

    public static ImageDiagnostic BadNumber(string field, string text, string range) => ImageDiagnostic.Error("HV4102",
        $"'{text}' is no {field}; {range} can stand here.");

    public static ImageDiagnostic FileNotFound(string location) => ImageDiagnostic.Error("HV4103",
        $"There is no file '{location}'. Locations start from the folder of the list, if they are not absolute.");

    public static ImageDiagnostic UnknownVariable(string name) => ImageDiagnostic.Error("HV4104",
        $"The variable '{name}' has no value. Write the location out, or define the variable.");

    public static ImageDiagnostic NothingToChange(string path) => ImageDiagnostic.Error("HV4105",
        $"There is no '{path}' whose mode and owner could be set. Files and links must be in the plan before the table names them.");

    public static ImageDiagnostic BadArchive(string reason) => ImageDiagnostic.Error("HV4106",
        $"The tar archive cannot be read: {reason} Make or copy it again.");

    public static ImageDiagnostic LeftOut(string name, string kind) => ImageDiagnostic.Warning("HV4107",
        $"'{name}' is a {kind}, which no file system can hold; it is left out.");

    public static ImageDiagnostic TooManyNodes(string name, long count, long limit) => ImageDiagnostic.Error("HV4108",
        $"'{name}' asks for {count} nodes; a table makes at most {limit} of a line.");
}
