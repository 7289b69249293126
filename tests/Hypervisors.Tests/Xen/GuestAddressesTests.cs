using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>The guests of these tests have 128 MiB of RAM at 0x40000000. <c>ConfigTree</c> compares both trees of the guest.</summary>
public class GuestAddressesTests
{
    private const string Bus = """compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;""";

    [Theory]
    [InlineData("40a00000", 0x1000_0000u)] // In the guest's RAM.
    [InlineData("22000000", 0x1000_0000u)] // Where the console is.
    [InlineData("3002000", 0x1000_2000u)] // Where the interrupt controller is.
    public void MovesADeviceWhereTheGuestNeedsItsAddresses(string address, uint expected)
    {
        uint board = Convert.ToUInt32(address, 16);
        PartitionFixture planned = Plan($"dev: device@{address} {{ reg = <0x{address} 0x100>; interrupts = <0 5 4>; }};");

        Assert.Empty(planned.Errors);
        DeviceTreeDocument tree = XenBuilds.ConfigTree(planned);
        string path = $"/passthrough/device@{expected:x}";
        Assert.Equal([0, expected, 0, 0x100], tree.Cells(path, "reg"));
        Assert.Equal([0, board, 0, 0x1000, 0, expected], tree.Cells(path, "xen,reg"));
        Assert.Equal([$"/device@{address}"], tree.Strings(path, "xen,path"));
        Diagnostic moved = Assert.Single(planned.Diagnostics, static found => found.Code == "HV5128");
        Assert.Equal(DiagnosticSeverity.Information, moved.Severity);
    }

    [Theory]
    [InlineData("38000000")] // The grant table of guests with xen,enhanced.
    [InlineData("50000000")] // RAM of a larger guest.
    public void LeavesADeviceWhereNothingIs(string address)
    {
        PartitionFixture planned = Plan($"dev: device@{address} {{ reg = <0x{address} 0x100>; }};");

        Assert.Equal(["HV5112"], planned.Diagnostics.Select(static found => found.Code));
        Assert.NotNull(XenBuilds.ConfigTree(planned).FindByPath($"/passthrough/device@{address}"));
    }

    [Fact]
    public void TakesADeviceOutOfABusThatTranslates()
    {
        DeviceTreeDocument tree = Build($$"""
            lines: lines@d000 { {{Bus}} #interrupt-cells = <1>; interrupt-map-mask = <0 3>; interrupt-map = <0 1 &gic 0 7 4>; };
            soc { {{Bus}} ranges = <0x1000000 0x40000000 0x10000000>; interrupt-parent = <&lines>;
                one: device@1a00010 { reg = <0x1a00010 0x10>; interrupts = <1>; };
                two: device@1a00020 { reg = <0x1a00020 0x10>, <0x1b03000 0x2000>; };
                stays: device@a000000 { reg = <0xa000000 0x1000>; };
            };
            """, "one; two; stays");

        Assert.Equal([0, 0x1000_0010, 0, 0x10], tree.Cells("/passthrough/device@10000010", "reg"));
        Assert.Equal([0, 0x40a0_0000, 0, 0x1000, 0, 0x1000_0000], tree.Cells("/passthrough/device@10000010", "xen,reg"));
        Assert.Equal(tree.Cells("/passthrough/lines@d000", "phandle"), tree.Cells("/passthrough/device@10000010", "interrupt-parent"));
        Assert.Equal([0, 0x1000_0020, 0, 0x10, 0, 0x1000_3000, 0, 0x2000], tree.Cells("/passthrough/device@10000020", "reg"));
        Assert.Equal(
            [0, 0x40a0_0000, 0, 0x1000, 0, 0x1000_0000, 0, 0x40b0_3000, 0, 0x2000, 0, 0x1000_3000],
            tree.Cells("/passthrough/device@10000020", "xen,reg"));
        Assert.Equal([0x4900_0000u, 0x1000, 0x4900_0000], tree.Cells("/passthrough/soc/device@a000000", "xen,reg"));
    }

    [Fact]
    public void MovesOnlyTheRangesThatAreInTheWay()
    {
        DeviceTreeDocument tree = Build("dev: device@50000000 { reg = <0x50000000 0x1000>, <0x41002010 0x1800>; };");
        Assert.Equal([0, 0x5000_0000, 0, 0x1000, 0, 0x1000_2010, 0, 0x1800], tree.Cells("/passthrough/device@50000000", "reg"));
        Assert.Equal(
            [0, 0x5000_0000, 0, 0x1000, 0, 0x5000_0000, 0, 0x4100_2000, 0, 0x2000, 0, 0x1000_2000],
            tree.Cells("/passthrough/device@50000000", "xen,reg"));
    }

    [Fact]
    public void MovedDevicesKeepOutOfEachOtherAndOfThoseThatStay()
    {
        DeviceTreeDocument tree = Build("""
            stays: device@10000000 { reg = <0x10000000 0x12000>; };
            one: device@41000000 { reg = <0x41000000 0x1000>; };
            two: device@42000000 { reg = <0x42000000 0x11000>; };
            three: device@43000000 { reg = <0x43000000 0x1000>; };
            """, "stays; one; two; three");
        Assert.Equal(
            ["device@10020000", "device@10030000", "device@10050000", "device@10000000"],
            tree.FindByPath("/passthrough")!.Children.Select(static node => node.Name));
    }

    /// <summary>A controller with parts moves as a whole; its parts keep their addresses, and its <c>ranges</c> lead elsewhere.</summary>
    [Theory]
    [InlineData("ranges = <0 0x41000000 0x10000>;", "part@100 { compatible = \"acme,part\"; reg = <0x100 0x10>; }", 0x100u)]
    [InlineData("ranges;", "part@41000100 { compatible = \"acme,part\"; reg = <0x41000100 0x10>; }", 0x4100_0100u)]
    public void APartMovesWithWhatItIsAPartOf(string ranges, string part, uint address)
    {
        DeviceTreeDocument tree = Build($$"""
            soc { {{Bus}} ranges;
                ctl: controller@41000000 { compatible = "acme,controller", "syscon"; reg = <0x41000000 0x1000>;
                    #address-cells = <1>; #size-cells = <1>; {{ranges}} dev: {{part}}; };
            };
            """);
        const string Path = "/passthrough/controller@10000000";
        Assert.Equal([0, 0x1000_0000, 0, 0x1000], tree.Cells(Path, "reg"));
        Assert.Equal([address & ~0xfffu, 0, 0x1000_0000, 0x1000], tree.Cells(Path, "ranges")[..4]);
        Assert.Equal([0x4100_0000, 0x1000, 0x1000_0000], tree.Cells($"{Path}/part@{address:x}", "xen,reg"));
        Assert.Equal([address, 0x10], tree.Cells($"{Path}/part@{address:x}", "reg"));
        Assert.Null(tree.FindByPath("/passthrough/soc"));
    }

    [Theory]
    [InlineData("41000000", "HV2039")]
    [InlineData("22000000", "HV5111")]
    public void APciHostStays(string address, string code)
    {
        PartitionFixture planned = Plan($$"""
            dev: host@{{address}} { compatible = "acme,host"; reg = <0x{{address}} 0x1000>; #address-cells = <3>; #size-cells = <2>;
                ranges = <0x2000000 0 0x50000000 0x50000000 0 0x1000000>; };
            """);
        Assert.Equal([code], planned.Errors.Select(static found => found.Code));
    }

    [Theory]
    [InlineData("serial", "0 0x80000000 0x20000000", "")]
    [InlineData("ethernet", "0x80000000 0x80000000 0x20000000", "HV2037")] // A limit and nothing else.
    [InlineData("ethernet", "0 0x80000000 0x20000000", "HV2037 HV2039")]
    public void AMasterStaysWhereItsBusTranslatesItsDma(string name, string dmaRanges, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Plan($$"""
            soc { {{Bus}} ranges; dma-ranges = <{{dmaRanges}}>; dev: {{name}}@41000000 { reg = <0x41000000 0x1000>; }; };
            """).Errors.Select(static found => found.Code).Order()));

    /// <summary>A PCI host beside the device keeps its windows, and the device moves with what both are parts of.</summary>
    [Fact]
    public void AWindowElsewhereInTheUnitStays()
    {
        DeviceTreeDocument tree = Build("""
            clk: clock { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1>; };
            soc { compatible = "simple-pm-bus"; clocks = <&clk>; #address-cells = <1>; #size-cells = <1>; ranges;
                dev: device@41000000 { compatible = "acme,device"; reg = <0x41000000 0x1000>; };
                pcie@e000 { compatible = "acme,host"; reg = <0xe000 0x1000>; #address-cells = <3>; #size-cells = <2>;
                    ranges = <0x2000000 0 0x50000000 0x50000000 0 0x1000000>; };
            };
            """);
        Assert.Equal(
            [0x4100_0000, 0, 0x1000_0000, 0x1000, 0, 0, 0, 0xffff_ffff],
            tree.Cells("/passthrough/soc", "ranges"));
        Assert.Equal([0x4100_0000, 0x1000, 0x1000_0000], tree.Cells("/passthrough/soc/device@41000000", "xen,reg"));
    }

    [Fact]
    public void AddressesThatABusCannotHoldAreGivenByANodeOfTheirOwn()
    {
        DeviceTreeDocument tree = XenBuilds.ConfigTree(WideBoard("""
            soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0x10 0 0x80000000>;
                dev: serial@7d001000 { reg = <0x7d001000 0x200>; interrupts = <0 5 4>; };
            };
            """), "dev");
        Assert.Equal([0x7d00_1000u, 0x200], tree.Cells("/passthrough/soc/serial@7d001000", "reg"));
        Assert.Null(tree.FindByPath("/passthrough/soc/serial@7d001000")!.FindProperty("xen,reg"));
        Assert.Equal([0x10, 0x7d00_1000, 0, 0x1000, 0x10, 0x7d00_1000], tree.Cells("/passthrough/assignment-1", "xen,reg"));
        Assert.Equal(["/soc/serial@7d001000"], tree.Strings("/passthrough/assignment-1", "xen,path"));
    }

    [Theory]
    [InlineData("dev: key { interrupts = <0 5 4>; };", "/key", "/passthrough/key")]
    [InlineData(
        "i2c@b000 { #address-cells = <1>; #size-cells = <0>; dev: chip@3 { reg = <3>; interrupts = <0 5 4>; }; };",
        "/i2c@b000/chip@3",
        "/passthrough/assignment-1")]
    public void InterruptsAreGivenWithoutRegisters(string node, string hostPath, string path)
    {
        Board board = PassthroughTreeTests.BoardWith(node);
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, board, XenBuilds.Guest("dev"));

        Assert.Empty(planned.Errors);
        DeviceTreeDocument tree = XenBuilds.ConfigTree(planned);
        Assert.True(tree.FindByPath(path)!.FindProperty("xen,reg")!.Value.IsEmpty);
        Assert.NotNull(tree.FindByPath(path)!.FindProperty("xen,force-assign-without-iommu"));
        Assert.Equal([hostPath], tree.Strings(path, "xen,path"));
        var request = new Boot.BootRequest("board", [planned.Plan.Guests[0].WithFiles()]);
        Assert.NotNull(
            XenBuilds.Xen.Boot!.BuildHostTree(board.Document, request, []).FindByPath(hostPath)!.FindProperty("xen,passthrough"));
    }

    [Fact]
    public void TheSamePlanComesOutTheSame()
    {
        const string Nodes = """
            one: device@41000000 { reg = <0x41000000 0x1000>; };
            two: device@42000000 { reg = <0x42000000 0x1000>; };
            """;
        Assert.Equal(XenBuilds.Text(Build(Nodes, "one; two")), XenBuilds.Text(Build(Nodes, "two; one")));
    }

    /// <summary>A device that no guest gets describes a part of another one's registers, as displays and system controllers do.</summary>
    [Fact]
    public void RegistersThatTwoNodesDescribeMayBeGivenByOne()
    {
        PartitionFixture planned = Plan("""
            dev: controller@b000 { compatible = "syscon"; reg = <0xb000 0x1000>; };
            display@e000 { compatible = "acme,display"; reg = <0xe000 0x1000>, <0xb400 0x100>; };
            """).MakeTrees();
        Assert.Equal(["HV5105"], planned.Diagnostics.Where(static found => found.Severity != DiagnosticSeverity.Information)
            .Select(static found => found.Code));
    }

    /// <summary>On the board the children cover the bus's window, so it is only a bus; a guest has some of the children.</summary>
    [Fact]
    public void ABusThatLosesChildrenIsStillOnlyABus()
    {
        DeviceTreeDocument tree = Build($$"""
            soc@10000 { {{Bus}} reg = <0x10000 0x8000>; ranges;
                dev: device@10000 { reg = <0x10000 0x1000>; };
                rest: device@11000 { reg = <0x11000 0x7000>; };
            };
            """);
        Assert.Null(tree.FindByPath("/passthrough/soc@10000")!.FindProperty("reg"));
    }

    [Fact]
    public void TheBoardsOwnInterruptControllerIsNoObstacle()
    {
        Board board = PassthroughTreeTests.BoardWith("dev: device@b000 { reg = <0xb000 0x1000>; };");
        board.Document.FindByPath("/interrupt-controller@1000")!.SetProperty(
            "reg", PropertyValue.FromCells(0x4046_1000, 0x1000, 0x4046_2000, 0x2000, 0x4046_4000, 0x2000, 0x4046_6000, 0x2000));
        Assert.Empty(PartitionFixture.Of(XenBuilds.Xen, Board.Read(board.Document), XenBuilds.Guest("dev")).Errors);
    }

    private static PartitionFixture Plan(string nodes, string devices = "dev") =>
        PartitionFixture.Of(XenBuilds.Xen, PassthroughTreeTests.BoardWith(nodes), XenBuilds.Guest(devices));

    private static DeviceTreeDocument Build(string nodes, string devices = "dev") =>
        XenBuilds.ConfigTree(PassthroughTreeTests.BoardWith(nodes), devices);

    private static Board WideBoard(string nodes) => Support.Source.Board($$"""
        /dts-v1/;
        / {
            #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;
            chosen { stdout-path = &uart; };
            cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <0>; }; };
            memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0 0x20000000>; };
            gic: interrupt-controller@1000 { compatible = "arm,gic-v3"; reg = <0 0x1000 0 0x1000>, <0 0x2000 0 0x2000>;
                interrupt-controller; #interrupt-cells = <3>; };
            uart: serial@9000 { compatible = "arm,pl011"; reg = <0 0x9000 0 0x1000>; interrupts = <0 9 4>; };
            {{nodes}}
        };
        """);
}
