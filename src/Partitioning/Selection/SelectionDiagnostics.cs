using System.Globalization;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Selection;

/// <summary>What can be wrong with a list of devices.</summary>
internal static class SelectionDiagnostics
{
    /// <summary>The code of an owner that is not a guest: who has what of the suppliers is then not known.</summary>
    public const string UnknownOwnerCode = "HV2026";

    public static Diagnostic EmptyEntry(SourceSpan at, string guest) => Diagnostic.Error("HV2010", at,
        $"Devices of guest '{guest}' has a '!' with nothing behind it. Write the label, path or alias of what is to be left out: !uart3.");

    public static Diagnostic NothingMatches(
        SourceSpan at, string guest, string entry, string? nearest, bool isRow, bool hasLabels = true) => Diagnostic.Error("HV2011", at,
        $"Nothing on the board matches '{entry}' in Devices of guest '{guest}'."
        + (isRow ? " Entries are separated by ';'." : "")
        + (nearest is not null ? $" Did you mean '{nearest}'?"
            : isRow ? ""
            : !hasLabels
                ? " The board's tree has no labels: it is a blob without __symbols__. Write /path, alias:name or compatible:pattern."
            : " Write a label, /path, alias:name or compatible:pattern of the board's tree."));

    public static Diagnostic OnlyRemovals(SourceSpan at, string guest, string devices) => Diagnostic.Warning("HV2025", at,
        $"Devices of guest '{guest}' only leaves out devices, so it selects none. To select all others, write '*; {devices}'.");

    /// <summary>A device that a guest's list names is switched off.</summary>
    /// <param name="at">The list.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="device">The device that is named.</param>
    /// <param name="disabled">It, or the node above it that is switched off.</param>
    public static Diagnostic Disabled(SourceSpan at, string guest, BoardDevice device, BoardDevice disabled) => Diagnostic.Error(
        "HV2019", at,
        $"Devices of guest '{guest}' names '{device.Name}' ({device.Node.Path}), and the board's tree disables "
        + (device.Node == disabled.Node ? "it" : $"'{disabled.Name}' ({disabled.Node.Path}) above it")
        + ": no driver would use it. If the board has it, enable it for the guest: "
        + $"<GuestDevice Include=\"{disabled.Name}\" Guest=\"{guest}\" Enable=\"true\" />; or write a tree that includes the board's, "
        + "and enables it with the pins and clocks that it needs there. Otherwise take it out of Devices.")
        with
    { Notes = [new(disabled.Node.Span, "the node that is disabled")] };

    public static Diagnostic NothingToRefine(SourceSpan at, string guest, string entry, string? nearest) => Diagnostic.Error("HV2013", at,
        $"Nothing on the board matches '{entry}', the device of guest '{guest}' that is to be refined."
        + ProposalFor(nearest));

    public static Diagnostic UnknownOwner(SupplierPolicyRequest policy, string? nearest) => Diagnostic.Error(
        UnknownOwnerCode, policy.Span,
        $"The owner of '{policy.Suppliers}' is to be guest '{policy.Owner}', and there is no such guest. "
        + (nearest is null ? "Write the name of a guest, or leave Owner out for none." : $"Did you mean '{nearest}'?"));

    public static Diagnostic NoSupplier(SupplierPolicyRequest policy, string entry, string? nearest) => Diagnostic.Error(
        "HV2027", policy.Span,
        $"Nothing on the board matches '{entry}', a supplier of a SupplierPolicy."
        + ProposalFor(nearest));

    /// <summary>A policy is for a node that no other node uses.</summary>
    public static Diagnostic SuppliesNothing(SupplierPolicyRequest policy, BoardDevice device, bool isDisabled) => Diagnostic.Error(
        "HV2089", policy.Span,
        $"A SupplierPolicy must name what supplies other devices, and '{device.Name}' ({device.Node.Path}) "
        + (device.Role == DeviceRole.Platform ? "belongs to the CPU: every guest has its own. Take it out of Include."
            : device.Role == DeviceRole.Frame ? "is written anew for every guest. Take it out of Include."
            : isDisabled ? "is disabled in the board's tree, and no device that is enabled uses it. Take it out of Include, or enable it."
            : "supplies none: no node refers to it. To give it to a guest, add it to Devices of that guest."))
        with
    { Notes = [new(device.Node.Span, "the node")] };

    /// <summary>Two items contradict each other about one supplier.</summary>
    /// <param name="supplier">The name of the supplier.</param>
    /// <param name="at">The second item.</param>
    /// <param name="says">What the second item says.</param>
    /// <param name="first">The first item.</param>
    public static Diagnostic Contradiction(string supplier, SourceSpan at, string says, SupplierPolicyRequest first) => Diagnostic.Error(
        "HV2096", at,
        $"Two items contradict each other about '{supplier}': a SupplierPolicy says {Describe(first)}, and {says}. "
        + "Keep one of them.")
        with
    { Notes = [new(first.Span, "the SupplierPolicy")] };

    /// <summary>Policies are for hypervisors that run guests together.</summary>
    public static Diagnostic PoliciesWithoutEffect(SupplierPolicyRequest first, string hypervisor) => Diagnostic.Information(
        "HV2099", first.Span,
        $"SupplierPolicy items have no effect with Hypervisor={hypervisor}: each guest has the board and all its suppliers to itself. "
        + "They are for hypervisors that run guests together.");

    /// <summary>What a policy says, as a project writes it.</summary>
    public static string Describe(SupplierPolicyRequest policy) =>
        (policy.Owner.Length == 0 ? "no Owner and " : $"Owner=\"{policy.Owner}\" and ")
        + $"Others=\"{policy.Others}\""
        + (policy.ClockFrequency is uint rate
            ? string.Create(CultureInfo.InvariantCulture, $" and ClockFrequency=\"{rate}\"")
            : "");

    public static Diagnostic NotGiven(SourceSpan at, string guest, string entry) => Diagnostic.Warning("HV2014", at,
        $"Guest '{guest}' is not given '{entry}', so there is nothing to refine; a GuestDevice adds no device. "
        + $"Add it to Devices of '{guest}', or take the item away.");

    public static Diagnostic NotADevice(SourceSpan at, string guest, string entry, string path) => Diagnostic.Error("HV2012", at,
        $"'{entry}' in Devices of guest '{guest}' is {path}, which is written anew for every guest. "
        + "Set Memory, Cpus or KernelArguments instead.");

    /// <summary>What to write for an entry that matches nothing, as the end of a message.</summary>
    public static string ProposalFor(string? nearest) => nearest is null
        ? " Write a label, /path, alias:name or compatible:pattern of the board's tree."
        : $" Did you mean '{nearest}'?";
}
