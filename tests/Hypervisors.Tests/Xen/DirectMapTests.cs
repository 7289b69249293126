using System.Globalization;
using System.Text.RegularExpressions;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>A guest whose RAM has the board's addresses, so that its devices can do DMA without an IOMMU.</summary>
public partial class DirectMapTests
{
    private const string Masters = """
        eth0: ethernet@a000 { compatible = "acme,gmac"; reg = <0xa000 0x1000>; interrupts = <0 5 4>; };
        eth1: ethernet@b000 { compatible = "acme,gmac"; reg = <0xb000 0x1000>; interrupts = <0 6 4>; };
        """;

    private static GuestRequest Placed(string devices, ulong place, string name = "guest1") =>
        XenBuilds.Guest(devices, name) with { PhysicalMemoryBase = place };

    [Fact]
    public void TheHostTreeGivesTheGuestThatRam()
    {
        Board board = PassthroughTreeTests.BoardWith(Masters);
        DeviceTreeDocument host = HostTreeOf(board, Placed("eth0", 0x9000_0000), XenBuilds.Guest("", "guest2"));
        Assert.Equal([0x9000_0000, 128 << 20], host.Cells("/chosen/domain-guest1", "xen,static-mem"));
        Assert.NotNull(host.FindByPath("/chosen/domain-guest1")!.FindProperty("direct-map"));
        Assert.Null(host.FindByPath("/chosen/domain-guest2")!.FindProperty("xen,static-mem"));
        Assert.Null(host.FindByPath("/chosen/domain-guest2")!.FindProperty("direct-map"));
    }

    /// <summary>Xen reads the range with the cell counts of /chosen.</summary>
    [Fact]
    public void RamAboveFourGibibytesIsWrittenWithTwoCells()
    {
        Board board = Support.Source.Board($$"""
            /dts-v1/;
            / {
                #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;
                chosen { stdout-path = &uart; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
                };
                memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0 0x40000000>, <8 0 0 0x40000000>; };
                gic: interrupt-controller@1000 { compatible = "arm,gic-v3"; reg = <0 0x10000 0 0x10000>, <0 0x100000 0 0x200000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                uart: serial@9000 { compatible = "arm,pl011"; reg = <0 0x9000 0 0x1000>; interrupts = <0 9 4>; };
            };
            """);
        DeviceTreeDocument host = HostTreeOf(board, Placed("", 0x8_0000_0000));
        Assert.Equal([2u], host.Cells("/chosen", "#address-cells"));
        Assert.Equal([8, 0, 0, 128 << 20], host.Cells("/chosen/domain-guest1", "xen,static-mem"));
    }

    /// <summary>Xen emulates the interrupt controller and the serial port where the board has its own.</summary>
    [Fact]
    public void TheGuestSeesTheBoardsAddresses()
    {
        Board board = PassthroughTreeTests.BoardWith(Masters);
        DeviceTreeDocument tree = OperatingSystemTreeOf(board, Placed("eth0", 0x9000_0000));
        Assert.Equal([0, 0x9000_0000, 0, 128 << 20], tree.Cells("/memory@90000000", "reg"));
        Assert.Equal([0, 0x1000, 0, 0x1000, 0, 0x2000, 0, 0x2000], tree.Cells("/interrupt-controller@1000", "reg"));
        Assert.Equal([0, 0x9000, 0, 0x1000], tree.Cells("/sbsa-uart@9000", "reg"));
        Assert.Equal([0, 9, 0xf04], tree.Cells("/sbsa-uart@9000", "interrupts"));
    }

    /// <summary>Of a GICv3's redistributors the guest has the ranges that its own CPUs are in.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void RedistributorsAreThoseOfTheGuestsCpus(int cpus, int regions)
    {
        Board board = Support.Source.Board("""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
                chosen { stdout-path = &uart; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
                    cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <1>; };
                    cpu@2 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <2>; };
                };
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x40000000>; };
                gic: interrupt-controller@10000 { compatible = "arm,gic-v3"; #redistributor-regions = <2>;
                    reg = <0x10000 0x10000>, <0x100000 0x40000>, <0x200000 0x40000>, <0x300000 0x2000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                uart: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 9 4>; };
            };
            """);
        DeviceTreeDocument tree = OperatingSystemTreeOf(board, Placed("", 0xb000_0000) with { Cpus = cpus });
        uint[] expected = [0, 0x10000, 0, 0x10000, 0, 0x100000, 0, 0x40000, 0, 0x200000, 0, 0x40000];
        Assert.Equal(expected[..(4 + (4 * regions))], tree.Cells("/interrupt-controller@10000", "reg"));
    }

    [Fact]
    public void FilesOfGuestsAreLoadedAroundTheRamOfGuests()
    {
        Board board = PassthroughTreeTests.BoardWith(Masters);
        PartitionPlan plan = XenBuilds.Plan(board, Placed("eth0", 0x8860_0000), Placed("eth1", 0x9800_0000, "guest2"));
        BootFileSet boot = XenBuilds.Xen.Boot!.BuildBootFiles(
            new BootRequest("board", [.. plan.Guests.Select(static guest => guest.WithFiles())]));
        Assert.Empty(boot.Diagnostics);
        ulong[] places = [.. boot.Files.Select(static file => file.LoadAddress).OfType<ulong>()];
        Assert.Equal(6, places.Length);
        Assert.All(places, place => Assert.False(place is >= 0x8860_0000 and < 0x9060_0000 or >= 0x9800_0000));
    }

    /// <summary>Each message proposes a place, and all of them together leave no error.</summary>
    [Fact]
    public void WhatMessagesProposeSettlesThem()
    {
        Board board = PassthroughTreeTests.BoardWith(Masters + """
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                kept: kept@97000000 { reg = <0x97000000 0x1000>; no-map; };
            };
            """);
        GuestRequest[] guests = [XenBuilds.Guest("eth0"), XenBuilds.Guest("eth1", "guest2")];
        ulong[] proposed =
        [
            .. XenBuilds.Plan(board, guests).Diagnostics
                .Where(static found => found.Code == "HV2037")
                .Select(static found => ulong.Parse(
                    Proposal().Match(found.Message).Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal([0x9800_0000, 0x8f00_0000], proposed);
        GuestRequest[] followed = [.. guests.Zip(proposed, static (guest, place) => guest with { PhysicalMemoryBase = place })];
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, board, followed);
        Assert.Empty(planned.Errors);
        Assert.DoesNotContain(planned.MakeTrees().Diagnostics, static found => found.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Without the reservations in its tree, a guest would use what the board keeps from it.</summary>
    [Theory]
    [InlineData(0x9000_0000u, "HV2046")] // A reservation.
    [InlineData(0x8000_0000u, "HV2046")] // Xen itself.
    [InlineData(0x9f00_0000u, "HV2036")] // Beyond RAM.
    [InlineData(0x8850_0000u, "HV5134")] // No multiple of 2 MiB.
    public void RamIsWhereNothingElseIs(uint place, string code)
    {
        Board board = PassthroughTreeTests.BoardWith(Masters + """
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                kept: kept@94000000 { reg = <0x94000000 0x1000>; no-map; };
            };
            """);
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, board, Placed("eth0", place));
        Assert.Equal([code], planned.Errors.Select(static found => found.Code));
    }

    [Fact]
    public void AnEmulatedPortNeedsAWholePageOfXensOwn()
    {
        Board board = Support.Source.Board("""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
                chosen { stdout-path = &uart; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
                };
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x40000000>; };
                gic: interrupt-controller@1000 { compatible = "arm,gic-400";
                    reg = <0x1000 0x1000>, <0x2000 0x2000>, <0x4000 0x2000>, <0x6000 0x2000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                uart: serial@9000 { compatible = "ns16550a"; reg = <0x9000 0x400>; interrupts = <0 9 4>; };
            };
            """);
        GuestRequest guest = Placed("", 0xb000_0000);
        Assert.Equal(["HV5135"], PartitionFixture.Of(XenBuilds.Xen, board, guest).Errors.Select(static found => found.Code));
        Assert.Empty(PartitionFixture.Of(XenBuilds.Xen, board, WithoutConsole(guest)).Errors);
    }

    /// <summary>A controller with too few registers is an error of the board, and nothing more is read of it.</summary>
    [Fact]
    public void AnInterruptControllerWithoutItsRegistersIsTheBoardsError()
    {
        Board board = Support.Source.Board("""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
                chosen { stdout-path = &uart; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
                };
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x40000000>; };
                gic: interrupt-controller@1000 { compatible = "arm,gic-400"; reg = <0x1000 0x1000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                uart: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 9 4>; };
            };
            """);
        GuestRequest guest = Placed("", 0xb000_0000);
        Assert.Equal(["HV5102"], PartitionFixture.Of(XenBuilds.Xen, board, guest).Errors.Select(static found => found.Code));
        Assert.Empty(XenBuilds.Xen.Check(XenBuilds.Plan(board, guest)));
    }

    [Fact]
    public void AXenWithoutStaticMemoryIsRefused()
    {
        PartitionPlan plan = XenBuilds.Plan(PassthroughTreeTests.BoardWith(Masters), Placed("eth0", 0x9800_0000));
        string[] CodesWith(ReadOnlySpan<byte> xen) =>
        [
            .. XenBuilds.Xen.Boot!.BuildBootFiles(
                new BootRequest("board", [plan.Guests[0].WithFiles()]) { Hypervisor = xen.ToArray() }).Diagnostics
                .Select(static found => found.Code),
        ];
        Assert.Equal(["HV5136"], CodesWith("…direct-map is not valid for domain %s…"u8));
        Assert.Empty(CodesWith("…direct-map is not valid… static memory for direct-map domain %pd…"u8));
        Assert.Empty(CodesWith("something packed"u8));
    }

    /// <summary>SPI 0 is free for a device of a guest without the emulated port.</summary>
    [Fact]
    public void AGuestWithoutTheEmulatedPortCanHaveItsInterrupt()
    {
        Board board = PassthroughTreeTests.BoardWith("dev: device@b000 { reg = <0xb000 0x1000>; interrupts = <0 0 4>; };");
        GuestRequest guest = XenBuilds.Guest("dev");
        Diagnostic refused = Assert.Single(PartitionFixture.Of(XenBuilds.Xen, board, guest).Errors);
        Assert.Equal("HV5107", refused.Code);
        Assert.Contains("Set EmulatedConsole=\"false\" for 'guest1'", refused.Message, StringComparison.Ordinal);

        guest = WithoutConsole(guest) with { KernelArguments = "" };
        Assert.Empty(PartitionFixture.Of(XenBuilds.Xen, board, guest).Errors);
        Assert.Null(HostTreeOf(board, guest).FindByPath("/chosen/domain-guest1")!.FindProperty("vpl011"));
        Assert.DoesNotContain(OperatingSystemTreeOf(board, guest).Nodes, static node => node.BaseName == "sbsa-uart");
    }

    /// <summary>The addresses of the port are free as well.</summary>
    [Fact]
    public void ADeviceStaysAtTheAddressesOfAPortThatIsNotThere()
    {
        Board board = PassthroughTreeTests.BoardWith("dev: device@22000000 { reg = <0x22000000 0x1000>; interrupts = <0 3 4>; };");
        Assert.Equal(["/device@10000000"], Devices(OperatingSystemTreeOf(board, XenBuilds.Guest("dev"))));
        Assert.Equal(
            ["/device@22000000"],
            Devices(OperatingSystemTreeOf(board, WithoutConsole(XenBuilds.Guest("dev")))));

        static IEnumerable<string> Devices(DeviceTreeDocument tree) =>
            tree.Nodes.Where(static node => node.BaseName == "device").Select(static node => $"/{node.Name}");
    }

    private static GuestRequest WithoutConsole(GuestRequest guest) =>
        guest with { Metadata = guest.Metadata.SetItem(GuestMetadata.EmulatedConsole, "no") };

    private static DeviceTreeDocument OperatingSystemTreeOf(Board board, GuestRequest guest) =>
        XenBuilds.Xen.Trees.BuildOperatingSystemTree(XenBuilds.Plan(board, guest).Guests[0]);

    private static DeviceTreeDocument HostTreeOf(Board board, params GuestRequest[] guests) => XenBuilds.Xen.Boot!.BuildHostTree(
        board.Document,
        new BootRequest("board", [.. XenBuilds.Plan(board, guests).Guests.Select(static guest => guest.WithFiles())]),
        []);

    [GeneratedRegex("PhysicalMemoryBase=\"0x([0-9a-f]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proposal();
}
