namespace Partition.EndToEnd.Tests;

/// <summary>
/// What Linux finds on a slice is what the plan gives the guest: its nodes, its addresses, its interrupts and its devices.
/// </summary>
public sealed class EnumerationTests
{
    private const string Qemu = "qemu-system-arm";

    [ToolFact(Qemu)]
    public void LinuxFindsThePlanOfTheVersatileExpress() => AssertFound(Enumeration.OfSample("*; !uart3"), "/bus@10000000/serial@c000");

    [ToolFact(Qemu)]
    public void LinuxFindsASmallPlanOfTheVersatileExpress() =>
        AssertFound(
            Enumeration.OfSample("uart0; rtc; timer01"),
            "/bus@10000000/serial@a000",
            "/bus@10000000/watchdog@f000",
            "/bus@10020000/display@20000");

    [ToolFact(Qemu)]
    public void LinuxFindsThePlanOfAMachineThatIsKnownByItsBlob() =>
        AssertFound(Enumeration.OfVirt("/pl011@9000000; /pl031@9010000"), "/pl061@9030000", "/pcie@10000000");

    [ToolFact(Qemu)]
    public void LinuxFindsAnotherPlanOfThatMachine() =>
        AssertFound(Enumeration.OfVirt("/pl011@9000000; /pl061@9030000; /virtio_mmio@a001000"), "/pl031@9010000");

    private static void AssertFound(Enumeration found, params string[] leftOut)
    {
        string[] nodes = [.. found.Slice.Nodes.Select(static node => node.Path)];
        Assert.Empty(nodes.Except(found.Nodes));
        Assert.All(found.Nodes.Except(nodes), static path => Assert.Contains(path, Enumeration.NodesAddedByQemu));
        Assert.Empty(leftOut.Intersect(found.Nodes));

        (ulong Start, ulong End)[] given = [.. found.Plan.SelectMany(static device => device.Registers), .. found.RangesAddedByQemu];
        Assert.NotEmpty(found.Addresses);
        Assert.All(found.Addresses, address => Assert.Contains(given, range => address >= range.Start && address < range.End));

        int[] lines = [.. found.Plan.SelectMany(static device => device.Interrupts)];
        Assert.NotEmpty(found.Interrupts);
        Assert.Empty(found.Interrupts.Where(static line => line >= 32).Except(lines).Except(found.InterruptsAddedByQemu));

        // Whatever is a PrimeCell with registers becomes a device of that bus, each at its address and none besides.
        Assert.Equal(found.PrimeCells.Order(), found.AmbaDevices.Order());
    }
}
