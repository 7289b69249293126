namespace Partition.DeviceTree.Checks;

/// <summary>Checks of names, unit addresses, aliases and <c>/chosen</c>.</summary>
internal static class NameChecks
{
    /// <summary>The checks.</summary>
    public static IEnumerable<TreeCheck> All { get; } =
    [
        new("node_name_vs_property_name", CheckAgainstProperties),
        new("unit_address_vs_reg", CheckUnitAddress),
        new("unit_address_format", CheckUnitAddressForm),
        new("unique_unit_address", static (node, context) => CheckUnique(node, context, ignoresDisabled: false)),
        new("unique_unit_address_if_enabled", static (node, context) => CheckUnique(node, context, ignoresDisabled: true)),
        new("chosen_node_is_root", CheckChosen),
        new("alias_paths", CheckAliases),
    ];

    private static void CheckAgainstProperties(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent?.FindProperty(node.Name) is DeviceTreeProperty property)
        {
            context.Report(CheckDiagnostics.NodeNamedLikeProperty(node.Span, node.Path, property.Span));
        }
    }

    private static void CheckUnitAddress(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindChild("__overlay__") is not null)
        {
            return;
        }

        bool hasAddress = node.FindProperty("reg") is not null || node.FindProperty("ranges") is { Value.IsEmpty: false };
        bool hasUnit = !string.IsNullOrEmpty(node.UnitAddress);
        if (hasAddress && !hasUnit && node.Parent is not null)
        {
            context.Report(CheckDiagnostics.NoUnitAddress(node.Span, node.Path));
        }
        else if (hasUnit && !hasAddress)
        {
            context.Report(CheckDiagnostics.UnitAddressWithoutReg(node.Span, node.Path));
        }
    }

    private static void CheckUnitAddressForm(DeviceTreeNode node, CheckContext context)
    {
        string unit = node.UnitAddress ?? "";
        if (node.Parent is null || IsKnownBus(node.Parent))
        {
            return;
        }

        bool hasPrefix = unit.StartsWith("0x", StringComparison.Ordinal);
        unit = hasPrefix ? unit[2..] : unit;
        if (hasPrefix || (unit.Length > 1 && unit[0] == '0' && char.IsAsciiHexDigit(unit[1])))
        {
            context.Report(CheckDiagnostics.UnitAddressForm(node.Span, node.Path));
        }
    }

    /// <summary>Whether a bus has rules of its own for the addresses of its devices.</summary>
    private static bool IsKnownBus(DeviceTreeNode node)
    {
        bool isSimple = node.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out var names) && names.Contains("simple-bus");
        return isSimple || (node.TryGetValue("device_type", out value) && value.TryReadString(out string type) && type == "pci");
    }

    private static void CheckUnique(DeviceTreeNode node, CheckContext context, bool ignoresDisabled)
    {
        if (CheckContext.AddressCells(node) is null || CheckContext.SizeCells(node) is null)
        {
            return;
        }

        var seen = new Dictionary<string, DeviceTreeNode>(StringComparer.Ordinal);
        foreach (DeviceTreeNode child in node.Children)
        {
            bool isDisabled = child.TryGetValue("status", out PropertyValue? status) && status.TryReadString(out string text) && text == "disabled";
            if (string.IsNullOrEmpty(child.UnitAddress) || (ignoresDisabled && isDisabled))
            {
                continue;
            }

            if (!seen.TryAdd(child.UnitAddress, child))
            {
                context.Report(CheckDiagnostics.SameUnitAddress(child.Span, child.Path, seen[child.UnitAddress].Name, seen[child.UnitAddress].Span));
            }
        }
    }

    private static void CheckChosen(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name == "chosen" && node.Parent != context.Document.Root)
        {
            context.Report(CheckDiagnostics.ChosenNotInRoot(node.Span, node.Path));
        }
    }

    private static void CheckAliases(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name != "aliases" || node.Parent != context.Document.Root || context.Document.IsPlugin)
        {
            return;
        }

        foreach (DeviceTreeProperty property in node.Properties.Where(static property => property.Name is not ("phandle" or "linux,phandle")))
        {
            if (!property.Value.TryReadStrings(out var paths) || context.Document.FindByPath(paths[0]) is null)
            {
                context.Report(CheckDiagnostics.AliasWithoutNode(property.Span, property.Name));
            }

            if (property.Name.Any(static c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            {
                context.Report(CheckDiagnostics.AliasName(property.Span, property.Name));
            }
        }
    }
}
