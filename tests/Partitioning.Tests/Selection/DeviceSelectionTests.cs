using Partition.DeviceTree.Blob;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Selection;

public class DeviceSelectionTests
{
    private const string Nodes = """
        aliases { serial0 = &uart0; serial1 = &uart1; };
        bus: bus@10000 {
            #address-cells = <1>; #size-cells = <1>; ranges = <0 0x10000 0x10000>;
            uart0: serial@9000 { compatible = "arm,pl011", "arm,primecell"; reg = <0x9000 0x1000>; };
            uart1: serial@a000 { compatible = "arm,pl011", "arm,primecell"; reg = <0xa000 0x1000>; };
            rtc: rtc@b000 { compatible = "arm,pl031", "arm,primecell"; reg = <0xb000 0x1000>; };
        };
        i2c: i2c@30000 { compatible = "acme,i2c"; reg = <0x30000 0x1000>; #address-cells = <1>; #size-cells = <0>;
            chip: chip@39 { compatible = "acme,chip"; reg = <0x39>; }; };
        """;

    private static string[] Selected(string devices) =>
        [.. Source.BoardWith(Nodes).PlanOne(devices).Devices
            .Where(static owned => owned.Device.Role == DeviceRole.Device).Select(static owned => owned.Device.Name)];

    private static string[] Faults(string devices) => Source.BoardWith(Nodes).Plan(Planning.Guest(devices)).Messages();

    [Theory]
    [InlineData("*", "uart0 uart1 rtc i2c")]
    [InlineData("uart1", "uart1")]
    [InlineData("/bus@10000/rtc@b000", "rtc")]
    [InlineData("alias:serial1", "uart1")]
    [InlineData("alias: serial1", "uart1")]
    [InlineData("compatible:arm,pl011", "uart0 uart1")]
    [InlineData("compatible:arm,pl*", "uart0 uart1 rtc")]
    [InlineData("compatible:*,pl0?1", "uart0 uart1 rtc")]
    [InlineData("compatible:*", "uart0 uart1 rtc i2c")]
    [InlineData("bus", "uart0 uart1 rtc")]
    [InlineData("", "")]
    [InlineData(" ; ;", "")]
    [InlineData("uart1;uart0", "uart0 uart1")]
    [InlineData("*; !uart1", "uart0 rtc i2c")]
    [InlineData("*; ! uart1", "uart0 rtc i2c")]
    [InlineData("*; !bus", "i2c")]
    [InlineData("*; !bus; rtc", "rtc i2c")]
    [InlineData("*; !compatible:arm,pl011", "rtc i2c")]
    [InlineData("!uart1; *", "uart0 uart1 rtc i2c")]
    [InlineData("uart0; !uart0; uart0", "uart0")]
    [InlineData("*; !*", "")]
    [InlineData("*;\r\n   !uart0;\r\n   !alias:serial1;", "rtc i2c")]
    public void EntriesAreReadFromLeftToRightAndTheLastOneWins(string devices, string expected) =>
        Assert.Equal(expected, string.Join(' ', Selected(devices)));

    [Fact]
    public void ANodeBringsAllBelowIt()
    {
        GuestPlan plan = Source.BoardWith(Nodes).PlanOne("i2c");
        Assert.Contains("/i2c@30000/chip@39", OperatingSystemTree.Cut(plan).Nodes.Select(static node => node.Path));
    }

    [Fact]
    public void AnotherCaseIsAnotherName() => Assert.Equal(
        [
            "HV2011: Nothing on the board matches 'UART1' in Devices of guest 'guest0'. "
            + "Write a label, /path, alias:name or compatible:pattern of the board's tree.",
        ],
        Faults("UART1"));

    [Theory]
    [InlineData("uart2", "uart0")]
    [InlineData("uart", "uart0")]
    [InlineData("!rct", null)]
    [InlineData("!rtcc", "rtc")]
    [InlineData("/bus@10000/serial@a00", "/bus@10000/serial@a000")]
    [InlineData("alias:serial2", "alias:serial0")]
    [InlineData("compatible:arm,pl010", "compatible:arm,pl011")]
    public void AnEntryThatMatchesNothingOffersTheNearestName(string entry, string? nearest) => Assert.Equal(
        [$"HV2011: Nothing on the board matches '{entry.TrimStart('!')}' in Devices of guest 'guest0'."
            + (
                nearest is null
                    ? " Write a label, /path, alias:name or compatible:pattern of the board's tree."
                    : $" Did you mean '{nearest}'?")],
        Faults("*; " + entry));

    [Theory]
    [InlineData("uart0,uart1", "uart0; uart1")]
    [InlineData("uart0 uart1", "uart0; uart1")]
    [InlineData("uart0, uart1", "uart0; uart1")]
    [InlineData("* !uart1", "*; !uart1")]
    [InlineData("!uart0 !uart1", "!uart0; !uart1")]
    [InlineData("alias:serial0, rtc", "alias:serial0; rtc")]
    public void ARowOfEntriesWithoutSemicolonsIsProposedWithThem(string devices, string proposed) => Assert.Equal(
        $"HV2011: Nothing on the board matches '{devices}' in Devices of guest 'guest0'. Entries are separated by ';'. "
        + $"Did you mean '{proposed}'?",
        Faults(devices)[0]);

    [Fact]
    public void ARowWithAnUnknownNameSaysHowEntriesAreSeparated() => Assert.Equal(
        ["HV2011: Nothing on the board matches 'uart0 nothing-at-all' in Devices of guest 'guest0'. Entries are separated by ';'."],
        Faults("uart0 nothing-at-all"));

    [Fact]
    public void AnAliasIsProposedWithItsPrefix() => Assert.Equal(
        ["HV2011: Nothing on the board matches 'serial0' in Devices of guest 'guest0'. Did you mean 'alias:serial0'?"],
        Faults("serial0"));

    [Theory]
    [InlineData("!uart0", "*; !uart0")]
    [InlineData("!uart0; !rtc", "*; !uart0; !rtc")]
    public void AListOfRemovalsSelectsNothing(string devices, string proposed) => Assert.Equal(
        [$"HV2025: Devices of guest 'guest0' only leaves out devices, so it selects none. To select all others, write '{proposed}'."],
        Faults(devices));

    [Fact]
    public void AnExclamationMarkNeedsSomethingBehindIt() => Assert.Equal(
        [
            "HV2010: Devices of guest 'guest0' has a '!' with nothing behind it. Write the label, path or alias of what is to be left out: "
            + "!uart3.",
        ],
        Faults("*; !"));

    [Theory]
    [InlineData("ram", "/memory@80000000")]
    [InlineData("cpu1", "/cpus/cpu@1")]
    [InlineData("/", "/")]
    public void WhatIsWrittenAnewForEveryGuestCannotBeSelected(string entry, string path) => Assert.Equal(
        [
            $"HV2012: '{entry}' in Devices of guest 'guest0' is {path}, which is written anew for every guest. "
            + "Set Memory, Cpus or KernelArguments instead.",
        ],
        Faults(entry));

    [Fact]
    public void AllFaultsOfAListAreReportedTogether() => Assert.Equal(
        ["HV2011", "HV2010", "HV2012"], Faults("nothing-of-this-name; !; ram").Select(static message => message[..6]));

    [Theory]
    [InlineData("/serial@9000", "")]
    [InlineData("alias:serial0", "")]
    [InlineData("compatible:arm,pl011", "")]
    [InlineData("uart0", "HV2011: Nothing on the board matches 'uart0' in Devices of guest 'guest0'. The board's tree has no labels: it is "
        + "a blob without __symbols__. Write /path, alias:name or compatible:pattern.")]
    public void DevicesOfABlobAreNamedByPathAndAlias(string devices, string message)
    {
        Board source = Source.BoardWith("""
            aliases { serial0 = &uart0; };
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; };
            """);
        Board blob = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(source.Document)).Document!);
        PartitionPlan plan = blob.Plan(Planning.Guest(devices));
        Assert.Equal(message, string.Join('\n', plan.Messages()));
        Assert.Equal(message.Length == 0, plan.Guests[0].Devices.Any(static owned => owned.Device.Node.Path == "/serial@9000"));
    }
}
