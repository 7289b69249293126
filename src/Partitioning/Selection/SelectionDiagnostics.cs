using Partition.Diagnostics;

namespace Partition.Partitioning.Selection;

/// <summary>What can be wrong with a list of devices.</summary>
internal static class SelectionDiagnostics
{
    public static Diagnostic EmptyEntry(SourceSpan at, string guest) => Diagnostic.Error("HV2010", at,
        $"Devices of guest '{guest}' has a '!' with nothing behind it. Write the label, path or alias of what is to be left out: !uart3.");

    public static Diagnostic NothingMatches(
        SourceSpan at, string guest, string entry, string? nearest, bool isRow) => Diagnostic.Error("HV2011", at,
        $"Nothing on the board matches '{entry}' in Devices of guest '{guest}'."
        + (isRow ? " Entries are separated by ';'." : "")
        + (nearest is not null ? $" Did you mean '{nearest}'?"
            : isRow ? ""
            : " Write a label, /path, alias:name or compatible:pattern of the board's tree."));

    public static Diagnostic OnlyRemovals(SourceSpan at, string guest, string devices) => Diagnostic.Warning("HV2025", at,
        $"Devices of guest '{guest}' only leaves out devices, so it selects none. To select all others, write '*; {devices}'.");

    public static Diagnostic NothingToRefine(SourceSpan at, string guest, string entry, string? nearest) => Diagnostic.Error("HV2013", at,
        $"Nothing on the board matches '{entry}', the device of guest '{guest}' that is to be refined."
        + (
            nearest is null
                ? " Write a label, /path, alias:name or compatible:pattern of the board's tree."
                : $" Did you mean '{nearest}'?"));

    public static Diagnostic NotGiven(SourceSpan at, string guest, string entry) => Diagnostic.Warning("HV2014", at,
        $"Guest '{guest}' is not given '{entry}', so there is nothing to refine; a GuestDevice adds no device. "
        + $"Add it to Devices of '{guest}', or take the item away.");

    public static Diagnostic NotADevice(SourceSpan at, string guest, string entry, string path) => Diagnostic.Error("HV2012", at,
        $"'{entry}' in Devices of guest '{guest}' is {path}, which is written anew for every guest. "
        + "Set Memory, Cpus or KernelArguments instead.");
}
