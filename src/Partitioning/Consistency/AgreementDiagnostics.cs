using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Consistency;

/// <summary>Where what a guest's operating system believes and what the guest is given part ways.</summary>
internal static class AgreementDiagnostics
{
    public static Diagnostic AddressNotBacked(SourceSpan at, string guest, BoardDevice device, AddressRange range) => Diagnostic.Error(
        "HV2050", at,
        $"The tree of guest '{guest}' describes '{device.Name}' ({device.Node.Path}) at {range}, and the guest is given nothing there: "
        + $"its first access would fault. Take the node out of the tree, or add the device to Devices of '{guest}'.");

    public static Diagnostic InterruptNotBacked(
        SourceSpan at,
        string guest,
        BoardDevice device,
        InterruptId interrupt,
        GuestRegion region) =>
        Diagnostic.Error("HV2051", at,
            $"The tree of guest '{guest}' gives '{device.Name}' ({device.Node.Path}) interrupt {interrupt}, and what the guest is given at "
            + $"{region.Range} ('{region.Name}') raises {Describe(region)}. Use the same interrupt in both.");

    public static Diagnostic MemoryNotBacked(SourceSpan at, string guest, AddressRange range) => Diagnostic.Error("HV2052", at,
        $"The tree of guest '{guest}' describes RAM at {range}, and the guest is not given all of it. "
        + $"Make the memory node and Memory of '{guest}' agree.");

    public static Diagnostic RegionNotDescribed(SourceSpan at, string guest, GuestRegion region) => Diagnostic.Information("HV2053", at,
        $"Guest '{guest}' is given '{region.Name}' at {region.Range}, and its tree does not describe it; "
        + "its operating system will not use it.");

    public static Diagnostic HardwareNotOwned(SourceSpan at, string guest, GuestRegion region, BoardDevice device, string owner) =>
        Diagnostic.Error("HV2054", at,
        $"The ConfigTree of guest '{guest}' gives it, by '{region.Name}', the board's addresses {region.Host}, "
        + $"where '{device.Name}' ({device.Node.Path}) is, and {owner}. "
        + $"Take '{region.Name}' out of the ConfigTree, or give the device to '{guest}': "
        + "Devices, and a GuestDevice with Access=\"Passthrough\".");

    private static string Describe(GuestRegion region) =>
        region.Interrupts.IsEmpty ? "none" : string.Join(", ", region.Interrupts.Select(static interrupt => interrupt.ToString()));
}
