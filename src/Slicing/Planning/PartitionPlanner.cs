using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Divides a board among guests.</summary>
public static class PartitionPlanner
{
    /// <summary>Works out who gets what, and whether that holds.</summary>
    /// <param name="board">The board.</param>
    /// <param name="guests">What the project asks for, in its order.</param>
    /// <returns>The plan with all faults found in it.</returns>
    public static PartitionPlan Plan(Board board, IReadOnlyList<GuestRequest> guests)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(guests);
        var diagnostics = new List<Diagnostic>();
        CheckNames(guests, diagnostics);
        CheckProcessorsAndMemory(board, guests, diagnostics);
        ImmutableArray<GuestPlan> plans = [.. guests.Select(guest => PlanGuest(board, guest, diagnostics))];
        CheckMemoryReach(plans, diagnostics);
        diagnostics.AddRange(board.Devices
            .Where(device => plans.Any(plan => plan.KeptNodes.Contains(device.Node)))
            .SelectMany(device => DeviceChecks.Check(board, device)));
        CheckOwners(plans, diagnostics);
        return new(board, plans, [.. diagnostics]);
    }

    private static GuestPlan PlanGuest(Board board, GuestRequest guest, List<Diagnostic> diagnostics)
    {
        DeviceSelection selection = DeviceSelection.Read(board, guest, diagnostics);
        DependencyClosure closure = DependencyClosure.Of(board, guest, selection, diagnostics);
        IReadOnlyDictionary<DeviceTreeNode, DeviceAccess> refined = ReadRefinements(board, guest, closure, diagnostics);
        ImmutableArray<OwnedDevice> devices =
        [
            .. board.Devices
                .Where(device => device.Role is DeviceRole.Device or DeviceRole.Platform && closure.Contains(device.Node))
                .Select(device => new OwnedDevice(device, refined.GetValueOrDefault(device.Node), closure.Explain(device.Node))),
        ];
        ulong start = guest.MemoryBase ?? (board.Memory.IsEmpty ? 0 : board.Memory[0].Start);
        return new(board, guest, new(start, guest.Memory.Bytes), devices, closure.Nodes);
    }

    private static Dictionary<DeviceTreeNode, DeviceAccess> ReadRefinements(
        Board board, GuestRequest guest, DependencyClosure closure, List<Diagnostic> diagnostics)
    {
        var refined = new Dictionary<DeviceTreeNode, DeviceAccess>();
        foreach (GuestDeviceRequest request in guest.Refinements)
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(board, request.Device);
            if (matches.Count == 0)
            {
                diagnostics.Add(SelectionDiagnostics.NothingToRefine(
                    request.Span, guest.Name, request.Device, DeviceSelector.FindNearest(board, request.Device)));
            }
            else if (!matches.Any(closure.Contains))
            {
                diagnostics.Add(SelectionDiagnostics.NotGiven(request.Span, guest.Name, request.Device));
            }

            foreach (DeviceTreeNode node in matches)
            {
                refined[node] = request.Access;
            }
        }

        return refined;
    }

    private static void CheckNames(IReadOnlyList<GuestRequest> guests, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (GuestRequest guest in guests.Where(guest => !names.Add(guest.Name)))
        {
            diagnostics.Add(GuestDiagnostics.DuplicateGuest(guest.SpanOf(""), guest.Name));
        }
    }

    private static void CheckProcessorsAndMemory(Board board, IReadOnlyList<GuestRequest> guests, List<Diagnostic> diagnostics)
    {
        var available = new ByteSize((ulong)Math.Min(board.Memory.Sum(static range => (decimal)range.Size), ulong.MaxValue));
        decimal wanted = 0;
        foreach (GuestRequest guest in guests)
        {
            wanted += guest.Memory.Bytes;
            if (board.Memory.IsEmpty)
            {
                diagnostics.Add(GuestDiagnostics.NoMemoryOnBoard(guest.SpanOf(""), guest.Name));
            }
            else if (wanted > available.Bytes)
            {
                string who = wanted == guest.Memory.Bytes ? $"Guest '{guest.Name}' wants" : $"The guests up to '{guest.Name}' want together";
                var size = new ByteSize((ulong)Math.Min(wanted, ulong.MaxValue));
                diagnostics.Add(GuestDiagnostics.MemoryExceedsBoard(guest.SpanOf("Memory"), who, size, available));
                wanted -= guest.Memory.Bytes;
            }

            if (guest.Cpus > board.Cpus.Length)
            {
                diagnostics.Add(GuestDiagnostics.TooManyCpus(guest.SpanOf("Cpus"), guest.Name, guest.Cpus, board.Cpus.Length));
            }
        }
    }

    /// <summary>A guest's tree writes its RAM with the cells of the board's root; what they do not hold would be cut off.</summary>
    private static void CheckMemoryReach(ImmutableArray<GuestPlan> guests, List<Diagnostic> diagnostics)
    {
        foreach (GuestPlan guest in guests.Where(static guest => !guest.Board.Memory.IsEmpty))
        {
            CellCounts counts = CellCounts.Below(guest.Board.Document.Root);
            if (!counts.CanHold(guest.Memory))
            {
                string field = guest.Request.MemoryBase is null ? "Memory" : "MemoryBase";
                diagnostics.Add(GuestDiagnostics.MemoryOutOfReach(
                    guest.Request.SpanOf(field), guest.Name, guest.Memory, counts.Address, counts.Size));
            }
        }
    }

    private static void CheckOwners(ImmutableArray<GuestPlan> guests, List<Diagnostic> diagnostics)
    {
        var owners = new Dictionary<DeviceTreeNode, GuestPlan>();
        foreach (GuestPlan guest in guests)
        {
            foreach (OwnedDevice device in guest.Devices.Where(OwnsHardware))
            {
                if (!owners.TryGetValue(device.Device.Node, out GuestPlan? owner))
                {
                    owners.Add(device.Device.Node, guest);
                }
                else if (owner != guest)
                {
                    diagnostics.Add(OwnershipDiagnostics.DeviceOwnedTwice(
                        guest.Request.SpanOf("Devices"), device, owner.Name, guest.Name, owner.Request.SpanOf("Devices")));
                }
            }
        }
    }

    private static bool OwnsHardware(OwnedDevice device) =>
        device.Device.Role == DeviceRole.Device && device.Access is (DeviceAccess.Default or DeviceAccess.Passthrough);
}
