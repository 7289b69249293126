using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Closure;

/// <summary>
/// Tells of references that no binding knows: what they need cannot be checked, and what only looks like one may be a number.
/// </summary>
internal static class UnknownReferenceChecks
{
    /// <summary>Checks a device that a guest gets.</summary>
    public static IEnumerable<Diagnostic> Check(Board board, BoardDevice device)
    {
        foreach (DeviceTreeProperty property in device.Role == DeviceRole.Frame ? [] : device.Node.Properties)
        {
            PhandleList references = board.ReferencesIn(device.Node, property);
            if (!references.IsKnown && references.Entries is [{ Target: { } target }, ..])
            {
                yield return property.Value.References.Any()
                    ? ClosureDiagnostics.UnknownReference(property.Span, device, property.Name, board[target])
                    : ClosureDiagnostics.PossibleReference(property.Span, device, property.Name, board[target]);
            }
        }
    }
}
