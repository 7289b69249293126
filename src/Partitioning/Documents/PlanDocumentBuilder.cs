using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Documents;

/// <summary>Makes the document of a plan.</summary>
internal static class PlanDocumentBuilder
{
    /// <summary>Makes the document.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="findings">What was found in it.</param>
    public static PlanDocument Of(PartitionPlan plan, IEnumerable<Diagnostic> findings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            Hypervisor = plan.Request.Policy.Name,
            Profile = plan.Request.Profile,
            PageSize = RangeEntry.Of(new(0, plan.Request.PageSize)).Size,
            Board = OfBoard(plan.Board),
            Guests = [.. plan.Guests.Select(OfGuest)],
            Devices =
            [
                .. plan.Board.Devices
                    .Where(device => device.Role is DeviceRole.Device or DeviceRole.Platform
                        || plan.Guests.Any(guest => guest.Keeps(device.Node) && guest.Frozen.Contains(device.Node)))
                    .Select(device => OfDevice(plan, device)),
            ],
            Suppliers = [.. plan.Board.Devices.Select(device => OfSupplier(plan, device)).OfType<SupplierEntry>()],
            Findings =
            [
                .. findings.Select(static finding => new FindingEntry(
                    finding.Code, finding.Severity.ToString().ToLowerInvariant(), finding.Message, LocationEntry.Of(finding.Span))),
            ],
            Allowances =
            [
                .. plan.Allowed.Select(static allowed => new AllowanceEntry(
                    allowed.Finding.Code,
                    [.. allowed.Devices.Select(static device => device.Name)],
                    allowed.Finding.Message,
                    allowed.Reason)),
            ],
        };
    }

    private static BoardEntry OfBoard(Board board) => new(
        TextsOf(board.Document.Root, "model").FirstOrDefault(""),
        TextsOf(board.Document.Root, "compatible"),
        [.. board.Memory.Select(RangeEntry.Of)],
        [.. board.Cpus.Select(static cpu => cpu.Path)],
        [.. board.Clusters.Select(static cluster => new ClusterEntry(cluster.Name, cluster.Cpus))]);

    private static GuestEntry OfGuest(GuestPlan guest) => new(guest.Name)
    {
        Location = LocationEntry.Of(guest.Request.SpanOf("")),
        Memory = RangeEntry.Of(guest.Memory),
        HostMemory = guest.HostMemory is { } host ? RangeEntry.Of(host) : null,
        Cpus = guest.Request.Cpus,
        HostCpus = guest.HostCpus,
        ExclusiveCpus = guest.Request.ExclusiveCpus,
        KernelArguments = guest.Request.KernelArguments.Length > 0 ? guest.Request.KernelArguments : null,
        Leases = [.. guest.Leases.Select(lease => OfLease(guest.Board, lease))],
    };

    private static LeaseEntry OfLease(Board board, SupplierLease lease) => new(
        board[lease.Supplier].Name,
        lease.Target.Path,
        board[lease.Consumer].Name,
        lease.Property,
        lease.Specifier,
        LocationEntry.Of(lease.Span))
    {
        Name = lease.Name.Length > 0 ? lease.Name : null,
        ClockFrequency = lease.ClockFrequency,
    };

    private static DeviceEntry OfDevice(PartitionPlan plan, BoardDevice device) => new(device.Name, device.Node.Path)
    {
        IsProcessor = device.Role == DeviceRole.Platform,
        IsEnabled = device.IsEnabled,
        Compatible = device.Compatible,
        Registers = [.. device.Registers.Select(RangeEntry.Of)],
        Interrupts = [.. device.Interrupts.Select(static interrupt => interrupt.Number)],
        Location = LocationEntry.Of(device.Node.Span),
        Owners =
        [
            .. plan.Guests
                .Select(guest => guest.Find(device.Node) is { } owned ? OfOwner(plan, guest, owned)
                    : device.Role == DeviceRole.Passive && guest.Keeps(device.Node) ? OfKeeper(guest, device.Node)
                    : null)
                .OfType<OwnerEntry>(),
        ],
    };

    /// <summary>A supplier without registers, of which one guest does without: who has it is of interest then.</summary>
    private static OwnerEntry OfKeeper(GuestPlan guest, DeviceTreeNode node) =>
        new(guest.Name, (guest.Frozen.Contains(node) ? DeviceAccess.Frozen : DeviceAccess.Passthrough).ToString())
        {
            Because = OfReasons(guest, node),
        };

    private static OwnerEntry OfOwner(PartitionPlan plan, GuestPlan guest, OwnedDevice owned) =>
        new(guest.Name, owned.Device.Role == DeviceRole.Platform ? DeviceEntry.Processor : owned.Resolved.ToString())
        {
            Because = OfReasons(guest, owned.Device.Node),
            Pages = owned.IsHardware
                ? [.. owned.Device.Registers.Select(range => range.RoundOutTo(plan.Request.PageSize)).Distinct().Select(RangeEntry.Of)]
                : [],
            ClockFrequency = owned.ClockFrequency,
            Backend = owned.Backend.Length > 0 ? owned.Backend : null,
            Location = LocationEntry.Of(owned.Span),
        };

    /// <summary>The entry of a node that is not a device and that guests keep because something needs it.</summary>
    private static SupplierEntry? OfSupplier(PartitionPlan plan, BoardDevice device)
    {
        if (device.Role != DeviceRole.Passive)
        {
            return null;
        }

        ImmutableArray<SupplierUserEntry> users =
        [
            .. plan.Guests
                .Select(guest => new SupplierUserEntry(guest.Name, OfReasons(guest, device.Node)))
                .Where(static user => !user.Because.IsEmpty),
        ];
        return users.IsEmpty ? null : new(device.Name, device.Node.Path, LocationEntry.Of(device.Node.Span), users);
    }

    private static ImmutableArray<ReasonEntry> OfReasons(GuestPlan guest, DeviceTreeNode node) =>
    [
        .. guest.WhyKept(node).Select(step => new ReasonEntry(
            guest.Board[step.From].Name, step.Property, guest.Board[step.To].Name, LocationEntry.Of(step.Span))),
    ];

    private static ImmutableArray<string> TextsOf(DeviceTreeNode node, string property) =>
        node.FindProperty(property)?.Value.TryReadStrings(out ImmutableArray<string> texts) == true ? texts : [];
}
