using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of properties that have a fixed type.</summary>
internal static class PropertyTypeChecks
{
    /// <summary>The check that a property is one cell.</summary>
    public static Action<DeviceTreeNode, CheckContext> IsCell(string name) => (node, context) =>
    {
        if (node.FindProperty(name) is DeviceTreeProperty property && property.Value.Length != sizeof(uint))
        {
            context.Report(node, property, CheckDiagnostics.NotOneCell(property.Span, name, node.Path, property.Value.Length));
        }
    };

    /// <summary>The check that a property is one string.</summary>
    public static Action<DeviceTreeNode, CheckContext> IsString(string name) =>
        (node, context) => CheckString(node, node.FindProperty(name), context);

    /// <summary>The check that <c>compatible</c> is a list of strings.</summary>
    public static void CheckCompatible(DeviceTreeNode node, CheckContext context) =>
        CheckList(node, node.FindProperty("compatible"), context);

    /// <summary>The check that each <c>…-names</c> is a list of strings.</summary>
    public static void CheckNames(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (property.Name.EndsWith("-names", StringComparison.Ordinal))
            {
                CheckList(node, property, context);
            }
        }
    }

    /// <summary>Checks that a property, if it is there, is one string.</summary>
    public static void CheckString(DeviceTreeNode node, DeviceTreeProperty? property, CheckContext context)
    {
        if (property is not null && (property.Value.IsEmpty || property.Value.Bytes.IndexOf((byte)0) != property.Value.Length - 1))
        {
            context.Report(node, property, CheckDiagnostics.NotOneString(property.Span, property.Name, node.Path));
        }
    }

    private static void CheckList(DeviceTreeNode node, DeviceTreeProperty? property, CheckContext context)
    {
        if (property is { Value.IsEmpty: false } && property.Value.Bytes[^1] != 0)
        {
            context.Report(node, property, CheckDiagnostics.NotStrings(property.Span, property.Name));
        }
    }
}
