using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>What can be wrong between two guests.</summary>
internal static class OwnershipDiagnostics
{
    public static Diagnostic DeviceOwnedTwice(SourceSpan at, OwnedDevice device, string first, string second, SourceSpan firstAt) =>
        Diagnostic.Error("HV2030", at,
            $"Guests '{first}' and '{second}' both get '{device.Device.Name}' ({device.Device.Node.Path}){Reason(device)}. "
            + $"Write '!{device.Device.Name}' into Devices of one of them, or give one of them an imitation: "
            + $"<GuestDevice Include=\"{device.Device.Name}\" Guest=\"{second}\" Access=\"Emulated\" />.")
        with
        { Notes = [new(firstAt, $"'{first}' gets it here"), new(device.Device.Node.Span, "the device")] };

    private static string Reason(OwnedDevice device) => device.Because.Length == 0 ? "" : $", because of {device.Because}";
}
