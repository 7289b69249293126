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
        .. CheckBoard(plan.Board, plan.Request.Policy as XenOwnership ?? XenOwnership.Instance, plan.Request.Profile),
        .. CheckVersion(plan),
        .. plan.Guests.SelectMany(CheckSettings),
        .. plan.Guests
            .SelectMany(guest => guest.Devices
                .Where(static owned => owned.Device.Role == DeviceRole.Device && owned.Device.IsEnabled)
                .SelectMany(owned => CheckDevice(guest, owned))),
        .. plan.Guests.SelectMany(guest => NeighbourChecks.Check(plan, guest)),
        .. CheckInterruptLines(plan),
        .. TreeSizeChecks.Check(plan),
    ];

    private static IEnumerable<Diagnostic> CheckBoard(Board board, XenOwnership ownership, string profile)
    {
        DeviceTreeNode? console = ownership.FindConsole(board);
        if (console is null || (board.FindConsole() is null && console == XenOwnership.FindFirstPort(board)))
        {
            SourceSpan at = board.Document.FindByPath("/chosen")?.Span ?? board.Document.Root.Span;
            yield return XenDiagnostics.NoHostConsole(at, console is null ? null : board[console]);
        }

        if (console is not null && XenVersion.TryParse(profile, out Version? version) && !ConsoleDrivers.Has(board[console], version))
        {
            yield return XenDiagnostics.NoConsoleDriver(
                console.Span, board[console], version, ConsoleDrivers.FindFirstVersion(board[console]));
        }
    }

    private static IEnumerable<Diagnostic> CheckVersion(PartitionPlan plan)
    {
        if (!XenVersion.TryParse(plan.Request.Profile, out _))
        {
            yield return XenDiagnostics.UnknownVersion(
                plan.Guests.Select(static guest => guest.Request.SpanOf("")).FirstOrDefault(SourceSpan.None), plan.Request.Profile);
        }
    }

    private static IEnumerable<Diagnostic> CheckSettings(GuestPlan guest)
    {
        GuestRequest request = guest.Request;
        if (request.Memory.Bytes % GuestLayout.PageSize != 0 || request.Memory.Bytes > GuestLayout.MaxMemory)
        {
            yield return XenDiagnostics.MemorySize(
                request.SpanOf(GuestMetadata.Memory), guest.Name, request.Memory, new(GuestLayout.PageSize), new(GuestLayout.MaxMemory));
        }

        if (request.PhysicalMemoryBase is ulong place && place % GuestLayout.MemoryAlignment != 0)
        {
            yield return XenDiagnostics.UnalignedMemory(
                request.SpanOf(GuestMetadata.PhysicalMemoryBase),
                guest.Name,
                place,
                new(GuestLayout.MemoryAlignment),
                place / GuestLayout.MemoryAlignment * GuestLayout.MemoryAlignment);
        }

        if (FindUnusableConsole(guest) is { } unusable)
        {
            yield return unusable;
        }

        foreach ((string setting, bool isUsed, string why) in new[]
        {
            (
                GuestMetadata.MemoryBase,
                request.MemoryBase is ulong start && start != (request.PhysicalMemoryBase ?? GuestLayout.MemoryStart),
                "its RAM begins at 0x40000000, or where PhysicalMemoryBase has it"),
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

    /// <summary>
    /// A guest at the board's addresses has its emulated port where Xen has its own, whose range may be too short for it.
    /// </summary>
    private static Diagnostic? FindUnusableConsole(GuestPlan guest) =>
        GuestLayout.Of(guest) is { IsDirectMapped: true, HasConsole: true }
        && GuestLayout.FindHostConsole(guest) is { } port
        && (port.Registers is not [{ Size: >= GuestLayout.PageSize }, ..] || port.Interrupts.IsEmpty)
            ? XenDiagnostics.ConsoleNotReusable(
                guest.Request.SpanOf(GuestMetadata.PhysicalMemoryBase), guest.Name, port, new(GuestLayout.PageSize))
            : null;

    private static IEnumerable<Diagnostic> CheckDevice(GuestPlan guest, OwnedDevice owned)
    {
        if (owned.Resolved == DeviceAccess.Emulated)
        {
            SourceSpan at = owned.Span.HasFile ? owned.Span : guest.Request.SpanOf(GuestMetadata.Devices);
            return [XenDiagnostics.NoEmulator(at, guest.Name, owned.Device)];
        }

        return owned.IsHardware
            ?
            [
                .. CheckInterrupts(guest, owned),
                .. CheckRoutes(guest, owned),
                .. CheckPlace(guest, owned),
                .. CheckIommu(guest, owned.Device),
            ]
            : [];
    }

    private static IEnumerable<Diagnostic> CheckInterrupts(GuestPlan guest, OwnedDevice owned)
    {
        SourceSpan at = guest.Request.SpanOf(GuestMetadata.Devices);
        var layout = GuestLayout.Of(guest);
        foreach (InterruptId interrupt in owned.Device.Interrupts.Distinct())
        {
            if (layout.HasConsole && interrupt == layout.ConsoleInterrupt)
            {
                yield return XenDiagnostics.ConsoleInterrupt(at, guest.Name, owned, interrupt);
            }
            else if (interrupt.IsPrivate)
            {
                yield return XenDiagnostics.PrivateInterrupt(at, guest.Name, owned, interrupt);
            }
        }
    }

    /// <summary>Checks the interrupts that do not end at the interrupt controller itself.</summary>
    private static IEnumerable<Diagnostic> CheckRoutes(GuestPlan guest, OwnedDevice owned)
    {
        (ImmutableArray<BoardDevice> controllers, bool hasOthers) = InterruptRoutes.FindLost(guest.Board, owned.Device);
        foreach (BoardDevice controller in controllers)
        {
            SourceSpan at = guest.Request.SpanOf(GuestMetadata.Devices);
            yield return hasOthers
                ? XenDiagnostics.InterruptLost(at, guest.Name, owned.Device, controller)
                : XenDiagnostics.InterruptNotRouted(at, guest.Name, owned, controller);
        }
    }

    /// <summary>
    /// Checks where the guest sees a device. What would be in the way of the guest's RAM, and cannot be moved, is found by the rules for
    /// all hypervisors.
    /// </summary>
    private static IEnumerable<Diagnostic> CheckPlace(GuestPlan guest, OwnedDevice owned)
    {
        BoardDevice device = owned.Device;
        SourceSpan at = guest.Request.SpanOf(GuestMetadata.Devices);
        var addresses = GuestAddresses.Of(guest);
        if (addresses.IsMoved(device))
        {
            foreach (AddressRange pages in PassthroughTree.PagesOf(device)
                .Where(pages => addresses.GuestAddressOf(pages.Start) != pages.Start))
            {
                yield return XenDiagnostics.DeviceMoved(
                    at, guest.Name, device, pages, pages with { Start = addresses.GuestAddressOf(pages.Start) });
            }

            yield break;
        }

        foreach ((AddressRange pages, AddressRange range, string what) in
            from pages in PassthroughTree.PagesOf(device)
            from part in GuestLayout.Of(guest).FixedParts
            where part.Range.Overlaps(pages)
            select (pages, part.Range, part.What))
        {
            yield return XenDiagnostics.PlaceTaken(
                at, guest.Name, owned, pages, what, range, addresses.FindObstacle(device) ?? "no free addresses are left");
        }
    }

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
