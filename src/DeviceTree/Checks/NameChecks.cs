using System.Buffers;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of the names of nodes and properties.</summary>
internal static class NameChecks
{
    /// <summary>What the Devicetree Specification recommends within names.</summary>
    private static readonly SearchValues<char> Recommended = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,-");

    /// <summary>A node beside a property of its name: Open Firmware gives both to one who asks for the name.</summary>
    public static void CheckAgainstProperties(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent?.FindProperty(node.Name) is DeviceTreeProperty property)
        {
            context.Report(node, CheckDiagnostics.NodeNamedLikeProperty(node.Span, node.Path, property.Span));
        }
    }

    /// <summary>The characters of the names of properties.</summary>
    public static void CheckPropertyCharacters(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (property.Name != "device_type" && FirstUnusual(property.Name) is char character)
            {
                context.Report(node, property, CheckDiagnostics.UnusualPropertyName(property.Span, property.Name, character));
            }
        }
    }

    /// <summary>The characters of the names of nodes, without their unit addresses.</summary>
    public static void CheckNodeCharacters(DeviceTreeNode node, CheckContext context)
    {
        int unusual = node.BaseNameSpan.IndexOfAnyExcept(Recommended);
        if (unusual >= 0)
        {
            context.Report(node, CheckDiagnostics.UnusualNodeName(node.Span, node.Path, node.Name[unusual]));
        }
    }

    /// <summary>Names of properties that are a slip away from a standard one, which would then be missing without a word.</summary>
    public static void CheckNearStandard(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (context.FindMeantName(property.Name) is string meant)
            {
                context.Report(node, property, CheckDiagnostics.NearStandardName(property.Span, property.Name, meant));
            }
        }
    }

    /// <summary>The first character that is not recommended; one <c>#</c> may stand at the start, or behind a vendor's prefix.</summary>
    private static char? FirstUnusual(ReadOnlySpan<char> name)
    {
        int unusual = name.IndexOfAnyExcept(Recommended);
        if (unusual >= 0 && name[unusual] == '#' && (unusual == 0 || name[unusual - 1] == ','))
        {
            name = name[(unusual + 1)..];
            unusual = name.IndexOfAnyExcept(Recommended);
        }

        return unusual < 0 ? null : name[unusual];
    }
}
