using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>
/// Checks that a reference names a node of the right kind, where the right kind can be told for certain. dtc has none of these.
/// </summary>
internal static class ReferenceKindChecks
{
    /// <summary>An interrupt parent takes interrupts.</summary>
    public static void CheckInterruptParent(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("interrupt-parent") is DeviceTreeProperty property
            && Targets(property, context).FirstOrDefault(static target => !target.IsInterruptProvider()) is DeviceTreeNode target)
        {
            context.Report(node, property, ReferenceKindDiagnostics.NoInterruptProvider(property.Span, target.Path, target.Span));
        }
    }

    /// <summary>A supply is a regulator. What one looks like is a custom, so this is only an information.</summary>
    public static void CheckSupply(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (property.Name.EndsWith("-supply", StringComparison.Ordinal)
                && Targets(property, context).FirstOrDefault(static target => !LooksLikeRegulator(target)) is DeviceTreeNode target)
            {
                context.Report(
                    node,
                    property,
                    ReferenceKindDiagnostics.NoRegulator(property.Span, property.Name, target.Path, target.Span));
            }
        }
    }

    /// <summary>A memory region lies in <c>/reserved-memory</c>.</summary>
    public static void CheckMemoryRegion(DeviceTreeNode node, CheckContext context)
    {
        DeviceTreeNode? reserved = context.Document.Root.FindChild("reserved-memory");
        if (node.FindProperty("memory-region") is DeviceTreeProperty property
            && Targets(property, context).FirstOrDefault(target => target.Parent != reserved) is DeviceTreeNode target)
        {
            context.Report(node, property, ReferenceKindDiagnostics.NotReserved(property.Span, target.Path, target.Span));
        }
    }

    /// <summary>A <c>cpu</c> is one.</summary>
    public static void CheckCpu(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("cpu") is DeviceTreeProperty property
            && Targets(property, context).FirstOrDefault(static target => !IsCpu(target)) is DeviceTreeNode target)
        {
            context.Report(node, property, ReferenceKindDiagnostics.NoCpu(property.Span, target.Path, target.Span));
        }
    }

    /// <summary>The other side of an endpoint is one.</summary>
    public static void CheckRemoteEndpoint(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("remote-endpoint") is DeviceTreeProperty property
            && Targets(property, context).FirstOrDefault(static target => !IsEndpoint(target)) is DeviceTreeNode target)
        {
            context.Report(node, property, ReferenceKindDiagnostics.NoEndpoint(property.Span, target.Path, target.Span));
        }
    }

    /// <summary>The nodes that a value refers to by <c>&lt;&amp;label&gt;</c>; a number alone may mean something else.</summary>
    private static IEnumerable<DeviceTreeNode> Targets(DeviceTreeProperty property, CheckContext context) => property.Value.Markers
        .Where(static marker => marker.Kind == ValueMarkerKind.PhandleReference)
        .Select(marker => context.Index.FindByPhandle(property.Value.Cell(marker.Offset / sizeof(uint))))
        .OfType<DeviceTreeNode>();

    private static bool LooksLikeRegulator(DeviceTreeNode node) =>
        node.Properties.Any(static property => property.Name.StartsWith("regulator-", StringComparison.Ordinal))
        || node.BaseName.Contains("regulator", StringComparison.Ordinal)
        || node.Parent?.BaseName.Contains("regulator", StringComparison.Ordinal) == true
        || node.FindProperty("compatible")?.Value is PropertyValue value
            && System.Text.Encoding.Latin1.GetString(value.Bytes).Contains("regulator", StringComparison.Ordinal);

    private static bool IsCpu(DeviceTreeNode node) =>
        node.BaseName == "cpu" || node.FindProperty("device_type")?.Value.FirstString() == "cpu";

    private static bool IsEndpoint(DeviceTreeNode node) => node.BaseName == "endpoint" || node.FindProperty("remote-endpoint") is not null;
}
