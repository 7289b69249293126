using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

/// <summary>The faults of overlays and of the bases they are for.</summary>
internal static class OverlayDiagnostics
{
    public static Diagnostic NoSymbols(SourceSpan at, string label, string place) => Diagnostic.Error("HV1501", at,
        $"'{place}' wants the label '{label}' of the base, but the base has no '/__symbols__'. Compile it with symbols (-@).");

    public static Diagnostic LabelNotInBase(SourceSpan at, string label, string place, string? nearest) => Diagnostic.Error("HV1502", at,
        $"'{place}' wants the label '{label}', but '/__symbols__' of the base has no such label."
        + (nearest is null ? "" : $" Did you mean '&{nearest}'?"));

    public static Diagnostic SymbolLeadsNowhere(SourceSpan at, string label, string place, string path) => Diagnostic.Error("HV1503", at,
        $"'{place}' wants the label '{label}', which the base says is '{path}'; there is no such node in the base.");

    public static Diagnostic NoPhandle(SourceSpan at, string label, string place, string path) => Diagnostic.Error("HV1504", at,
        $"'{place}' wants the phandle of '{label}', but '{path}' of the base has none. Compile the base with symbols (-@).");

    public static Diagnostic BadFixup(SourceSpan at, string table, string entry) => Diagnostic.Error("HV1505", at,
        $"'{table}' of the overlay says '{entry}', which is no 'path:property:offset'.");

    public static Diagnostic NoPlace(SourceSpan at, string table, string place) => Diagnostic.Error("HV1506", at,
        $"'{table}' of the overlay names '{place}', but there is no such cell in the overlay.");

    public static Diagnostic NoTarget(SourceSpan at, string fragment) => Diagnostic.Error("HV1507", at,
        $"'{fragment}' has neither 'target' nor 'target-path', so that nobody knows what it extends.");

    public static Diagnostic TargetPathNotInBase(SourceSpan at, string fragment, string path, string? longest) => Diagnostic.Error(
        "HV1508", at,
        $"'{fragment}' extends '{path}', which is not in the base"
        + (longest is null ? "." : $"; the path leads no further than '{longest}'."));

    public static Diagnostic TargetPhandleNotInBase(SourceSpan at, string fragment, uint phandle) => Diagnostic.Error("HV1509", at,
        $"'{fragment}' extends the node of phandle 0x{phandle:x}, and no node of the base has it.");

    public static Diagnostic PhandlesExhausted(SourceSpan at, string node, uint phandle, uint largest) => Diagnostic.Error("HV1510", at,
        $"'{node}' cannot have a phandle of its own: 0x{phandle:x} behind the base's largest, 0x{largest:x}, is more than a cell holds.");

    public static Diagnostic BadOverlayPhandle(SourceSpan at, string node, string property, int length) => Diagnostic.Error("HV1511", at,
        $"'{property}' of '{node}' in the overlay is one cell of 4 bytes, not {length}.");

    public static Diagnostic BadSymbol(SourceSpan at, string label, string path) => Diagnostic.Error("HV1512", at,
        $"'/__symbols__' of the overlay says that '{label}' is '{path}', which is no path of a node in the overlay.");

    public static Diagnostic NothingToApply(SourceSpan at) => Diagnostic.Warning("HV1513", at,
        "Nothing is applied: no node below the root has '__overlay__'. Is this an overlay, with '/plugin/;' behind '/dts-v1/;'?");

    /// <summary>Adds the other places that suffer from the same fault.</summary>
    public static Diagnostic Also(this Diagnostic diagnostic, IEnumerable<SourceSpan> places)
    {
        ImmutableArray<DiagnosticNote> notes =
            [.. places.Where(static place => place.HasFile).Select(static place => new DiagnosticNote(place, "It is wanted here, too."))];
        return diagnostic with { Notes = diagnostic.Notes.AddRange(notes) };
    }
}
