using Partition.DeviceTree.Model;

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
    public static void CheckReferences(DeviceTreeNode node, DeviceTreeProperty property, string cells, bool isOptional, CheckContext context)
    {
        PropertyValue value = property.Value;
        if (!value.IsCells())
        {
            context.Report(node, property, CheckDiagnostics.SpecifierLength(property.Span, property.Name, value.Length));
            return;
        }

        uint arguments;
        for (int cell = 0; cell < value.CellCount(); cell += (int)arguments + 1)
        {
            // Some bindings leave out an optional entry by 0 or -1; in an overlay it may be a node of the base.
            arguments = 0;
            if (CheckContext.IsNoPhandle(value.Cell(cell)))
            {
                if (context.Document.IsPlugin)
                {
                    return;
                }

                continue;
            }

            if (!value.Markers.IsEmpty && !value.Markers.Any(marker => marker.Kind == ValueMarkerKind.PhandleReference && marker.Offset == cell * sizeof(uint)))
            {
                context.Report(node, property, CheckDiagnostics.SpecifierNotReference(property.Span, property.Name, cell));
            }

            if (CountArguments(node, property, cell, cells, isOptional, context) is not uint count)
            {
                return;
            }

            arguments = count;
        }
    }

    /// <summary>How many cells follow the reference in a cell; <see langword="null"/> after a fault.</summary>
    private static uint? CountArguments(DeviceTreeNode node, DeviceTreeProperty property, int cell, string cells, bool isOptional, CheckContext context)
    {
        uint phandle = property.Value.Cell(cell);
        if (context.FindByPhandle(phandle) is not DeviceTreeNode provider)
        {
            context.Report(node, property, CheckDiagnostics.SpecifierWithoutNode(property.Span, property.Name, cell, phandle));
            return null;
        }

        bool isSaid = provider.FindProperty(cells) is not null;
        if (!isSaid && !isOptional)
        {
            context.Report(node, CheckDiagnostics.NoProvider(property.Span, property.Name, cell, provider.Path, cells, provider.Span));
            return null;
        }

        // One that is not a cell has its own check.
        uint? count = isSaid ? Values.CellOf(provider, cells) : 0;
        int left = property.Value.CellCount() - cell - 1;
        if (count > left)
        {
            context.Report(node, property, CheckDiagnostics.SpecifierTooShort(property.Span, property.Name, provider.Path, cells, count.Value, left));
            return null;
        }

        return count;
    }
}
