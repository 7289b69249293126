using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>The faults of buses and of the devices on them.</summary>
internal static class BusDiagnostics
{
    public static Diagnostic BusName(SourceSpan at, string node, string kind, string expected) => Diagnostic.Warning("HV1430", at,
        $"'{node}' is a {kind}, and should be called {expected}.");

    public static Diagnostic BridgeWithoutRanges(SourceSpan at, string node) => Diagnostic.Warning("HV1431", at,
        $"The PCI bridge '{node}' has no 'ranges': its windows into the address space of its parent. "
        + "If it is no bridge, its 'device_type' is wrong.");

    public static Diagnostic BusCells(SourceSpan at, string node, string kind, string property, uint expected) => Diagnostic.Warning(
        "HV1432", at,
        $"'{node}' is a {kind}, where '{property}' is {expected}.");

    public static Diagnostic BusRangeLength(SourceSpan at, string node, int length) => Diagnostic.Warning("HV1433", at,
        $"'bus-range' of '{node}' is two cells, the first bus number and the last, not {length} bytes.");

    public static Diagnostic BusRangeOrder(SourceSpan at, string node, uint first, uint last) => Diagnostic.Warning("HV1434", at,
        $"'bus-range' of '{node}' begins with {first}, behind its end, {last}.");

    public static Diagnostic BusRangeEnd(SourceSpan at, string node, uint last) => Diagnostic.Warning("HV1435", at,
        $"'bus-range' of '{node}' ends with {last}; the last number a PCI bus can have is 255.");

    public static Diagnostic PciAddressCells(SourceSpan at, string node) => Diagnostic.Warning("HV1436", at,
        $"'reg' of '{node}' begins with an address in configuration space; its second and third cell are 0.");

    public static Diagnostic PciNotConfiguration(SourceSpan at, string node, uint high) => Diagnostic.Warning("HV1437", at,
        $"'reg' of '{node}' begins with 0x{high:x8}, which is not in configuration space: the upper eight bits are 0 there.");

    public static Diagnostic PciRegister(SourceSpan at, string node, uint high) => Diagnostic.Warning("HV1438", at,
        $"'reg' of '{node}' begins with 0x{high:x8}, which names a register: the lower eight bits are 0 for a device.");

    public static Diagnostic WrongUnitAddress(SourceSpan at, string node, string kind, string expected) => Diagnostic.Warning("HV1439", at,
        $"The unit address of '{node}' should be '{expected}', which is its address on the {kind}.");

    public static Diagnostic PciBusNumber(SourceSpan at, string node, uint number, uint first, uint last) => Diagnostic.Warning(
        "HV1440", at,
        $"'{node}' is on bus {number}, but its bridge has the buses {first} to {last}.");

    public static Diagnostic NoAddress(SourceSpan at, string node, string kind) => Diagnostic.Warning("HV1441", at,
        $"'{node}' is on a {kind}, but has no address there: 'reg' is missing or empty.");

    public static Diagnostic I2cAddress(SourceSpan at, string node, uint address, int bits) => Diagnostic.Warning("HV1442", at,
        $"0x{address:x} in 'reg' of '{node}' is no I2C address of {bits} bits. "
        + "One of ten bits has I2C_TEN_BIT_ADDRESS, 0x80000000, added.");
}
