using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Partitioning.Closure;

/// <summary>How a project refines single devices of a guest.</summary>
internal sealed class DeviceRefinements
{
    private readonly Board _board;
    private readonly GuestRequest _guest;
    private readonly Dictionary<DeviceTreeNode, GuestDeviceRequest> _byNode = [];

    private DeviceRefinements(Board board, GuestRequest guest) => (_board, _guest) = (board, guest);

    public static DeviceRefinements Read(Board board, GuestRequest guest, ICollection<Diagnostic> diagnostics)
    {
        var refinements = new DeviceRefinements(board, guest);
        foreach (GuestDeviceRequest request in guest.Refinements)
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(board, request.Device);
            if (matches.Count == 0)
            {
                diagnostics.Add(SelectionDiagnostics.NothingToRefine(
                    request.Span, guest.Name, request.Device, DeviceSelector.FindNearest(board, request.Device)));
            }

            foreach (DeviceTreeNode node in matches)
            {
                refinements._byNode[node] = request;
            }
        }

        return refinements;
    }

    /// <summary>What the project says of a device, or <see langword="null"/>.</summary>
    public GuestDeviceRequest? Of(DeviceTreeNode node) => _byNode.GetValueOrDefault(node);

    /// <summary>Tells of refinements of devices that the guest does not get.</summary>
    public void CheckAreGiven(DependencyClosure closure, ICollection<Diagnostic> diagnostics)
    {
        foreach (GuestDeviceRequest request in _guest.Refinements)
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(_board, request.Device);
            if (matches.Count > 0 && !matches.Any(closure.Contains))
            {
                diagnostics.Add(SelectionDiagnostics.NotGiven(request.Span, _guest.Name, request.Device));
            }
        }
    }
}
