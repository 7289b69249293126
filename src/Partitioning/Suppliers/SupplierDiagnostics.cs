using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>What can be wrong with suppliers that guests do without.</summary>
internal static class SupplierDiagnostics
{
    private static readonly string[] s_provided = ["#clock-cells", "#reset-cells", "#power-domain-cells"];

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
    /// <param name="isMeasured">Whether the project has rates of the running board, which then do not tell these.</param>
    /// <param name="at">Where the project says that the guest does without the supplier.</param>
    public static Diagnostic RatesUnknown(
        GuestPlan guest, BoardDevice supplier, ImmutableArray<SupplierLease> clocks, bool isMeasured, SourceSpan at)
    {
        string[] rates =
        [
            .. clocks
                .DistinctBy(static clock => (clock.Target, clock.Selector))
                .Select(clock => $"<ClockRate Include=\"{ClockOf(guest.Board, clock.Target, clock.Selector)}\" Frequency=\"24000000\" /> "
                    + $"<!-- {UseOf(guest.Board, clock)}{(isMeasured ? NotMeasured(guest.Board, clock) : "")} -->"),
        ];
        return Diagnostic.Error("HV2022", at,
            $"Guest '{guest.Name}' does without '{supplier.Name}' ({supplier.Node.Path}) and has fixed clocks in its place, and the "
            + $"{(rates.Length == 1 ? "rate of one is" : $"rates of {rates.Length} are")} not known. "
            + (isMeasured
                ? "BoardClocks does not have it. "
                : "The running board shows it: copy /sys/kernel/debug/clk/clk_summary and name the copy in a BoardClocks item. ")
            + $"{(isMeasured ? "Write" : "Or write")} each clock's rate in hertz in the place of 24000000:\n"
            + string.Join('\n', rates.Select(static rate => "    " + rate)))
            with
        { Notes = [.. clocks.Select(clock => new DiagnosticNote(clock.Span, $"the clock of '{guest.Board[clock.Consumer].Name}'"))] };
    }

    /// <summary>Why the rates of the running board do not tell that of a clock.</summary>
    private static string NotMeasured(Board board, SupplierLease clock) => LinuxDeviceName.Of(board, clock.Consumer) is not { } name
        ? $": its bus has no number in aliases ({LinuxDeviceName.FindBus(board, clock.Consumer)}0), so its name on the board is not known"
        : $": not there by consumer {name}{(clock.Name.Length > 0 ? $" and connection id {clock.Name}" : "")}";

    /// <summary>The running board and the board's tree do not agree about the rate of a clock.</summary>
    public static Diagnostic RatesDiffer(string clock, uint measured, uint assigned, SourceSpan at) => Diagnostic.Warning("HV2095", at,
        $"The clock '{clock}' runs at {Hertz(measured)} on the board (BoardClocks), and the board's tree assigns {Hertz(assigned)} to it "
        + $"(assigned-clock-rates). Fixed clocks that replace it have {Hertz(measured)}, because a guest without the controller sets "
        + "nothing. "
        + "Say which holds when the guest starts: "
        + $"<ClockRate Include=\"{clock}\" Frequency=\"{Number(measured)}\" />, or Frequency=\"{Number(assigned)}\".");

    /// <summary>A project's rate of a clock is for nothing.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="hypervisor">The hypervisor's name; the rate may be for another.</param>
    /// <param name="isClock">Whether devices of the board use the clock.</param>
    public static Diagnostic RateUnused(ClockRateRequest rate, string hypervisor, bool isClock) => Diagnostic.Warning("HV2097", rate.Span,
        $"The ClockRate of '{rate.Clock}' has no effect: "
        + (isClock
            ? $"with Hypervisor={hypervisor} no guest has a fixed clock in the place of this one. A guest has one for each clock that its "
                + "devices use of a frozen supplier. Remove the item; if it is for another hypervisor, give it "
                + "Condition=\"'$(Hypervisor)' == '…'\"."
            : "no device of the board uses this clock. Correct its number, or remove the item."));

    /// <summary>A project gives a clock two rates.</summary>
    public static Diagnostic TwoRates(ClockRateRequest first, ClockRateRequest second) => Diagnostic.Error("HV2098", second.Span,
        $"The clock of ClockRate '{second.Clock}' must have one rate, and has two: {Hertz(first.Frequency)} by '{first.Clock}', and "
        + $"{Hertz(second.Frequency)}. Remove one of the items.")
        with
    { Notes = [new(first.Span, "the other item")] };

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
        + ". If a driver needs them, give the guest the supplier, or leave the devices out of Devices."
        + string.Concat(lost.Select(static lease => lease.Consumer).Distinct()
            .Where(node => IsSupplier(guest.Board[node]))
            .Select(consumer => $" If '{guest.Board[consumer].Name}' does not work then, freeze it for the guest as well: <GuestDevice "
            + $"Include=\"{guest.Board[consumer].Name}\" Guest=\"{guest.Name}\" Access=\"Frozen\" />.")))
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
    public static string ClockOf(Board board, DeviceTreeNode provider, string selector) =>
        selector.Length == 0 ? board[provider].Name : $"{board[provider].Name} {selector}";

    private static string Hertz(uint rate) => $"{Number(rate)} Hz";

    private static string Number(uint rate) => rate.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a node supplies others with what a guest has a stand-in for, or keeps as it is set.</summary>
    private static bool IsSupplier(BoardDevice device) =>
        s_provided.Any(cells => device.Node.FindProperty(cells) is not null) || ControllerParts.IsPinController(device);

    private static string UseOf(Board board, SupplierLease clock) => clock.Name.Length > 0
        ? $"'{clock.Name}' of '{board[clock.Consumer].Name}'"
        : $"of '{board[clock.Consumer].Name}'";
}
