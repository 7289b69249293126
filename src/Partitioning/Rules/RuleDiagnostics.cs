using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;
using Partition.Partitioning.Suppliers;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>What keeps a partition from holding. Each names both sides.</summary>
internal static class RuleDiagnostics
{
    // The codes that other classes compare with: findings that a project can allow.
    public const string InterruptOfTwoCode = "HV2033";
    public const string PageOfTwoCode = "HV2034";
    public const string RegistersOverlapCode = "HV2035";
    public const string DmaWithoutIommuCode = "HV2037";
    public const string StreamOfTwoCode = "HV2049";
    public const string SelectorOfTwoCode = "HV2090";
    public const string MemoryOutOfDmaReachCode = "HV2048";

    [Allowable(InterruptOfTwoCode)]
    public static Diagnostic InterruptOfTwo(InterruptId line, HardwareUse first, HardwareUse second) =>
        Between(first, second, Diagnostic.Error(InterruptOfTwoCode, SpanOf(first, second),
        $"Interrupt {line} is that of '{first.Device.Name}' ({first.Device.Node.Path}), which {first.What} uses, "
        + $"and of '{second.Device.Name}' ({second.Device.Node.Path}), "
        + $"which {second.What} uses. One line can be given to one of them: "
        + "give both devices to the same guest, or take one out of Devices."));

    /// <summary>Devices of several owners lie in one page.</summary>
    /// <param name="pageSize">The bytes of a page.</param>
    /// <param name="page">Where the page begins.</param>
    /// <param name="uses">The devices with their owners.</param>
    [Allowable(PageOfTwoCode)]
    public static Diagnostic PageOfSeveral(ulong pageSize, ulong page, ImmutableArray<HardwareUse> uses) => uses is [var first, var second]
        ? Between(first, second, Diagnostic.Error(PageOfTwoCode, SpanOf(first, second),
            $"'{first.Device.Name}' ({first.Device.Node.Path}), which {first.What} uses, "
            + $"and '{second.Device.Name}' ({second.Device.Node.Path}), which {second.What} uses, "
            + $"lie in one page of {new ByteSize(pageSize)} at 0x{page:x8}. "
            + "Memory is given away in whole pages, so each would reach the other's registers: "
            + $"give both devices to the same guest, {OrEmulateOne(uses)}."))
        : Diagnostic.Error(
            PageOfTwoCode, uses.Select(static use => use.Span).LastOrDefault(static span => span.HasFile, SourceSpan.None),
            $"{uses.Length} devices of several owners lie in one page of {new ByteSize(pageSize)} at 0x{page:x8}: "
            + string.Join("; ", uses.GroupBy(static use => use.What).Select(static of =>
                $"{string.Join(", ", of.Select(static use => $"'{use.Device.Name}'"))} of {of.Key}"))
            + ". Memory is given away in whole pages, so each owner would reach the others' registers: "
            + $"give all of them to the same guest, {OrEmulateOne(uses)}.")
            with
        {
            Notes = [.. uses.Select(static use => use.Device).Distinct()
                .Select(static device => new DiagnosticNote(device.Node.Span, $"'{device.Name}'"))],
        };

    [Allowable(RegistersOverlapCode)]
    public static Diagnostic RegistersOverlap(HardwareUse first, AddressRange firstRange, HardwareUse second, AddressRange secondRange) =>
        Between(first, second, Diagnostic.Error(RegistersOverlapCode, SpanOf(first, second),
            $"The registers of '{first.Device.Name}' ({first.Device.Node.Path}) at {firstRange}, which {first.What} uses, overlap those of "
            + $"'{second.Device.Name}' ({second.Device.Node.Path}) at {secondRange}, which {second.What} uses. "
            + "Give both devices to the same guest, or correct the reg of one."));

    private static string DescribeReservation(BoardDevice reservation) =>
        $"'{reservation.Name}' ({reservation.Node.Path})"
        + (reservation.Registers is [var range, ..] ? $" at {range}" : "");

    public static Diagnostic MemoryOutsideRam(GuestPlan guest, AddressRange memory, ImmutableArray<AddressRange> ram) => Diagnostic.Error(
        "HV2036", MemorySpan(guest),
        $"The memory of guest '{guest.Name}' at {memory} is not all RAM of the board, which has {string.Join(", ", ram)}. "
        + "Move it, or lower Memory.");

    public static Diagnostic MemoryReserved(GuestPlan guest, AddressRange memory, ReservedMemory taken) => Diagnostic.Error(
        "HV2046", MemorySpan(guest),
        $"The memory of guest '{guest.Name}' at {memory} overlaps {taken.What} at "
        + $"{taken.Range}{(taken.IsOfHypervisor ? "" : ", which the board's tree reserves")}. Move it, or lower Memory.")
        with
    { Notes = taken.Span.HasFile ? [new(taken.Span, "the reservation")] : [] };

    /// <summary>A device does without reservations of RAM that it refers to.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="device">The device.</param>
    /// <param name="lost">The reservations that the guest's RAM lacks.</param>
    /// <param name="reference">Where the device refers to them.</param>
    public static Diagnostic ReservationLost(
        GuestPlan guest, BoardDevice device, ImmutableArray<BoardDevice> lost, SourceSpan reference) =>
        Diagnostic.Warning("HV2057", MemorySpan(guest),
            $"In guest '{guest.Name}', '{device.Name}' ({device.Node.Path}) has no memory-region: "
            + $"{string.Join(", ", lost.Select(static reservation => DescribeReservation(reservation)))} "
            + $"{(lost.Length == 1 ? "is" : "are")} not in the guest's RAM at {guest.Memory}, "
            + "and a driver finds regions by their position. "
            + (guest.HostMemory == guest.Memory
                ? "Raise Memory, or move it, so that the RAM holds all of them; or take the device out of Devices."
                : $"{guest.Policy.Name} does not give the guest the board's own RAM there. Take the device out of Devices, unless its "
                    + "driver works without."))
            with
        { Notes = [new(reference, "the list of regions")] };

    public static Diagnostic MemoryOfTwo(GuestPlan first, GuestPlan second) => Diagnostic.Error("HV2047", MemorySpan(second),
        $"The memory of guest '{second.Name}' at {second.HostMemory} overlaps that of guest '{first.Name}' at {first.HostMemory}. "
        + "Move one of them.")
        with
    { Notes = [new(MemorySpan(first), $"the memory of '{first.Name}'")] };

    /// <summary>A bus master would reach memory of others.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="owned">The bus master.</param>
    /// <param name="reason">What shows that it is one.</param>
    /// <param name="place">Board addresses at which the guest's RAM could be.</param>
    [Allowable(DmaWithoutIommuCode)]
    public static Diagnostic DmaWithoutIommu(GuestPlan guest, OwnedDevice owned, string reason, ulong? place) =>
        Diagnostic.Error(DmaWithoutIommuCode, guest.Request.SpanOf(GuestMetadata.Devices),
        $"'{owned.Device.Name}' ({owned.Device.Node.Path}) is a bus master ({reason}) without an IOMMU, and guest '{guest.Name}' does not "
        + $"see its RAM at the board's addresses: its DMA would reach memory that the guest does not own. "
        + $"{DmaRemedies(guest, owned, place)} "
        + $"<PartitionAllowance Include=\"{owned.Device.Name}\" Rule=\"{DmaWithoutIommuCode}\" Reason=\"…\" />.")
        with
    { Notes = [new(owned.Device.Node.Span, "the device")] };

    [Allowable(StreamOfTwoCode)]
    public static Diagnostic StreamOfTwo(
        BoardDevice iommu,
        string ids,
        GuestPlan first,
        BoardDevice ofFirst,
        GuestPlan second,
        BoardDevice ofSecond) => Diagnostic.Error(StreamOfTwoCode, second.Request.SpanOf(GuestMetadata.Devices),
        $"'{ofFirst.Name}' ({ofFirst.Node.Path}) of guest '{first.Name}' and '{ofSecond.Name}' ({ofSecond.Node.Path}) of guest "
        + $"'{second.Name}' have the same stream at the IOMMU '{iommu.Name}' (0x{ids}): what the one may reach, the other reaches too. "
        + "Give both devices to the same guest, or leave one out of Devices.")
        with
    { Notes = [new(ofFirst.Node.Span, $"the device of '{first.Name}'"), new(ofSecond.Node.Span, $"the device of '{second.Name}'")] };

    /// <summary>A guest that has a supplier uses the very thing that a guest without it, or the hypervisor, relies on.</summary>
    [Allowable(SelectorOfTwoCode)]
    public static Diagnostic SelectorOfTwo(
        GuestPlan owner, SupplierUse other, BoardDevice supplier, ImmutableArray<(SupplierLease Lease, SupplierLease Own)> both) =>
        Diagnostic.Error(SelectorOfTwoCode, (other.Guest ?? owner).Request.SpanOf(GuestMetadata.Devices),
        $"{char.ToUpperInvariant(other.User[0])}{other.User[1..]} keeps what guest '{owner.Name}' sets in '{supplier.Name}' "
        + $"({supplier.Node.Path}), and devices of both use the same of it, which the one may change or switch off under the other: "
        + string.Join("; ", both.Select(pair =>
            $"{string.Join(' ', new[] { pair.Lease.Property, pair.Lease.Selector }.Where(static word => word.Length > 0))} "
            + $"('{owner.Board[pair.Own.Consumer].Name}', '{owner.Board[pair.Lease.Consumer].Name}')").Distinct())
        + $". {TakenFrom(owner, other, supplier)}, or allow it with a reason: "
        + $"<PartitionAllowance Include=\"{supplier.Name}\" Rule=\"{SelectorOfTwoCode}\" Reason=\"…\" />.")
        with
    { Notes = [.. both.SelectMany(static pair => new[]
        {
            new DiagnosticNote(pair.Own.Span, "the use of its owner"), new DiagnosticNote(pair.Lease.Span, "the use of the other"),
        })] };

    /// <summary>How the supplier of a finding becomes that of no guest. Who has it by a need alone has no policy for it yet.</summary>
    private static string TakenFrom(GuestPlan owner, SupplierUse other, BoardDevice supplier) => other.Guest is not null
        ? $"Give the devices to one guest, take '{supplier.Name}' from both (a SupplierPolicy without Owner)"
        : owner.Find(supplier.Node) is { IsSelected: false }
            ? $"Take '{supplier.Name}' from the guest: <SupplierPolicy Include=\"{supplier.Name}\" Others=\"Frozen\" />"
            : $"Take '{supplier.Name}' from the guest (a SupplierPolicy without Owner)";

    /// <summary>Guests need clocks or power domains of a firmware that does not hear them.</summary>
    public static Diagnostic FirmwareOutOfReach(
        string hypervisor, BoardDevice firmware, ImmutableArray<(GuestPlan Guest, SupplierLease Use)> users) => Diagnostic.Error(
        "HV2092", users.Select(static user => user.Guest.Request.SpanOf(GuestMetadata.Devices)).FirstOrDefault(SourceSpan.None),
        $"'{firmware.Name}' ({firmware.Node.Path}) is reached by calls of the board's firmware, and {hypervisor} does not pass calls of "
        + "guests on, so that their devices would never start: "
        + string.Join(", ", users.Select(static user =>
            $"'{user.Guest.Name}' by {user.Guest.Board[user.Use.Consumer].Name} → {user.Use.Property} → "
            + user.Guest.Board[user.Use.Target].Name))
        + $". Let guests keep what the firmware has set: <SupplierPolicy Include=\"{firmware.Name}\" Others=\"Frozen\" />.")
        with
    { Notes = [new(firmware.Node.Span, "the firmware")] };

    private static string DmaRemedies(GuestPlan guest, OwnedDevice owned, ulong? place)
    {
        string leave = owned.IsSelected ? "Leave it out of Devices, "
            : $"The guest has it because of a need ({owned.Because}). Let guests do without: "
                + $"<SupplierPolicy Include=\"{owned.Device.Name}\" Others=\"Frozen\" />, ";
        string needs = guest.Policy.MemoryPlacementNeeds is { } what ? $" (this takes {what})" : "";
        string move = place is not ulong address ? ""
            : $"{(owned.IsSelected ? "G" : "g")}ive '{guest.Name}' RAM at the board's addresses, PhysicalMemoryBase=\"0x{address:x}\""
                + $"{(guest.Request.MemoryBase is null ? "" : " and the same MemoryBase")}{needs}, ";
        string emulate = guest.Policy.ImitatesDevices ? "let the hypervisor emulate the device, " : "";
        return $"{(owned.IsSelected && move.Length > 0 ? "" : leave)}{move}{emulate}or allow it with a reason:";
    }

    [Allowable(MemoryOutOfDmaReachCode)]
    public static Diagnostic MemoryOutOfDmaReach(GuestPlan guest, BoardDevice device, ImmutableArray<AddressRange> reach) =>
        Diagnostic.Warning(MemoryOutOfDmaReachCode, MemorySpan(guest),
        $"'{device.Name}' ({device.Node.Path}) reads and writes memory by itself, "
        + $"and its bus (dma-ranges) lets it reach {string.Join(", ", reach)}: "
        + $"not all of the memory of guest '{guest.Name}' at {guest.Memory}. Move the memory, or take less of it.")
        with
    { Notes = [new(device.Node.Span, "the device")] };

    public static Diagnostic CpuOfTwo(GuestPlan first, GuestPlan second, IReadOnlyCollection<int> cpus) =>
        Diagnostic.Error("HV2038", second.Request.SpanOf(GuestMetadata.CpuAffinity),
        $"Guests '{first.Name}' and '{second.Name}' both run on {(cpus.Count == 1 ? "CPU" : "CPUs")} {string.Join(", ", cpus)}, and "
        + $"'{(first.Request.ExclusiveCpus ? first : second).Name}' has its CPUs for itself (ExclusiveCpus). "
        + "Give them different CPUs by CpuAffinity.")
        with
    { Notes = [new(first.Request.SpanOf(GuestMetadata.CpuAffinity), $"the CPUs of '{first.Name}'")] };

    public static Diagnostic WindowsCollide(GuestPlan guest, BoardDevice device, AddressRange registers) => Diagnostic.Error(
        "HV2039", MemorySpan(guest),
        $"The RAM of guest '{guest.Name}' at {guest.Memory} overlaps the registers of its device '{device.Name}' ({device.Node.Path}) at "
        + $"{registers}. {RoomFor(guest, registers)}")
        with
    { Notes = [new(device.Node.Span, "the device")] };

    /// <summary>
    /// What keeps RAM and a device apart. Some hypervisors fix where RAM begins, and RAM that begins in the device is always too long.
    /// </summary>
    private static string RoomFor(GuestPlan guest, AddressRange registers)
    {
        const ulong unit = 0x100000;
        ulong room = registers.Start > guest.Memory.Start ? (registers.Start - guest.Memory.Start) / unit * unit : 0;
        string lower = $"ower Memory to {new ByteSize(room)} or less, or leave the device out.";
        return (guest.Policy.GuestMemoryBase is null, room > 0) switch
        {
            (true, true) => $"Move MemoryBase, l{lower}",
            (true, false) => "Move MemoryBase, or leave the device out.",
            (false, true) => $"L{lower}",
            (false, false) => "Leave the device out.",
        };
    }

    public static Diagnostic AllowanceWithoutReason(AllowanceRequest allowance) => Diagnostic.Error("HV2070", allowance.Span,
        $"The allowance of {allowance.Rule} for '{allowance.Devices}' has no Reason. Write why it is safe; "
        + "the plan and the lock file show it.");

    public static Diagnostic AllowanceOfUnknownRule(AllowanceRequest allowance) => Diagnostic.Error("HV2071", allowance.Span,
        (allowance.Rule.Length == 0 ? "It is not said which finding is allowed. Write Rule." : $"'{allowance.Rule}' cannot be allowed.")
        + $" These can: {string.Join(", ", PartitionRules.Allowable)}.");

    public static Diagnostic AllowanceOfNothing(AllowanceRequest allowance, string entry, string? nearest) => Diagnostic.Error(
        "HV2072", allowance.Span,
        $"Nothing on the board matches '{entry}' in the allowance of {allowance.Rule}."
        + SelectionDiagnostics.ProposalFor(nearest));

    /// <summary>There is nothing that an allowance allows.</summary>
    /// <param name="allowance">The allowance.</param>
    /// <param name="hypervisor">The hypervisor's name; the finding may be that of another.</param>
    /// <param name="isPossible">Whether this hypervisor could have such a finding; otherwise the allowance is for another.</param>
    public static Diagnostic AllowanceUnused(AllowanceRequest allowance, string hypervisor, bool isPossible) => new(
        "HV2073",
        isPossible ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
        allowance.Span,
        $"The allowance of {allowance.Rule} for '{allowance.Devices}' has no effect: with Hypervisor={hypervisor} there is no such "
        + "finding. "
        + (isPossible
            ? "Remove it, so that it does not hide a later one; if it is for another hypervisor, give the item "
                + "Condition=\"'$(Hypervisor)' == '…'\"."
            : "It is for hypervisors that run guests together."));

    private static string OrEmulateOne(ImmutableArray<HardwareUse> uses) =>
        uses.Select(static use => use.Guest).OfType<GuestPlan>().Any(static guest => guest.Policy.ImitatesDevices)
            ? "or let the hypervisor emulate one"
            : "or leave out one owner's";

    private static SourceSpan SpanOf(HardwareUse first, HardwareUse second) => second.Guest is null ? first.Span : second.Span;

    private static Diagnostic Between(HardwareUse first, HardwareUse second, Diagnostic diagnostic) => diagnostic with
    {
        Notes =
        [
            .. second.Guest is null || first.Guest is null
                ? Array.Empty<DiagnosticNote>()
                : [new(first.Span, $"guest '{first.Guest.Name}' gets its device here")],
            new(first.Device.Node.Span, $"'{first.Device.Name}'"),
            new(second.Device.Node.Span, $"'{second.Device.Name}'"),
        ],
    };

    private static SourceSpan MemorySpan(GuestPlan guest) => guest.Request.SpanOf(
        guest.Request.PhysicalMemoryBase is not null ? GuestMetadata.PhysicalMemoryBase
        : guest.Request.MemoryBase is not null ? GuestMetadata.MemoryBase
        : GuestMetadata.Memory);
}
