using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>What can be wrong with suppliers that guests do without.</summary>
internal static class SupplierDiagnostics
{
    public static Diagnostic UnknownClock(ClockRateRequest rate, string why, string? nearest) => Diagnostic.Error("HV2028", rate.Span,
        $"'{rate.Clock}' of a ClockRate is not a clock of the board: {why}. "
        + (
            nearest is null
                ? "Write a clock controller and the clock's number there (clk 41), or a device and its name of the clock (uart3 per)."
                : $"Did you mean '{nearest}'?"));

    /// <summary>The rates of clocks are not known.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="supplier">The supplier of the clocks.</param>
    /// <param name="clocks">The uses of these clocks, each clock once or more often.</param>
    /// <param name="at">Where the project says that the guest does without the supplier.</param>
    public static Diagnostic RatesUnknown(GuestPlan guest, BoardDevice supplier, ImmutableArray<SupplierLease> clocks, SourceSpan at)
    {
        string[] rates =
        [
            .. clocks
                .DistinctBy(static clock => (clock.Target, clock.Selector))
                .Select(clock => $"<ClockRate Include=\"{ClockOf(guest.Board, clock)}\" Frequency=\"24000000\" /> "
                    + $"({UseOf(guest.Board, clock)})"),
        ];
        return Diagnostic.Error("HV2022", at,
            $"Guest '{guest.Name}' does without '{supplier.Name}' ({supplier.Node.Path}) and has fixed clocks in its place, and the "
            + $"{(rates.Length == 1 ? "rate of one is" : $"rates of {rates.Length} are")} not known. Write each clock's rate in hertz in "
            + $"the place of 24000000: {string.Join(", ", rates)}. The running board tells them all: copy "
            + "/sys/kernel/debug/clk/clk_summary from it and name the copy in a BoardClocks item.")
            with
        { Notes = [.. clocks.Select(clock => new DiagnosticNote(clock.Span, $"the clock of '{guest.Board[clock.Consumer].Name}'"))] };
    }

    public static Diagnostic PartOfFrozen(GuestPlan guest, BoardDevice supplier, OwnedDevice below, SourceSpan at) => Diagnostic.Error(
        "HV2024", at,
        $"Guest '{guest.Name}' is to do without '{supplier.Name}' ({supplier.Node.Path}), and '{below.Device.Name}' "
        + $"({below.Device.Node.Path}), which the guest gets, is below it and would go along. Let the guest have what is above its device: "
        + $"<GuestDevice Include=\"{supplier.Name}\" Guest=\"{guest.Name}\" Access=\"Shared\" />; "
        + $"or leave '{below.Device.Name}' out of Devices.")
        with
    { Notes = [new(below.Device.Node.Span, "the device that would be lost")] };

    public static Diagnostic ReferencesLost(GuestPlan guest, BoardDevice supplier, ImmutableArray<SupplierLease> lost, SourceSpan at) =>
        Diagnostic.Warning("HV2029", at,
        $"Guest '{guest.Name}' does without '{supplier.Name}' ({supplier.Node.Path}), and nothing replaces what its devices use of "
        + "it: " + string.Join("; ", lost
            .GroupBy(static lease => lease.Consumer)
            .Select(consumer => $"'{guest.Board[consumer.Key].Name}' loses "
                + string.Join(", ", consumer.Select(static lease => lease.Property).Distinct())))
        + ". If a driver needs them, give the guest the supplier, or leave the devices out of Devices.")
        with
    { Notes = [.. lost.Select(lease => new DiagnosticNote(lease.Span, $"'{lease.Property}' of '{guest.Board[lease.Consumer].Name}'"))] };

    /// <summary>A Linux switches off what others run on.</summary>
    /// <param name="owner">The guest that runs it, and has the suppliers.</param>
    /// <param name="uses">What others use of them and Linux would switch off.</param>
    /// <param name="arguments">What keeps it from that.</param>
    public static Diagnostic OwnerSwitchesOff(
        GuestPlan owner, ImmutableArray<SupplierUse> uses, IReadOnlyCollection<string> arguments)
    {
        string[] users = [.. uses.Select(static use => use.User).Distinct()];
        IEnumerable<string> suppliers = uses.Select(use => $"'{owner.Board[use.Lease.Supplier].Name}'").Distinct();
        return Diagnostic.Warning("HV2091", owner.Request.SpanOf(GuestMetadata.KernelArguments),
            $"Guest '{owner.Name}' has {string.Join(", ", suppliers)}, and Linux switches off what none of its own devices uses there, "
            + $"also what {string.Join(", ", users)} {(users.Length == 1 ? "runs" : "run")} on. "
            + $"Add to KernelArguments of '{owner.Name}': {string.Join(' ', arguments)}")
            with
        { Notes = [.. uses.DistinctBy(static use => (use.User, use.Lease.Supplier)).Select(static use => new DiagnosticNote(
            use.Lease.Span, $"a use of {use.User}"))] };
    }

    /// <summary>How a project names a clock.</summary>
    private static string ClockOf(Board board, SupplierLease clock) => board[clock.Target].Name is var provider && clock.Specifier.IsEmpty
        ? provider
        : $"{provider} {clock.Selector}";

    private static string UseOf(Board board, SupplierLease clock) => clock.Name.Length > 0
        ? $"'{clock.Name}' of '{board[clock.Consumer].Name}'"
        : $"of '{board[clock.Consumer].Name}'";
}
