using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>What can be wrong with who gets a device.</summary>
internal static class OwnershipDiagnostics
{
    // The codes that other classes compare with: findings that a project can allow.
    public const string SupplierOfTwoCode = "HV2031";
    public const string HypervisorUsesItCode = "HV2032";

    /// <summary>Several guests list one device.</summary>
    public static Diagnostic DeviceOfSeveral(DeviceClaim owner, ImmutableArray<DeviceClaim> others)
    {
        GuestPlan last = Last(owner, others).Guest;
        bool isPair = others.Length == 1;
        return AtAll(owner, others, Diagnostic.Error("HV2030", last.Request.SpanOf(GuestMetadata.Devices),
            $"{Guests(owner, others)} {(isPair ? "both" : "all")} get {Name(owner)}. "
            + $"Write '!{owner.Device.Device.Name}' into Devices of {(isPair ? "one of them" : "all but one")}"
            + $"{OrImitation(last, isPair ? "give one of them" : "give the others", owner.Device)}."));
    }

    /// <summary>Several guests need one device, or one lists what others need.</summary>
    /// <param name="owner">The guest that is to have it.</param>
    /// <param name="others">The others.</param>
    /// <param name="uses">What each guest uses of it, in the order of the guests: <c>clocks 41</c>.</param>
    /// <param name="remedy">What helps.</param>
    /// <param name="dependents">The suppliers that do not work without it, and that the others then also do without.</param>
    [Allowable(SupplierOfTwoCode)]
    public static Diagnostic SupplierOfSeveral(
        DeviceClaim owner,
        ImmutableArray<DeviceClaim> others,
        ImmutableArray<string> uses,
        SupplierRemedy remedy,
        ImmutableArray<string> dependents)
    {
        bool isPair = others.Length == 1;
        Board board = owner.Guest.Board;
        string supplier = ControllerParts.FindWhole(board, owner.Device.Device.Node) is { } whole
            ? board[whole].Name
            : owner.Device.Device.Name;
        string owned = $"<SupplierPolicy Include=\"{supplier}\" Owner=\"{owner.Guest.Name}\"";
        const string shared = "if they do not disturb each other, let them use it together:";
        string what = remedy switch
        {
            SupplierRemedy.Share =>
                $"Devices of {(isPair ? "the other" : "the others")} are parts of it; {shared} {owned} Others=\"Shared\" />.",
            SupplierRemedy.FreezeForAll or SupplierRemedy.FreezeForHypervisor =>
                $"Some of it devices of {Users(remedy, isPair, owner)} use, so give it to no guest, and let all keep what firmware has "
                + $"set there: <SupplierPolicy Include=\"{supplier}\" Others=\"Frozen\" />; "
                + $"or, {shared} Others=\"Shared\".",
            _ => $"Leave it to one of them, and let the {(isPair ? "other keep" : "others keep")} what is set there: "
                + $"{owned} Others=\"Frozen\" />; or, {shared} Others=\"Shared\".",
        };
        IEnumerable<string> ways = others.Prepend(owner)
            .Zip(uses, static (claim, use) => $"'{claim.Guest.Name}' {Why(claim.Device)}{use}");
        return AtAll(owner, others, Diagnostic.Error(
            SupplierOfTwoCode, Last(owner, others).Guest.Request.SpanOf(GuestMetadata.Devices),
            $"{Guests(owner, others)} {(isPair ? "both" : "all")} reach {Name(owner)}, "
            + $"and what one sets there the {(isPair ? "other loses" : "others lose")}: "
            + $"{string.Join(", ", ways)}. {what}"
            + (dependents.IsEmpty || remedy == SupplierRemedy.Share
                ? ""
                : " What does not work without it is then frozen as well: "
                    + $"{string.Join(", ", dependents.Select(static name => $"'{name}'"))}.")));
    }

    private static string Users(SupplierRemedy remedy, bool isPair, DeviceClaim owner) =>
        remedy == SupplierRemedy.FreezeForHypervisor ? $"{owner.Guest.Policy.Name} and of '{owner.Guest.Name}'"
        : isPair ? "both"
        : "several";

    [Allowable(HypervisorUsesItCode)]
    public static Diagnostic HypervisorUsesIt(GuestPlan guest, OwnedDevice device, string hypervisor, string use) =>
        Diagnostic.Error(HypervisorUsesItCode, guest.Request.SpanOf(GuestMetadata.Devices),
        $"{hypervisor} uses '{device.Device.Name}' ({device.Device.Node.Path}) itself: it is {use}. "
        + $"It cannot be given to guest '{guest.Name}'. "
        + $"Write '!{device.Device.Name}' into Devices{OrImitation(guest, "give the guest", device)}.")
        with
    { Notes = [new(device.Device.Node.Span, "the device")] };

    private static string OrImitation(GuestPlan guest, string give, OwnedDevice device) =>
        guest.Policy.ImitatesDevices ? $", or {give} an imitation: {Item(device, guest, "Emulated")}" : "";

    private static string Why(OwnedDevice device) => device.IsSelected ? "has it in Devices" : $"by {device.Because}";

    private static string Item(OwnedDevice device, GuestPlan guest, string access) =>
        $"<GuestDevice Include=\"{device.Device.Name}\" Guest=\"{guest.Name}\" Access=\"{access}\" />";

    private static DeviceClaim Last(DeviceClaim owner, ImmutableArray<DeviceClaim> others) => others.IsEmpty ? owner : others[^1];

    private static string Name(DeviceClaim claim) => $"'{claim.Device.Device.Name}' ({claim.Device.Device.Node.Path})";

    private static string Guests(DeviceClaim owner, ImmutableArray<DeviceClaim> others) =>
        $"Guests {string.Join(", ", others.SkipLast(1).Prepend(owner).Select(static claim => $"'{claim.Guest.Name}'"))} "
        + $"and '{Last(owner, others).Guest.Name}'";

    private static Diagnostic AtAll(DeviceClaim owner, ImmutableArray<DeviceClaim> others, Diagnostic diagnostic) => diagnostic with
    {
        Notes =
        [
            .. others.SkipLast(1).Prepend(owner).Select(static claim =>
                new DiagnosticNote(claim.Guest.Request.SpanOf(GuestMetadata.Devices), $"'{claim.Guest.Name}' gets it here")),
            new(owner.Device.Device.Node.Span, "the device"),
        ],
    };
}
