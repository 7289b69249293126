using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of what stands behind the <c>@</c> of a node's name.</summary>
internal static class UnitAddressChecks
{
    /// <summary>A unit address and <c>reg</c> or <c>ranges</c> go together.</summary>
    public static void CheckAgainstReg(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindChild("__overlay__") is not null)
        {
            return;
        }

        bool hasAddress = node.FindProperty("reg") is not null || node.FindProperty("ranges") is { Value.IsEmpty: false };
        bool hasUnit = !string.IsNullOrEmpty(node.UnitAddress);
        if (hasAddress && !hasUnit)
        {
            context.Report(node, CheckDiagnostics.NoUnitAddress(node.Span, node.Path));
        }
        else if (hasUnit && !hasAddress)
        {
            context.Report(node, CheckDiagnostics.UnitAddressWithoutReg(node.Span, node.Path));
        }
    }

    /// <summary>How a unit address is written, where the bus has no rules of its own.</summary>
    public static void CheckForm(DeviceTreeNode node, CheckContext context)
    {
        if (string.IsNullOrEmpty(node.UnitAddress) || context.BusOf(node.Parent) != Bus.None)
        {
            return;
        }

        string unit = node.UnitAddress;
        if (unit.StartsWith("0x", StringComparison.Ordinal))
        {
            context.Report(node, CheckDiagnostics.UnitAddressForm(node.Span, node.Path, "'0x'"));
            unit = unit[2..];
        }

        if (unit.Length > 1 && unit[0] == '0' && char.IsAsciiHexDigit(unit[1]))
        {
            context.Report(node, CheckDiagnostics.UnitAddressForm(node.Span, node.Path, "leading zeros"));
        }
    }

    /// <summary>Children of a bus that have the same unit address.</summary>
    public static void CheckUnique(DeviceTreeNode node, CheckContext context) => CheckUnique(node, node.Children, context);

    /// <summary>Children of a bus that have the same unit address, and can be there at the same time.</summary>
    public static void CheckUniqueIfEnabled(DeviceTreeNode node, CheckContext context) =>
        CheckUnique(node, node.Children.Where(static child => !Values.IsDisabled(child)), context);

    /// <summary>Each pair is reported, at the earlier one.</summary>
    private static void CheckUnique(DeviceTreeNode node, IEnumerable<DeviceTreeNode> children, CheckContext context)
    {
        if (CellCounts.Of(node) is not { DeclaredAddress: not null, DeclaredSize: not null })
        {
            return;
        }

        var earlier = new Dictionary<string, List<DeviceTreeNode>>(StringComparer.Ordinal);
        foreach (DeviceTreeNode child in children)
        {
            if (string.IsNullOrEmpty(child.UnitAddress))
            {
                continue;
            }

            if (!earlier.TryGetValue(child.UnitAddress, out List<DeviceTreeNode>? others))
            {
                earlier[child.UnitAddress] = others = [];
            }

            foreach (DeviceTreeNode other in others)
            {
                context.Report(other, CheckDiagnostics.SameUnitAddress(other.Span, other.Path, child.Name, child.Span));
            }

            others.Add(child);
        }
    }
}
