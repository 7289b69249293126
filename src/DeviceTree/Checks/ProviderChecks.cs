using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of properties that are references with arguments: each provider says how many cells follow.</summary>
internal static class ProviderChecks
{
    /// <summary>The check of a property.</summary>
    /// <param name="name">The property, <c>clocks</c>.</param>
    /// <param name="cells">What a provider says the number of arguments with, <c>#clock-cells</c>.</param>
    /// <param name="isOptional">Whether a provider that says nothing takes none.</param>
    public static Action<DeviceTreeNode, CheckContext> Check(string name, string cells, bool isOptional = false) => (node, context) =>
    {
        if (node.FindProperty(name) is DeviceTreeProperty property)
        {
            CheckReferences(node, property, cells, isOptional, context);
        }
    };

    /// <summary>Checks a value: references, each with as many cells behind it as its provider says.</summary>
    public static void CheckReferences(
        DeviceTreeNode node,
        DeviceTreeProperty property,
        string cells,
        bool isOptional,
        CheckContext context)
    {
        PropertyValue value = property.Value;
        BusReading<NodeSpecifier?> reading = value.ReadSpecifiers(cells, context.Index, isOptional ? 0 : null);
        if (reading.Fault == BusFault.Length)
        {
            context.Report(node, property, CheckDiagnostics.SpecifierLength(property.Span, property.Name, value.Length));
            return;
        }

        int cell = 0;
        foreach (NodeSpecifier? entry in reading.Entries)
        {
            // Some bindings leave out an optional entry by 0 or -1; in an overlay it may be a node of the base.
            if (entry is null && context.Document.IsPlugin)
            {
                return;
            }

            CheckIsReference(node, property, entry is null ? null : cell, context);
            cell += 1 + (entry?.Cells.Length ?? 0);
        }

        if (reading.Fault != BusFault.None)
        {
            CheckIsReference(node, property, cell, context);
            ReportFault(node, property, cell, cells, reading.Fault, context);
        }
    }

    /// <summary>In a source, a phandle is written as a reference.</summary>
    private static void CheckIsReference(DeviceTreeNode node, DeviceTreeProperty property, int? cell, CheckContext context)
    {
        if (cell is int at && !property.Value.Markers.IsEmpty && !property.Value.Markers.Any(
            marker => marker.Kind == ValueMarkerKind.PhandleReference && marker.Offset == at * sizeof(uint)))
        {
            context.Report(node, property, CheckDiagnostics.SpecifierNotReference(property.Span, property.Name, at));
        }
    }

    private static void ReportFault(
        DeviceTreeNode node, DeviceTreeProperty property, int cell, string cells, BusFault fault, CheckContext context)
    {
        uint phandle = property.Value.Cell(cell);
        DeviceTreeNode? provider = context.Index.FindByPhandle(phandle);
        switch (fault)
        {
            case BusFault.UnknownPhandle:
                context.Report(node, property, CheckDiagnostics.SpecifierWithoutNode(property.Span, property.Name, cell, phandle));
                return;

            case BusFault.NoCellCount:
                context.Report(node, CheckDiagnostics.NoProvider(
                    property.Span, property.Name, cell, provider!.Path, cells, provider.Span));
                return;

            case BusFault.CellsMissing:
                context.Report(node, property, CheckDiagnostics.SpecifierTooShort(
                    property.Span, property.Name, provider!.Path, cells, CellCounts.Read(provider, cells)!.Value,
                    property.Value.CellCount() - cell - 1));
                return;
        }

        // A count that is not one cell has its own check.
    }
}
