using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of <c>/chosen</c> (Devicetree Specification v0.4, section 3.6).</summary>
internal static class ChosenChecks
{
    /// <summary>An interrupt controller, as trees before 2005 had it.</summary>
    public static void CheckInterruptController(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent is null && node.FindChild("chosen")?.FindProperty("interrupt-controller") is DeviceTreeProperty property)
        {
            context.Report(node, property, CheckDiagnostics.ChosenInterruptController(property.Span));
        }
    }

    /// <summary>Its place.</summary>
    public static void CheckPlace(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name == "chosen" && node.Parent != context.Document.Root)
        {
            context.Report(node, CheckDiagnostics.ChosenNotInRoot(node.Span, node.Path));
        }
    }

    /// <summary>The kernel's command line.</summary>
    public static void CheckBootArguments(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name == "chosen")
        {
            PropertyTypeChecks.CheckString(node, node.FindProperty("bootargs"), context);
        }
    }

    /// <summary>The console.</summary>
    public static void CheckStandardOutput(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name != "chosen")
        {
            return;
        }

        DeviceTreeProperty? property = node.FindProperty("stdout-path");
        if (property is null && node.FindProperty("linux,stdout-path") is DeviceTreeProperty old)
        {
            context.Report(node, old, CheckDiagnostics.OldStandardOutput(old.Span));
            property = old;
        }

        PropertyTypeChecks.CheckString(node, property, context);
    }
}
