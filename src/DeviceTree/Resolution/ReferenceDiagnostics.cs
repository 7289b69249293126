using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>The faults of references and phandles.</summary>
internal static class ReferenceDiagnostics
{
    public static Diagnostic UnknownLabel(SourceSpan at, string label, string? nearest) => Diagnostic.Error("HV1021", at,
        $"No node carries the label '{label}'." + (nearest is null ? "" : $" Did you mean '&{nearest}'?"));

    public static Diagnostic UnknownPath(SourceSpan at, string path, string longest) => Diagnostic.Error("HV1022", at,
        $"There is no node '{path}'; the path leads no further than '{longest}'.");

    public static Diagnostic UnfixablePath(SourceSpan at, string path) => Diagnostic.Error("HV1023", at,
        $"There is no node '{path}' in this overlay, and an overlay can refer to nodes of its base by label only.");

    public static Diagnostic UnresolvedPathOfOverlay(SourceSpan at, string label) => Diagnostic.Error("HV1024", at,
        $"No node of this overlay carries the label '{label}', and the path of a node of its base is not known. "
        + $"Write '<&{label}>' for its phandle.");

    public static Diagnostic BadPhandleLength(SourceSpan at, string property, int length) => Diagnostic.Error("HV1025", at,
        $"'{property}' is one cell of 4 bytes, not {length}.");

    public static Diagnostic BadPhandle(SourceSpan at, string property, uint value) => Diagnostic.Error("HV1026", at,
        $"'{property}' must not be 0x{value:x}: 0 and 0xffffffff mark what has no phandle.");

    public static Diagnostic PhandleOfAnother(SourceSpan at, string property, string node, string reference) => Diagnostic.Error(
        "HV1027", at,
        $"'{property}' of '{node}' refers to another node, '{reference}'. A node may only refer to itself here, to be given a number.");

    public static Diagnostic PhandlesDiffer(SourceSpan at, string node, uint value, uint other) => Diagnostic.Error("HV1028", at,
        $"'{node}' has two phandles: 'phandle' is 0x{value:x} and 'linux,phandle' is 0x{other:x}.");

    public static Diagnostic DuplicatePhandle(SourceSpan at, uint value, string owner, SourceSpan ownerSpan) => Diagnostic.Error(
        "HV1029", at,
        $"The phandle 0x{value:x} belongs to '{owner}' already.") with
    {
        Notes = ownerSpan.HasFile ? [new(ownerSpan, "The other node is here.")] : [],
    };

    public static Diagnostic SymbolExists(SourceSpan at, string table, string label) => Diagnostic.Warning("HV1030", at,
        $"'/{table}' has a property '{label}' already; the label of that name is left out.");

    public static Diagnostic MalformedFixups(SourceSpan at, string table, string property, bool ofStrings) => Diagnostic.Warning(
        "HV1031", at,
        $"'{property}' of '{table}' must be {(ofStrings ? "a list of strings" : "a list of cells")}, but is not; "
        + "the entries of this source are left out. Remove it: the compiler writes this node.");
}
