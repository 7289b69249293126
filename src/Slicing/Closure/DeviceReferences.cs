using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Finds which other nodes a node needs to work.</summary>
/// <remarks>
/// Every reference written as <c>&amp;label</c> counts, whatever the property is called, because the source says plainly that
/// it is one. Those that name a partner rather than a supplier do not.
/// </remarks>
internal static class DeviceReferences
{
    /// <summary>Whether a property's references are no needs: CPUs that an interrupt belongs to, the far end of a graph, an interrupt nexus.</summary>
    private static bool NamesPartners(string property) =>
        property is "interrupt-affinity" or "remote-endpoint" or "interrupt-map" or "cpu" or "gpio-ranges";

    public static IEnumerable<DeviceReference> Of(Board board, DeviceTreeNode node)
    {
        foreach (DeviceTreeProperty property in node.Properties)
        {
            if (NamesPartners(property.Name))
            {
                continue;
            }

            foreach (ValueMarker reference in property.Value.References)
            {
                if (board.FindByReference(reference.Text) is { } target)
                {
                    yield return new(node, property.Name, target, reference.Span);
                }
            }
        }

        // A node with interrupts needs the controller that it inherits from a node above, and what its lines are mapped to.
        foreach (DeviceTreeNode taker in board.FindInterruptTakers(node))
        {
            DeviceTreeProperty? extended = node.FindProperty("interrupts-extended");
            SourceSpan written = (extended ?? node.FindProperty("interrupts"))?.Span ?? node.Span;
            yield return new(node, extended?.Name ?? "interrupt-parent", taker, written);
        }
    }
}
