using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>The faults that checks find. They are warnings.</summary>
internal static class CheckDiagnostics
{
    public static Diagnostic UnknownCheck(string name) => Diagnostic.Information("HV1400", SourceSpan.None,
        $"There is no check '{name}' here; nothing is done about it.");

    public static Diagnostic NotOneCell(SourceSpan at, string property, string node, int length) => Diagnostic.Warning("HV1401", at,
        $"'{property}' of '{node}' is one cell of 4 bytes, not {length}.");

    public static Diagnostic NotOneString(SourceSpan at, string property, string node) => Diagnostic.Warning("HV1402", at,
        $"'{property}' of '{node}' is one string.");

    public static Diagnostic NotStrings(SourceSpan at, string property) => Diagnostic.Warning("HV1403", at,
        $"'{property}' is a list of strings.");

    public static Diagnostic NodeNamedLikeProperty(SourceSpan at, string node, SourceSpan property) => Diagnostic.Warning("HV1404", at,
        $"The node '{node}' is called like a property beside it.") with
    {
        Notes = [new(property, "The property is here.")],
    };

    public static Diagnostic RegLength(SourceSpan at, string node, int length, uint address, uint size) => Diagnostic.Warning("HV1405", at,
        $"'reg' of '{node}' has {length} bytes; an entry has {address} + {size} cells, for address and size, "
        + "as the parent's '#address-cells' and '#size-cells' say.");

    public static Diagnostic RangesLength(SourceSpan at, string property, string node, int length, uint own, uint outer, uint size) =>
        Diagnostic.Warning("HV1406", at,
        $"'{property}' of '{node}' has {length} bytes; an entry has {own} + {outer} + {size} cells, for the address here, "
        + "the address in the parent, and the size.");

    public static Diagnostic EmptyRangesDiffer(
        SourceSpan at,
        string property,
        string node,
        string cells,
        uint own,
        string parent,
        uint outer) => Diagnostic.Warning("HV1407", at,
        $"The empty '{property}' of '{node}' says that its addresses are those of '{parent}', "
        + $"but '{cells}' is {own} here and {outer} there.");

    public static Diagnostic OnRoot(SourceSpan at, string property) => Diagnostic.Warning("HV1408", at,
        $"The root node has no '{property}': nothing is around it.");

    public static Diagnostic NoUnitAddress(SourceSpan at, string node) => Diagnostic.Warning("HV1409", at,
        $"'{node}' has 'reg' or 'ranges', but no unit address in its name.");

    public static Diagnostic UnitAddressWithoutReg(SourceSpan at, string node) => Diagnostic.Warning("HV1410", at,
        $"'{node}' has a unit address in its name, but neither 'reg' nor 'ranges'.");

    public static Diagnostic UnitAddressForm(SourceSpan at, string node, string superfluous) => Diagnostic.Warning("HV1411", at,
        $"The unit address of '{node}' is written without {superfluous}.");

    public static Diagnostic SameUnitAddress(SourceSpan at, string node, string other, SourceSpan otherSpan) => Diagnostic.Warning(
        "HV1412", at,
        $"'{node}' has the unit address of '{other}'.") with
    {
        Notes = [new(otherSpan, "The other node is here.")],
    };

    public static Diagnostic ChosenNotInRoot(SourceSpan at, string node) => Diagnostic.Warning("HV1413", at,
        $"'{node}' does nothing: 'chosen' stands in the root node.");

    public static Diagnostic AliasWithoutNode(SourceSpan at, string alias) => Diagnostic.Warning("HV1414", at,
        $"The alias '{alias}' is not the path of a node.");

    public static Diagnostic AliasName(SourceSpan at, string alias) => Diagnostic.Warning("HV1415", at,
        $"The name of the alias '{alias}' is made of small letters, digits and '-'.");

    public static Diagnostic DefaultCells(SourceSpan at, string node, string property, string parent, uint value) => Diagnostic.Warning(
        "HV1416", at,
        $"'{node}' has addresses, but '{parent}' has no '{property}'; {value} is taken for it.");

    public static Diagnostic UnnecessaryCells(SourceSpan at, string node) => Diagnostic.Warning("HV1417", at,
        $"'{node}' has '#address-cells' and '#size-cells', but neither 'ranges' nor a child with 'reg'.");

    public static Diagnostic SpecifierLength(SourceSpan at, string property, int length) => Diagnostic.Warning("HV1418", at,
        $"'{property}' is made of cells of 4 bytes, but has {length} bytes.");

    public static Diagnostic SpecifierNotReference(SourceSpan at, string property, int cell) => Diagnostic.Warning("HV1419", at,
        $"Cell {cell} of '{property}' should be a reference, '&label'. Do the arguments before it have the right number?");

    public static Diagnostic SpecifierWithoutNode(SourceSpan at, string property, int cell, uint phandle) => Diagnostic.Warning(
        "HV1420", at,
        $"Cell {cell} of '{property}' is 0x{phandle:x}, which is no node's phandle.");

    public static Diagnostic NoProvider(SourceSpan at, string property, int cell, string provider, string cells, SourceSpan providerSpan) =>
        Diagnostic.Warning("HV1421", at,
        $"Cell {cell} of '{property}' refers to '{provider}', which has no usable '{cells}'.") with
    {
        Notes = [new(providerSpan, "The node is here.")],
    };

    public static Diagnostic SpecifierTooShort(SourceSpan at, string property, string provider, string cells, uint wanted, int left) =>
        Diagnostic.Warning("HV1422", at,
        $"'{property}' ends too early: '{cells}' of '{provider}' is {wanted}, and behind the reference the value has {left}.");

    public static Diagnostic UnusualPropertyName(SourceSpan at, string property, char character) => Diagnostic.Warning("HV1423", at,
        $"'{character}' is not recommended in the name of a property: '{property}'.");

    public static Diagnostic NearStandardName(SourceSpan at, string property, string meant) => Diagnostic.Warning("HV1475", at,
        $"'{property}' is no standard property. Did you mean '{meant}'?");

    public static Diagnostic UnusualNodeName(SourceSpan at, string node, char character) => Diagnostic.Warning("HV1424", at,
        $"'{character}' is not recommended in the name of a node: '{node}'.");

    public static Diagnostic ChosenInterruptController(SourceSpan at) => Diagnostic.Warning("HV1425", at,
        "'interrupt-controller' in '/chosen' is obsolete, and does nothing.");

    public static Diagnostic OldStandardOutput(SourceSpan at) => Diagnostic.Warning("HV1426", at,
        "'linux,stdout-path' is obsolete. Write 'stdout-path'.");

    public static Diagnostic GpioInSingular(SourceSpan at, string property) => Diagnostic.Warning("HV1427", at,
        $"The name '{property}' is obsolete. Write '{property}s', also for one pin.");

    public static Diagnostic AlwaysFails(SourceSpan at, string node) => Diagnostic.Warning("HV1428", at,
        $"The check 'always_fail' fails in '{node}', as it does in each node.");
}
