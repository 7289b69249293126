namespace Partition.DeviceTree.Checks;

/// <summary>Checks of properties that have a fixed type.</summary>
internal static class StringChecks
{
    /// <summary>The checks.</summary>
    public static IEnumerable<TreeCheck> All { get; } =
    [
        IsCell("address_cells_is_cell", "#address-cells"),
        IsCell("size_cells_is_cell", "#size-cells"),
        IsString("device_type_is_string", "device_type"),
        IsString("model_is_string", "model"),
        IsString("status_is_string", "status"),
        IsString("label_is_string", "label"),
        new("compatible_is_string_list", static (node, context) => CheckList(node.FindProperty("compatible"), context)),
        new("names_is_string_list", static (node, context) =>
        {
            foreach (DeviceTreeProperty property in node.Properties.Where(static property => property.Name.EndsWith("-names", StringComparison.Ordinal)))
            {
                CheckList(property, context);
            }
        }),
    ];

    private static TreeCheck IsCell(string check, string name) => new(check, (node, context) =>
    {
        if (node.FindProperty(name) is DeviceTreeProperty property && property.Value.Length != sizeof(uint))
        {
            context.Report(CheckDiagnostics.NotOneCell(property.Span, name, node.Path, property.Value.Length));
        }
    });

    private static TreeCheck IsString(string check, string name) => new(check, (node, context) =>
    {
        if (node.FindProperty(name) is DeviceTreeProperty property && !property.Value.TryReadString(out _))
        {
            context.Report(CheckDiagnostics.NotOneString(property.Span, name, node.Path));
        }
    });

    private static void CheckList(DeviceTreeProperty? property, CheckContext context)
    {
        if (property is { Value.IsEmpty: false } && !property.Value.TryReadStrings(out _))
        {
            context.Report(CheckDiagnostics.NotStrings(property.Span, property.Name));
        }
    }
}
