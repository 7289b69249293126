using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Consistency;

/// <summary>
/// Compares what a guest's operating system believes with what the guest is given, in both directions. Where they part, the
/// guest dies at its first access to the device, so a difference in the first direction is an error.
/// </summary>
internal static class TreeAgreement
{
    /// <summary>What a plan by itself gives a guest: the guest runs on the board's own hardware.</summary>
    public static ImmutableArray<GuestRegion> RegionsOf(GuestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            new("memory", plan.Memory, [], GuestRegionKind.Memory),
            .. plan.Devices.SelectMany(static owned => owned.Device.Registers.Select(range => new GuestRegion(
                owned.Device.Name, range, owned.Device.Interrupts,
                owned.Device.Role == DeviceRole.Platform ? GuestRegionKind.Platform : GuestRegionKind.Device))),
        ];
    }

    /// <summary>Compares.</summary>
    /// <param name="guest">The guest's name.</param>
    /// <param name="tree">The tree that its operating system is given, with references resolved.</param>
    /// <param name="regions">What the guest is given.</param>
    /// <returns>The differences, at the places of the tree's source where it has one.</returns>
    public static ImmutableArray<Diagnostic> Compare(string guest, DeviceTreeDocument tree, ImmutableArray<GuestRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var diagnostics = new List<Diagnostic>();
        Board believed = Board.Read(tree);
        foreach (DeviceTreeNode memory in believed.MemoryNodes)
        {
            diagnostics.AddRange(AddressTranslation.ReadRegisters(memory)
                .Where(
                    range => !AddressRange.Cover(
                        regions.Where(static region => region.Kind == GuestRegionKind.Memory).Select(static region => region.Range),
                        range))
                .Select(range => AgreementDiagnostics.MemoryNotBacked(memory.Span, guest, range)));
        }

        var given = new RangeIndex<GuestRegion>(regions.Select(static region => (region.Range, region)));
        diagnostics.AddRange(believed.Devices.Where(IsUsed).SelectMany(device => CompareDevice(guest, device, given)));
        RangeIndex<BoardDevice> described = IndexOf(believed);
        diagnostics.AddRange(regions
            .Where(region => region.Kind == GuestRegionKind.Device && !described.Overlaps(region.Range))
            .Select(region => AgreementDiagnostics.RegionNotDescribed(SourceSpan.None, guest, region)));
        return [.. diagnostics];
    }

    /// <summary>Compares what a guest is given of the board's hardware with what the plan gives it.</summary>
    /// <param name="plan">The whole plan.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="regions">What the guest is given, as the tree for its hypervisor says.</param>
    /// <returns>An error for each device of the board behind a region that the plan does not give to the guest as hardware.</returns>
    public static ImmutableArray<Diagnostic> CompareWithPlan(PartitionPlan plan, GuestPlan guest, ImmutableArray<GuestRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(guest);
        GuestRegion[] hardware =
        [
            .. regions.Where(static region =>
                region is { Host: not null, Kind: GuestRegionKind.Device or GuestRegionKind.Stub }),
        ];
        if (hardware.Length == 0)
        {
            return [];
        }

        RangeIndex<BoardDevice> devices = IndexOf(plan.Board);
        AddressRange[] own =
        [
            .. guest.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled)
                .SelectMany(static owned => owned.Device.Registers),
        ];
        return
        [
            .. from region in hardware
               from device in devices.FindOverlaps(region.Host!.Value).Distinct()
               where device.Role == DeviceRole.Device
                   && guest.Find(device.Node)?.IsHardware != true
                   && !(IsNobodys(plan, guest, device) && IsWithin(own, device, region.Host!.Value))
               select AgreementDiagnostics.HardwareNotOwned(
                   guest.Request.SpanOf(GuestMetadata.ConfigTree), guest.Name, region, device, OwnerOf(plan, guest, device)),
        ];
    }

    private static RangeIndex<BoardDevice> IndexOf(Board board) =>
        new(board.Devices.SelectMany(static device => device.Registers.Select(range => (range, device))));

    /// <summary>
    /// Whether registers that a region shares with a device are also those of the guest's own devices: two nodes describe them, such as
    /// a system controller and a device that uses a part of it.
    /// </summary>
    private static bool IsWithin(AddressRange[] own, BoardDevice device, AddressRange region) =>
        device.Registers.Where(region.Overlaps).All(range =>
        {
            ulong start = Math.Max(range.Start, region.Start);
            return AddressRange.Cover(own, new(start, Math.Min(range.Last, region.Last) - start + 1));
        });

    private static bool IsNobodys(PartitionPlan plan, GuestPlan guest, BoardDevice device) =>
        FindOwner(plan, guest, device) is null && plan.Request.Policy.FindOwnUse(plan.Board, device) is null;

    private static GuestPlan? FindOwner(PartitionPlan plan, GuestPlan guest, BoardDevice device) =>
        plan.Guests.FirstOrDefault(other => other != guest && other.Find(device.Node)?.IsHardware == true);

    private static string OwnerOf(PartitionPlan plan, GuestPlan guest, BoardDevice device) =>
        FindOwner(plan, guest, device) is { } owner
            ? $"that is the hardware of guest '{owner.Name}'"
        : plan.Request.Policy.FindOwnUse(plan.Board, device) is { } use ? $"{plan.Request.Policy.Name} uses that itself: it is {use}"
        : "the plan does not give the guest that hardware";

    private static IEnumerable<Diagnostic> CompareDevice(string guest, BoardDevice device, RangeIndex<GuestRegion> given)
    {
        foreach (AddressRange range in device.Registers
            .Where(range => !AddressRange.Cover(given.FindOverlaps(range).Select(static region => region.Range), range)))
        {
            yield return AgreementDiagnostics.AddressNotBacked(device.Node.Span, guest, device, range);
        }

        if (device.Role == DeviceRole.Platform || device.Registers.IsEmpty)
        {
            yield break;
        }

        // A device may lie in another one, such as a bus with registers; the innermost is the device's own.
        GuestRegion[] backing = [.. given.FindOverlaps(device.Registers[0])
            .Where(region => region.Range.Contains(device.Registers[0]))
            .OrderBy(static region => region.Range.Size)];
        if (backing is not [{ Kind: GuestRegionKind.Device } own, ..])
        {
            yield break;
        }

        foreach (InterruptId interrupt in device.Interrupts
            .Where(interrupt => !backing.Any(region => region.Interrupts.Contains(interrupt))))
        {
            yield return AgreementDiagnostics.InterruptNotBacked(device.Node.Span, guest, device, interrupt, own);
        }
    }

    private static bool IsUsed(BoardDevice device) => device.Role is DeviceRole.Device or DeviceRole.Platform && device.IsEnabled;
}
