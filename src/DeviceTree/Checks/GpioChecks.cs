using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of references to pins.</summary>
internal static class GpioChecks
{
    /// <summary>Names in the singular, which were common once.</summary>
    public static void CheckName(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (IsGpio(property.Name) && !property.Name.EndsWith('s'))
            {
                context.Report(node, property, CheckDiagnostics.GpioInSingular(property.Span, property.Name));
            }
        }
    }

    /// <summary>The references.</summary>
    public static void CheckReferences(DeviceTreeNode node, CheckContext context)
    {
        // A hog's gpios are numbers of the controller around it.
        if (node.FindProperty("gpio-hog") is not null)
        {
            return;
        }

        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (IsGpio(property.Name))
            {
                ProviderChecks.CheckReferences(node, property, "#gpio-cells", isOptional: false, context);
            }
        }
    }

    private static bool IsGpio(string name) => name is "gpios" or "gpio"
        || name.EndsWith("-gpio", StringComparison.Ordinal)
        || (name.EndsWith("-gpios", StringComparison.Ordinal) && !name.EndsWith(",nr-gpios", StringComparison.Ordinal));
}
