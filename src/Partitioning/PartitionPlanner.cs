using System.Collections.Frozen;
using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Closure;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Selection;
using Partition.Partitioning.Suppliers;
using Partition.Partitioning.Units;

namespace Partition.Partitioning;

/// <summary>Divides a board among guests.</summary>
internal static class PartitionPlanner
{
    /// <summary>Works out who gets what of the bare board, and whether that holds.</summary>
    /// <param name="board">The board.</param>
    /// <param name="guests">What the project asks for, in its order.</param>
    /// <returns>The plan with all faults found in it.</returns>
    public static PartitionPlan Plan(Board board, IReadOnlyList<GuestRequest> guests) => Plan(new PartitionRequest(board, [.. guests]));

    /// <summary>Works out who gets what, and whether that holds.</summary>
    /// <param name="request">The board, the guests, and what the hypervisor makes of them.</param>
    /// <returns>The plan with all faults found in it.</returns>
    public static PartitionPlan Plan(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new List<Diagnostic>();
        CheckNames(request.Guests, diagnostics);
        CheckProcessorsAndMemory(request, diagnostics);
        var plan = new PartitionPlan(request, PlanGuests(request, diagnostics));
        CheckMemoryReach(plan.Guests, diagnostics);
        CheckDevices(plan, diagnostics);
        plan = plan with { Allowed = Allowances.Apply(request, PartitionRules.Check(plan), diagnostics) };
        diagnostics.AddRange(SwitchedOffChecks.Check(plan));
        return plan with { Diagnostics = [.. diagnostics] };
    }

    private static ImmutableArray<GuestPlan> PlanGuests(PartitionRequest request, List<Diagnostic> diagnostics)
    {
        var used = new Lazy<HashSet<DeviceTreeNode>>(() => DeviceReferences.FindUsed(request.Board));
        SupplierPolicies policies = SupplierPolicies.Read(request, node => used.Value.Contains(node), diagnostics);
        ClockRates rates = ClockRates.Read(request, diagnostics);
        DeviceSelection[] selections =
            [.. request.Guests.Select(guest => DeviceSelection.Read(request, guest, policies.OwnedBy(guest), diagnostics))];
        var claims = selections
            .SelectMany(static selection => selection.Selected)
            .GroupBy(static node => node)
            .ToDictionary(static nodes => nodes.Key, static nodes => nodes.Count());
        ImmutableArray<GuestPlan> guests =
        [
            .. request.Guests.Select((guest, i) =>
            {
                var refinements = DeviceRefinements.Read(request.Board, guest, policies, diagnostics);
                return PlanGuest(request, guest, selections[i], refinements, claims, rates, diagnostics);
            }),
        ];
        diagnostics.AddRange(rates.Check());
        return guests;
    }

    private static GuestPlan PlanGuest(
        PartitionRequest request,
        GuestRequest guest,
        DeviceSelection selection,
        DeviceRefinements refinements,
        Dictionary<DeviceTreeNode, int> claims,
        ClockRates rates,
        List<Diagnostic> diagnostics)
    {
        Board board = request.Board;
        FrozenSuppliers frozen = refinements.Frozen(request.Policy, selection.Names);
        FrozenSet<DeviceTreeNode> enabled = EnabledDevices.Of(board, guest);
        FrozenSet<DeviceTreeNode> absent = AbsentCpus.FindParts(board, GuestPlan.CpusOf(board, guest));
        var closure = new DependencyClosure(board, guest, selection, diagnostics)
        {
            IsSelectedByOthers = node => request.Policy.KeepsGuestsApart
                && claims.GetValueOrDefault(node) > (selection.Selected.Contains(node) ? 1 : 0),
            IsAbsent = absent.Contains,
            IsDisabled = node => board.FindDisabled(node, enabled) is not null,
            IsHidden = node => request.Policy.Hides(board[node]),
            Frozen = frozen,
            IsBypassed = node => request.Policy.BypassesInterruptController(board[node]),
            TakesOption = node => !request.Policy.KeepsGuestsApart
                || selection.Selected.Contains(node)
                || request.Policy.Resolve(board, board[node]) != DeviceAccess.Passthrough,
        };
        closure.Collect();
        refinements.CheckAreGiven(closure, diagnostics);
        ImmutableArray<OwnedDevice> devices =
        [
            .. board.Devices
                .Where(device => device.Role is DeviceRole.Device or DeviceRole.Platform && closure.Contains(device.Node))
                .Select(device => enabled.Contains(device.Node) ? device with { IsEnabled = true } : device)
                .Select(device => Own(request, device, refinements.Of(WholeOf(closure, device.Node)), closure.Explain(device.Node))
                    with { IsPart = WholeOf(closure, device.Node) != device.Node }),
        ];
        ulong start = guest.MemoryBase ?? guest.PhysicalMemoryBase ?? request.Policy.GuestMemoryBase ?? (
            board.Memory.IsEmpty ? 0 : board.Memory[0].Start);
        IReadOnlyDictionary<DeviceTreeNode, ImmutableArray<NeedStep>> kept = closure.Reasons();
        return new(request, guest, new(start, guest.Memory.Bytes), devices, kept, frozen)
        {
            Absent = absent,
            Enabled = enabled,
            Leases = SupplierLeases.Of(board, kept.Keys, frozen, lease => rates.Find(lease, refinements.Of(lease.Supplier))),
        };
    }

    /// <summary>The memory that a node is a part of, when it comes along because of that; otherwise the node itself.</summary>
    private static DeviceTreeNode WholeOf(DependencyClosure closure, DeviceTreeNode node) =>
        closure.FindWhole(node) is { } whole ? WholeOf(closure, whole) : node;

    private static OwnedDevice Own(PartitionRequest request, BoardDevice device, GuestDeviceRequest? refined, string because)
    {
        DeviceAccess access = refined?.Access ?? DeviceAccess.Default;
        return new(device, access, because)
        {
            Resolved = access == DeviceAccess.Default ? request.Policy.Resolve(request.Board, device) : access,
            ClockFrequency = refined?.ClockFrequency,
            Backend = refined?.Backend ?? "",
            Span = refined?.Span ?? SourceSpan.None,
        };
    }

    private static void CheckNames(IReadOnlyList<GuestRequest> guests, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (GuestRequest guest in guests.Where(guest => !names.Add(guest.Name)))
        {
            diagnostics.Add(GuestDiagnostics.DuplicateGuest(guest.SpanOf(""), guest.Name));
        }
    }

    private static void CheckProcessorsAndMemory(PartitionRequest request, List<Diagnostic> diagnostics)
    {
        Board board = request.Board;
        if (board.Memory.IsEmpty && !request.Guests.IsEmpty)
        {
            diagnostics.Add(MissingMemory.Describe(board.Document));
        }
        else
        {
            CheckMemorySizes(request, diagnostics);
        }

        foreach (GuestRequest guest in request.Guests)
        {
            if (guest.Cpus > board.Cpus.Length)
            {
                diagnostics.Add(GuestDiagnostics.TooManyCpus(guest.SpanOf(GuestMetadata.Cpus), guest.Name, guest.Cpus, board));
            }

            if (guest.CpuAffinity is [.., int last] && last >= board.Cpus.Length)
            {
                diagnostics.Add(GuestDiagnostics.CpuNotOnBoard(
                    guest.SpanOf(GuestMetadata.CpuAffinity), guest.Name, last, board.Cpus.Length));
            }
        }
    }

    /// <summary>Guests that run together share the board's RAM; otherwise each has all of it.</summary>
    private static void CheckMemorySizes(PartitionRequest request, List<Diagnostic> diagnostics)
    {
        var available = new ByteSize((ulong)Math.Min(request.Board.Memory.Sum(static range => (decimal)range.Size), ulong.MaxValue));
        decimal taken = 0;
        foreach (GuestRequest guest in request.Guests)
        {
            decimal wanted = taken + guest.Memory.Bytes;
            if (wanted > available.Bytes)
            {
                string who = taken == 0 ? $"Guest '{guest.Name}' wants" : $"The guests up to '{guest.Name}' want together";
                var size = new ByteSize((ulong)Math.Min(wanted, ulong.MaxValue));
                diagnostics.Add(GuestDiagnostics.MemoryExceedsBoard(guest.SpanOf(GuestMetadata.Memory), who, size, available));
            }
            else if (request.Policy.RunsGuestsTogether)
            {
                taken = wanted;
            }
        }
    }

    /// <summary>A guest's tree writes its RAM with the cells of the board's root; what they do not hold would be cut off.</summary>
    private static void CheckMemoryReach(ImmutableArray<GuestPlan> guests, List<Diagnostic> diagnostics)
    {
        foreach (GuestPlan guest in guests.Where(static guest => !guest.Board.Memory.IsEmpty))
        {
            CellCounts counts = CellCounts.Of(guest.Board.Document.Root);
            if (!counts.CanHold(guest.Memory))
            {
                string field = guest.Request.MemoryBase is null ? GuestMetadata.Memory : GuestMetadata.MemoryBase;
                diagnostics.Add(GuestDiagnostics.MemoryOutOfReach(
                    guest.Request.SpanOf(field), guest.Name, guest.Memory, (int)counts.Address, (int)counts.Size));
            }
        }
    }

    private static void CheckDevices(PartitionPlan plan, List<Diagnostic> diagnostics)
    {
        var kept = plan.Guests.SelectMany(static guest => guest.KeptNodes).ToHashSet();
        foreach (BoardDevice device in plan.Board.Devices.Where(device => kept.Contains(device.Node)))
        {
            diagnostics.AddRange(DeviceChecks.Check(plan.Board, device));
            diagnostics.AddRange(UnknownReferenceChecks.Check(plan.Board, device));
        }

        // Without the owner that is meant, guests lose what they are not meant to lose.
        if (!diagnostics.Exists(static diagnostic => diagnostic.Code == SelectionDiagnostics.UnknownOwnerCode))
        {
            diagnostics.AddRange(FrozenSupplierChecks.Check(plan));
        }

        diagnostics.AddRange(LostReservations.Check(plan));
    }
}
