using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

/// <summary>A guest's console is a serial port that is in its tree.</summary>
public class GuestConsoleTests
{
    private const string Nodes = """
        aliases { serial0 = &uart0; serial1 = &uart1; };
        chosen { stdout-path = "serial0:115200n8"; };
        uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 5 4>; };
        uart1: serial@a000 { compatible = "arm,pl011"; reg = <0xa000 0x1000>; interrupts = <0 6 4>; };
        """;

    [Fact]
    public void IsTheOnesOfTheBoardWhereTheGuestHasIt() =>
        Assert.Equal("serial0:115200n8", ConsoleOf(Planning.Guest("uart0; uart1")));

    [Fact]
    public void IsTheFirstPortThatTheGuestHas() => Assert.Equal("/serial@a000", ConsoleOf(Planning.Guest("uart1")));

    [Fact]
    public void IsNoneWhereTheOnlyPortIsAStandIn() =>
        Assert.Null(ConsoleOf(Planning.Guest("uart0").With("uart0", DeviceAccess.Stub)));

    [Fact]
    public void IsTheOtherPortWhereTheFirstIsAStandIn() =>
        Assert.Equal("/serial@a000", ConsoleOf(Planning.Guest("uart0; uart1").With("uart0", DeviceAccess.Stub)));

    private static string? ConsoleOf(GuestRequest guest)
    {
        GuestPlan plan = Source.BoardWith(Nodes).Plan(guest).Guests[0];
        DeviceTreeNode chosen = OperatingSystemTree.Cut(plan).FindByPath("/chosen")!;
        return chosen.FindProperty("stdout-path") is { } property && property.Value.TryReadStrings(out ImmutableArray<string> strings)
            ? strings[0]
            : null;
    }
}
