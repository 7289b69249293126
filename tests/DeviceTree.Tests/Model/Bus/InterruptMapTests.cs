using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model.Bus;

/// <summary>Devicetree Specification v0.4, section 2.4.3.</summary>
public class InterruptMapTests
{
    private const string Providers = """
        gic: gic { #address-cells = <1>; #interrupt-cells = <2>; interrupt-controller; };
        pic: pic { #interrupt-cells = <1>; interrupt-controller; };
        none: none { };
        """;

    [Theory]
    [InlineData("<1 2 &gic 3 4 5>, <6 7 &pic 8>", "1 2 -> gic [3] 4 5; 6 7 -> pic [] 8", BusFault.None)]
    [InlineData("<1 2 &pic 3>, <1 2>", "1 2 -> pic [] 3", BusFault.CellsMissing)]
    [InlineData("<1 2 &gic 3 4>", "", BusFault.CellsMissing)]
    [InlineData("<1 2 &none>", "", BusFault.NoCellCount)]
    [InlineData("<1 2 99>", "", BusFault.UnknownPhandle)]
    [InlineData("<1 2 0>", "", BusFault.InvalidPhandle)]
    [InlineData("[00]", "", BusFault.Length)]
    public void EachEntryHasTheCellsThatBothSidesAskFor(string map, string expected, BusFault fault)
    {
        DeviceTreeDocument tree = Body($"{Providers} n {{ #address-cells = <1>; #interrupt-cells = <1>; interrupt-map = {map}; }};");
        BusReading<InterruptMapEntry> reading = tree.FindByPath("/n")!.ReadInterruptMap(new(tree));
        Assert.Equal(fault, reading.Fault);
        Assert.Equal(expected, string.Join("; ", reading.Entries.Select(static entry =>
            $"{Join(entry.Child)} -> {entry.Parent.Provider.Name} [{Join(entry.ParentAddress)}] {Join(entry.Parent.Cells)}")));
    }

    private static string Join(IEnumerable<uint> cells) => string.Join(' ', cells);
}
