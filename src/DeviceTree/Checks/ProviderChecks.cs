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
        int marker = 0;
        var reader = new SpecifierReader(property.Value, cells, context.Index, isOptional ? 0 : null);
        while (reader.Read())
        {
            // Some bindings leave out an optional entry by 0 or -1; in an overlay it may be a node of the base.
            if (reader.Provider is not null)
            {
                CheckIsReference(node, property, reader.Cell, ref marker, context);
            }
            else if (context.Document.IsPlugin)
            {
                return;
            }
        }

        if (reader.Fault == BusFault.Length)
        {
            context.Report(node, property, CheckDiagnostics.SpecifierLength(property.Span, property.Name, property.Value.Length));
        }
        else if (reader.Fault != BusFault.None)
        {
            CheckIsReference(node, property, reader.Cell, ref marker, context);
            ReportFault(node, property, reader.Cell, cells, reader.Fault, context);
        }
    }

    /// <summary>In a source, a phandle is written as a reference.</summary>
    /// <param name="node">The node.</param>
    /// <param name="property">Its property.</param>
    /// <param name="cell">The cell of the phandle.</param>
    /// <param name="marker">Where the search for its marker begins; it rises with the cell.</param>
    /// <param name="context">Takes what is found.</param>
    private static void CheckIsReference(DeviceTreeNode node, DeviceTreeProperty property, int cell, ref int marker, CheckContext context)
    {
        ReadOnlySpan<ValueMarker> markers = property.Value.Markers.AsSpan();
        if (markers.IsEmpty)
        {
            return;
        }

        int offset = cell * sizeof(uint);
        while (marker < markers.Length && markers[marker].Offset < offset)
        {
            marker++;
        }

        for (int i = marker; i < markers.Length && markers[i].Offset == offset; i++)
        {
            if (markers[i].Kind == ValueMarkerKind.PhandleReference)
            {
                return;
            }
        }

        context.Report(node, property, CheckDiagnostics.SpecifierNotReference(property.Span, property.Name, cell));
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
