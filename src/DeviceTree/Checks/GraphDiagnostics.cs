using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>The faults of graphs.</summary>
internal static class GraphDiagnostics
{
    public static Diagnostic EndpointInRoot(SourceSpan at, string endpoint) => Diagnostic.Warning("HV1452", at,
        $"The endpoint '{endpoint}' stands in the root node, which is no port. Is a 'remote-endpoint' in the wrong place?");

    public static Diagnostic Reg(SourceSpan at, string node, int length) => Diagnostic.Warning("HV1453", at,
        $"'reg' of '{node}' is one cell, the number of the port or endpoint, not {length} bytes.");

    public static Diagnostic Cells(SourceSpan at, string node, string parent, string property, uint expected) => Diagnostic.Warning(
        "HV1454", at,
        $"'{node}' has a number, so '{property}' of '{parent}' must be {expected}.");

    public static Diagnostic Name(SourceSpan at, string node, string expected) => Diagnostic.Warning("HV1455", at,
        $"'{node}' is part of a graph, and should be called '{expected}'.");

    public static Diagnostic BadRemote(SourceSpan at, string node) => Diagnostic.Warning("HV1456", at,
        $"'remote-endpoint' of '{node}' is not the phandle of a node.");

    public static Diagnostic OneWay(SourceSpan at, string node, string remote, SourceSpan remoteSpan) => Diagnostic.Warning("HV1457", at,
        $"'{node}' leads to '{remote}', which does not lead back.") with
    {
        Notes = remoteSpan.HasFile ? [new(remoteSpan, "The other side is here.")] : [],
    };
}
