using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>What can be wrong with who gets a device.</summary>
internal static class OwnershipDiagnostics
{
    // The codes that other classes compare with: findings that a project can allow.
    public const string SupplierOfTwoCode = "HV2031";
    public const string HypervisorUsesItCode = "HV2032";

    public static Diagnostic DeviceOwnedTwice(OwnedDevice device, GuestPlan first, GuestPlan second) =>
        AtBoth(device, first, second, Diagnostic.Error("HV2030",
        second.Request.SpanOf(GuestMetadata.Devices),
        $"Guests '{first.Name}' and '{second.Name}' both get '{device.Device.Name}' ({device.Device.Node.Path}). "
        + $"Write '!{device.Device.Name}' into Devices of one of them{OrImitation(second, "give one of them", device)}."));

    [Allowable(SupplierOfTwoCode)]
    public static Diagnostic SupplierOfTwo(OwnedDevice ofFirst, GuestPlan first, OwnedDevice ofSecond, GuestPlan second) =>
        AtBoth(ofFirst, first, second, Diagnostic.Error(SupplierOfTwoCode, second.Request.SpanOf(GuestMetadata.Devices),
            $"Guests '{first.Name}' and '{second.Name}' both reach '{ofFirst.Device.Name}' ({ofFirst.Device.Node.Path}), "
            + "and what one sets there the other loses: "
            + $"'{first.Name}' {Why(ofFirst)}, '{second.Name}' {Why(ofSecond)}. Leave it to one of them and give the other a stand-in: "
            + $"{Item(ofFirst, second, "Stub")}; "
            + $"or, if they do not disturb each other, let both use it: Access=\"Shared\" for each."));

    [Allowable(HypervisorUsesItCode)]
    public static Diagnostic HypervisorUsesIt(GuestPlan guest, OwnedDevice device, string hypervisor, string use) =>
        Diagnostic.Error(HypervisorUsesItCode, guest.Request.SpanOf(GuestMetadata.Devices),
        $"{hypervisor} uses '{device.Device.Name}' ({device.Device.Node.Path}) itself: it is {use}. "
        + $"It cannot be given to guest '{guest.Name}'. "
        + $"Write '!{device.Device.Name}' into Devices{OrImitation(guest, "give the guest", device)}.")
        with
    { Notes = [new(device.Device.Node.Span, "the device")] };

    public static Diagnostic StubWithoutRate(GuestPlan guest, OwnedDevice device, SourceSpan at) => Diagnostic.Error("HV2022", at,
        $"A fixed clock stands in the place of '{device.Device.Name}' ({device.Device.Node.Path}) for guest '{guest.Name}', "
        + "and its rate is not known. "
        + $"Write it in hertz: <GuestDevice Include=\"{device.Device.Name}\" Guest=\"{guest.Name}\" Access=\"Stub\" "
        + "ClockFrequency=\"24000000\" />.");

    public static Diagnostic StubOfBus(GuestPlan guest, OwnedDevice device, OwnedDevice below, SourceSpan at) => Diagnostic.Error(
        "HV2024", at,
        $"Something is to stand for '{device.Device.Name}' ({device.Device.Node.Path}) in the tree of guest '{guest.Name}', "
        + $"and '{below.Device.Name}' ({below.Device.Node.Path}), "
        + "which the guest gets, is below it and would go along. Let the guest have what is above its device: "
        + $"{Item(device, guest, "Shared")}; or leave '{below.Device.Name}' out of Devices.")
        with
    { Notes = [new(below.Device.Node.Span, "the device that would be lost")] };

    private static string OrImitation(GuestPlan guest, string give, OwnedDevice device) =>
        guest.Policy.ImitatesDevices ? $", or {give} an imitation: {Item(device, guest, "Emulated")}" : "";

    private static string Why(OwnedDevice device) => device.IsSelected ? "has it in Devices" : $"by {device.Because}";

    private static string Item(OwnedDevice device, GuestPlan guest, string access) =>
        $"<GuestDevice Include=\"{device.Device.Name}\" Guest=\"{guest.Name}\" Access=\"{access}\" />";

    private static Diagnostic AtBoth(OwnedDevice device, GuestPlan first, GuestPlan second, Diagnostic diagnostic) => diagnostic with
    {
        Notes =
        [
            new(first.Request.SpanOf(GuestMetadata.Devices), $"'{first.Name}' gets it here"),
            new(device.Device.Node.Span, "the device"),
        ],
    };
}
