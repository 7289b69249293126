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
        bool hasUnit = !node.UnitAddressSpan.IsEmpty;
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
        ReadOnlySpan<char> unit = node.UnitAddressSpan;
        if (unit.IsEmpty || context.BusOf(node.Parent) != Bus.None)
        {
            return;
        }

        if (unit.StartsWith("0x"))
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
    public static void CheckUnique(DeviceTreeNode node, CheckContext context) => CheckUnique(node, static _ => true, context);

    /// <summary>Children of a bus that have the same unit address, and can be there at the same time.</summary>
    public static void CheckUniqueIfEnabled(DeviceTreeNode node, CheckContext context) =>
        CheckUnique(node, static child => !Values.IsDisabled(child), context);

    /// <summary>Each pair is reported, at the earlier one.</summary>
    private static void CheckUnique(DeviceTreeNode node, Predicate<DeviceTreeNode> counts, CheckContext context)
    {
        if (node.ChildSpan.Length < 2
            || CellCounts.Of(node) is not { DeclaredAddress: not null, DeclaredSize: not null }
            || AreUnitAddressesUnique(node.ChildSpan))
        {
            return;
        }

        var earlier = new Dictionary<string, List<DeviceTreeNode>>(StringComparer.Ordinal);
        foreach (DeviceTreeNode child in node.ChildSpan)
        {
            if (child.UnitAddressSpan.IsEmpty || !counts(child))
            {
                continue;
            }

            if (!earlier.TryGetValue(child.UnitAddress!, out List<DeviceTreeNode>? others))
            {
                earlier[child.UnitAddress!] = others = [];
            }

            foreach (DeviceTreeNode other in others)
            {
                context.Report(other, CheckDiagnostics.SameUnitAddress(other.Span, other.Path, child.Name, child.Span));
            }

            others.Add(child);
        }
    }

    /// <summary>Whether no two nodes have the same unit address for certain, as is usual: their hashes differ.</summary>
    private static bool AreUnitAddressesUnique(ReadOnlySpan<DeviceTreeNode> nodes)
    {
        var hashes = new HashSet<int>(nodes.Length);
        foreach (DeviceTreeNode node in nodes)
        {
            ReadOnlySpan<char> unit = node.UnitAddressSpan;
            if (!unit.IsEmpty && !hashes.Add(string.GetHashCode(unit)))
            {
                return false;
            }
        }

        return true;
    }
}
