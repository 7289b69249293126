using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Closure;

/// <summary>What can be wrong with what a guest's devices need.</summary>
internal static class ClosureDiagnostics
{
    public static Diagnostic NeededDeviceRemoved(SourceSpan at, string guest, string needed, string chain, SourceSpan reference) =>
        Diagnostic.Error("HV2020", at,
            $"Devices of guest '{guest}' leaves out '{needed}', which the guest needs: {chain}. "
            + $"Leave out what needs it too, or take '!{needed}' away.")
        with
        { Notes = [new(reference, $"'{needed}' is needed here")] };

    /// <summary>Devices need something that the board's tree disables.</summary>
    public static Diagnostic NeededDeviceDisabled(
        GuestRequest guest, BoardDevice needed, ImmutableArray<DeviceReference> references, Board board) => Diagnostic.Information(
        "HV2059", guest.SpanOf(GuestMetadata.Devices),
        $"In guest '{guest.Name}', {string.Join(", ", references.Select(reference => $"'{board[reference.From].Name}'"))} "
        + $"{(references.Length == 1 ? "needs" : "need")} '{needed.Name}' ({needed.Node.Path}) by "
        + $"{string.Join(", ", references.Select(static reference => reference.Property).Distinct())}, and the board's tree disables it, "
        + "so that no driver serves it. "
        + $"To enable it, write <GuestDevice Include=\"{needed.Name}\" Guest=\"{guest.Name}\" Enable=\"true\" />.")
        with
    { Notes = [.. references.Take(1).Select(static reference => new DiagnosticNote(reference.Span, "the reference"))] };

    /// <summary>Devices do without something that they work better with.</summary>
    public static Diagnostic OptionOmitted(
        GuestRequest guest, BoardDevice option, ImmutableArray<DeviceReference> references, Board board) => Diagnostic.Information(
        "HV2094", guest.SpanOf(GuestMetadata.Devices),
        $"In guest '{guest.Name}', {string.Join(", ", references.Select(reference => $"'{board[reference.From].Name}'"))} "
        + $"{(references.Length == 1 ? "works" : "work")} without '{option.Name}' ({option.Node.Path}), which it is not given: "
        + $"{string.Join(", ", references.Select(static reference => reference.Property).Distinct())} is optional there. "
        + $"To give it, add '{option.Name}' to Devices.");

    public static Diagnostic UnknownReference(SourceSpan at, BoardDevice device, string property, BoardDevice target) =>
        Diagnostic.Information("HV2021", at,
        $"'{property}' of '{device.Name}' ({device.Node.Path}) refers to '{target.Name}', and no binding is known for it. "
        + "A guest that gets the one gets the other.");

    public static Diagnostic PossibleReference(SourceSpan at, BoardDevice device, string property, BoardDevice target) =>
        Diagnostic.Warning("HV2023", at,
        $"'{property}' of '{device.Name}' ({device.Node.Path}) looks like a reference to '{target.Name}', and no binding is known for it. "
        + "A guest that gets the one gets the other. "
        + "Give the board as a source, which marks its references, to be certain.");
}
