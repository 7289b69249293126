using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>The faults of interrupts.</summary>
internal static class InterruptDiagnostics
{
    public static Diagnostic Length(SourceSpan at, string node, int length, string parent, uint cells) => Diagnostic.Warning("HV1443", at,
        $"'interrupts' of '{node}' has {length} bytes; an interrupt of '{parent}' has {cells} cells of 4 bytes.");

    public static Diagnostic BadParent(SourceSpan at, string owner, string node) => Diagnostic.Warning("HV1444", at,
        $"'interrupt-parent' of '{owner}' is not the phandle of a node; '{node}' has interrupts, and asks for it.");

    public static Diagnostic NoParent(SourceSpan at, string node) => Diagnostic.Warning("HV1445", at,
        $"'{node}' has interrupts, but neither it nor a node around it has an 'interrupt-parent'.");

    public static Diagnostic NoProvider(SourceSpan at, string parent, string node, SourceSpan property) => Diagnostic.Warning("HV1446", at,
        $"'{parent}' is the interrupt parent of '{node}', but has neither 'interrupt-controller' nor 'interrupt-map'.") with
    {
        Notes = [new(property, "It is named here.")],
    };

    public static Diagnostic ProviderWithoutCells(SourceSpan at, string node) => Diagnostic.Warning("HV1447", at,
        $"'{node}' takes interrupts, but has no '#interrupt-cells' to say how they are written.");

    public static Diagnostic CellsWithoutProvider(SourceSpan at, string node) => Diagnostic.Warning("HV1448", at,
        $"'{node}' has '#interrupt-cells', but takes no interrupts: it has neither 'interrupt-controller' nor 'interrupt-map'.");

    public static Diagnostic MapWithoutAddressCells(SourceSpan at, string node) => Diagnostic.Warning("HV1449", at,
        $"'{node}' has an 'interrupt-map', whose entries begin with an address, but no '#address-cells'.");

    public static Diagnostic MapMask(SourceSpan at, string node, int length, ulong cells) => Diagnostic.Warning("HV1450", at,
        $"'interrupt-map-mask' of '{node}' has {length} bytes; '#address-cells' and '#interrupt-cells' make {cells} cells of 4 bytes.");

    public static Diagnostic MapParentWithoutAddressCells(SourceSpan at, string node, int cell, string parent, SourceSpan parentSpan) =>
        Diagnostic.Warning("HV1458", at,
        $"Cell {cell} of 'interrupt-map' of '{node}' names '{parent}', which has no '#address-cells'; 0 is taken for it.") with
    {
        Notes = parentSpan.HasFile ? [new(parentSpan, "The node is here.")] : [],
    };

    public static Diagnostic MapEnds(SourceSpan at, string node, ulong cell) => Diagnostic.Warning("HV1451", at,
        $"'interrupt-map' of '{node}' ends within the entry that begins with cell {cell}.");
}
