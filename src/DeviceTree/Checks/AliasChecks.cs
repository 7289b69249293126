using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of <c>/aliases</c> (Devicetree Specification v0.4, section 3.3).</summary>
internal static class AliasChecks
{
    /// <summary>Each property is the path of a node, and has a plain name.</summary>
    public static void Check(DeviceTreeNode node, CheckContext context)
    {
        if (node.Name != "aliases")
        {
            return;
        }

        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            if (property.Name is "phandle" or "linux,phandle")
            {
                continue;
            }

            // The nodes of an overlay's base are not known.
            if (!context.Document.IsPlugin && (property.Value.IsEmpty || !IsPath(property.Value.FirstString(), context)))
            {
                context.Report(node, property, CheckDiagnostics.AliasWithoutNode(property.Span, property.Name));
            }
            else if (property.Name.Any(static c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            {
                context.Report(node, CheckDiagnostics.AliasName(property.Span, property.Name));
            }
        }
    }

    /// <summary>
    /// Whether a path leads to a node for dtc: the slash at its start may be missing, and behind the last name stands one at most.
    /// </summary>
    private static bool IsPath(string path, CheckContext context)
    {
        bool endsInSlashes = path.EndsWith("//", StringComparison.Ordinal) || path == "/";
        return !endsInSlashes && context.Document.FindByPath("/" + path) is not null;
    }
}
