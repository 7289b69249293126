using Partition.Diagnostics;

namespace Partition.Images.Sources;

/// <summary>What can be wrong with a list, a table or an archive that a plan is made from.</summary>
internal static class SourceDiagnostics
{
    public static Diagnostic BadLine(string expected) =>
        Diagnostic.Error("HV4101", SourceSpan.None, $"This line cannot be read: {expected}.");

    public static Diagnostic BadNumber(string field, string text, string range) => Diagnostic.Error("HV4102", SourceSpan.None,
        $"'{text}' is no {field}; {range} can stand here.");

    public static Diagnostic FileNotFound(string location) => Diagnostic.Error("HV4103", SourceSpan.None,
        $"There is no file '{location}'. Locations start from the folder of the list, if they are not absolute.");

    public static Diagnostic UnknownVariable(string name) => Diagnostic.Error("HV4104", SourceSpan.None,
        $"The variable '{name}' has no value. Write the location out, or define the variable.");

    public static Diagnostic NothingToChange(string path) => Diagnostic.Error("HV4105", SourceSpan.None,
        $"There is no '{path}' whose mode and owner could be set. Files and links must be in the plan before the table names them.");

    public static Diagnostic BadArchive(string reason) => Diagnostic.Error("HV4106", SourceSpan.None,
        $"The tar archive cannot be read: {reason} Make or copy it again.");

    public static Diagnostic LeftOut(string name, string kind) => Diagnostic.Warning("HV4107", SourceSpan.None,
        $"'{name}' is a {kind}, which no file system can hold; it is left out.");

    public static Diagnostic TooManyNodes(string name, long count, long left, long limit) => Diagnostic.Error("HV4108", SourceSpan.None,
        $"'{name}' asks for {count} nodes; the series of a table may make at most {limit} in all, and {left} are left. "
        + "Correct the count, or divide the table.");
}
