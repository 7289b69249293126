using System.Collections.Immutable;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>What of a whole plan Xen cannot hold.</summary>
internal static class PlanChecks
{
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
    [
        .. CheckBoard(plan.Board, plan.Request.Policy as XenOwnership ?? XenOwnership.Instance),
        .. plan.Guests.SelectMany(CheckSettings),
        .. plan.Guests
            .SelectMany(guest => guest.Devices
                .Where(static owned => owned.Device.Role == DeviceRole.Device && owned.Device.IsEnabled)
                .SelectMany(owned => CheckDevice(plan, guest, owned))),
        .. CheckInterruptLines(plan),
    ];

    private static IEnumerable<Diagnostic> CheckBoard(Board board, XenOwnership ownership)
    {
        const int interfaces = 4;
        if (BoardParts.FindInterruptController(board) is { } controller
            && BoardParts.InterruptControllerVersion(board) == 2
            && controller.Registers.Length < interfaces)
        {
            yield return XenDiagnostics.NoVirtualInterrupts(controller.Node.Span, controller);
        }

        if (ownership.FindConsole(board) is null)
        {
            yield return XenDiagnostics.NoHostConsole(board.Document.FindByPath("/chosen")?.Span ?? board.Document.Root.Span);
        }
    }

    private static IEnumerable<Diagnostic> CheckSettings(GuestPlan guest)
    {
        GuestRequest request = guest.Request;
        if (request.Memory.Bytes % GuestLayout.PageSize != 0 || request.Memory.Bytes > GuestLayout.MostMemory)
        {
            yield return XenDiagnostics.MemorySize(
                request.SpanOf(GuestMetadata.Memory), guest.Name, request.Memory, new(GuestLayout.PageSize), new(GuestLayout.MostMemory));
        }

        foreach ((string setting, bool isUsed, string why) in new[]
        {
            (
                GuestMetadata.MemoryBase,
                request.MemoryBase is ulong start && start != GuestLayout.MemoryStart,
                "its RAM begins at 0x40000000"),
            (GuestMetadata.PhysicalMemoryBase, request.PhysicalMemoryBase is not null, "Xen chooses the place of its RAM"),
            (GuestMetadata.CpuAffinity, !request.CpuAffinity.IsEmpty, "it runs on any of the board's CPUs"),
            (GuestMetadata.ExclusiveCpus, request.ExclusiveCpus, "all guests run on all of the board's CPUs"),
        })
        {
            if (isUsed)
            {
                yield return XenDiagnostics.UnsupportedSetting(request.SpanOf(setting), guest.Name, setting, why);
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckDevice(PartitionPlan plan, GuestPlan guest, OwnedDevice owned)
    {
        if (owned.Resolved == DeviceAccess.Emulated)
        {
            SourceSpan at = owned.Span.HasFile ? owned.Span : guest.Request.SpanOf(GuestMetadata.Devices);
            return [XenDiagnostics.NoEmulator(at, guest.Name, owned.Device)];
        }

        return owned.IsHardware
            ?
            [
                .. CheckInterrupts(guest, owned.Device),
                .. CheckPlace(guest, owned.Device),
                .. CheckPages(plan, guest, owned.Device),
                .. CheckIommu(guest, owned.Device),
            ]
            : [];
    }

    private static IEnumerable<Diagnostic> CheckInterrupts(GuestPlan guest, BoardDevice device)
    {
        SourceSpan at = guest.Request.SpanOf(GuestMetadata.Devices);
        if (device.Registers.IsEmpty && !device.Interrupts.IsEmpty)
        {
            yield return XenDiagnostics.InterruptsWithoutRegisters(at, guest.Name, device);
        }

        foreach (InterruptId interrupt in device.Interrupts.Distinct())
        {
            if (interrupt == GuestLayout.ConsoleInterrupt)
            {
                yield return XenDiagnostics.ConsoleInterrupt(at, guest.Name, device, interrupt);
            }
            else if (interrupt.IsPrivate)
            {
                yield return XenDiagnostics.PrivateInterrupt(at, guest.Name, device, interrupt);
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckPlace(GuestPlan guest, BoardDevice device) =>
        from pages in PassthroughTree.PagesOf(device)
        from part in GuestLayout.FixedParts(BoardParts.InterruptControllerVersion(guest.Board))
        where part.Range.Overlaps(pages)
        select XenDiagnostics.PlaceTaken(guest.Request.SpanOf(GuestMetadata.Devices), guest.Name, device, pages, part.What, part.Range);

    /// <summary>
    /// Pages are given whole. Neighbours that belong to another guest or to Xen are found by the rules for all hypervisors.
    /// </summary>
    private static IEnumerable<Diagnostic> CheckPages(PartitionPlan plan, GuestPlan guest, BoardDevice device)
    {
        HashSet<DeviceTreeNode> given = [.. plan.Guests.SelectMany(BoardParts.HardwareOf).Select(static owned => owned.Device.Node)];
        foreach (BoardDevice other in guest.Board.Devices
            .Where(
                other => other.Role == DeviceRole.Device
                    && other.IsEnabled
                    && !IsAround(other.Node, device.Node)
                    && !given.Contains(other.Node)))
        {
            AddressRange[] shared = [.. PassthroughTree.PagesOf(device).Where(pages => other.Registers.Any(pages.Overlaps))];
            if (shared.Length > 0 && guest.Policy.FindOwnUse(guest.Board, other) is null)
            {
                yield return XenDiagnostics.NeighbourInPage(
                    guest.Request.SpanOf(GuestMetadata.Devices), guest.Name, device, shared[0], other);
            }
        }
    }

    /// <summary>Whether one of two nodes is the other or lies below it.</summary>
    private static bool IsAround(DeviceTreeNode one, DeviceTreeNode other) => one.IsWithin(other) || other.IsWithin(one);

    /// <summary>
    /// What masters no memory is given away without an IOMMU by itself; a bus master is a finding of the common rules, and has to be
    /// allowed.
    /// </summary>
    private static IEnumerable<Diagnostic> CheckIommu(GuestPlan guest, BoardDevice device) =>
        device.Registers.IsEmpty || IommuProtection.IsProtected(guest, device.Node) || BusMasters.FindReason(device) is not null
            ? []
            : [XenDiagnostics.Forced(guest.Request.SpanOf(GuestMetadata.Devices), guest.Name, device)];

    /// <summary>Finds lines of two guests that the common rules allow, because the project allows them or shares the devices.</summary>
    private static IEnumerable<Diagnostic> CheckInterruptLines(PartitionPlan plan)
    {
        var owners = new Dictionary<InterruptId, (GuestPlan Guest, BoardDevice Device)>();
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice owned in BoardParts.HardwareOf(guest))
            {
                foreach (InterruptId line in owned.Device.Interrupts.Where(static line => !line.IsPrivate).Distinct())
                {
                    if (owners.TryAdd(line, (guest, owned.Device)))
                    {
                        continue;
                    }

                    (GuestPlan Guest, BoardDevice Device) first = owners[line];
                    if (first.Guest != guest && IsAllowed(plan, first, (guest, owned.Device)))
                    {
                        yield return XenDiagnostics.InterruptOfTwo(
                            guest.Request.SpanOf(GuestMetadata.Devices), line, owned.Device, guest.Name, first.Device, first.Guest.Name);
                    }
                }
            }
        }
    }

    private static bool IsAllowed(
        PartitionPlan plan, (GuestPlan Guest, BoardDevice Device) first, (GuestPlan Guest, BoardDevice Device) second)
    {
        ImmutableArray<BoardDevice> both = [first.Device, second.Device];
        return plan.Allowed.Any(allowed =>
                allowed.Finding.Code is RuleDiagnostics.InterruptOfTwoCode or OwnershipDiagnostics.SupplierOfTwoCode
                && both.All(allowed.Devices.Contains))
            || (IsShared(first) && IsShared(second));
    }

    private static bool IsShared((GuestPlan Guest, BoardDevice Device) use) =>
        use.Guest.Devices.Any(owned => owned.Device == use.Device && owned.Resolved == DeviceAccess.Shared);
}
