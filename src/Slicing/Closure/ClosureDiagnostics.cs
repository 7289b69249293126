using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>What can be wrong with what a guest's devices need.</summary>
internal static class ClosureDiagnostics
{
    public static Diagnostic NeededDeviceRemoved(SourceSpan at, string guest, string needed, string chain, SourceSpan reference) =>
        Diagnostic.Error("HV2020", at,
            $"Devices of guest '{guest}' leaves out '{needed}', which the guest needs: {chain}. Leave out what needs it too, or take '!{needed}' away.")
        with
        { Notes = [new(reference, $"'{needed}' is needed here")] };
}
