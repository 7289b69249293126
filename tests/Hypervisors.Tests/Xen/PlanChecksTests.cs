using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xen;

public class PlanChecksTests
{
    [Fact]
    public void TheSampleGivesNothingButTheNoteThatNoIommuIsThere() => Assert.Equal(
        ["HV5112", "HV5112"],
        XenBuilds.Xen.Check(XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("rtc"), XenBuilds.Guest("gpio", "guest2")))
            .Select(static found => found.Code));

    [Fact]
    public void EverySettingThatXenDoesNotKnowIsNamed()
    {
        GuestRequest guest = XenBuilds.Guest("rtc") with
        {
            MemoryBase = 0x8000_0000,
            CpuAffinity = [1],
            ExclusiveCpus = true,
        };
        Assert.Equal(
            ["MemoryBase", "CpuAffinity", "ExclusiveCpus"],
            XenBuilds.Xen
                .Check(XenBuilds.Plan(XenBoard.Read(), guest))
                .Where(static found => found.Code == "HV5104")
                .Select(static found => found.Message.Split(' ')[0]));
    }

    [Fact]
    public void MemoryBaseMayBeSaidWhereItIsAnyway() =>
        Assert.DoesNotContain(
            XenBuilds.Xen.Check(XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("rtc") with { MemoryBase = 0x4000_0000 })),
            static found => found.Code == "HV5104");

    [Fact]
    public void AGuestThatStartsLaterAndOneWithAFirmwareAreRefused()
    {
        GuestFiles guest = XenBuilds.PlanOne(XenBoard.Read(), "rtc").WithFiles();
        guest = guest with { AutoStart = false, Lengths = guest.Lengths.Add(GuestFileKind.Firmware, 100) };
        Assert.Equal(
            ["HV5104", "HV5104"],
            XenBuilds.Xen.Boot!.BuildBootFiles(new BootRequest("virt", [guest])).Diagnostics.Select(static found => found.Code));
    }

    [Fact]
    public void ASharedDeviceWithoutInterruptsIsForBoth()
    {
        Board board = PassthroughTreeTests.BoardWith("dev: device@b000 { reg = <0xb000 0x1000>; };");
        PartitionPlan plan = XenBuilds.Plan(
            board,
            XenBuilds.Guest("dev").With("dev", DeviceAccess.Shared),
            XenBuilds.Guest("dev", "guest2").With("dev", DeviceAccess.Shared));
        Assert.False(plan.HasErrors);
        Assert.DoesNotContain(XenBuilds.Xen.Check(plan), static found => found.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void ASharedDeviceWithInterruptsIsRefused()
    {
        Board board = PassthroughTreeTests.BoardWith("dev: device@b000 { reg = <0xb000 0x1000>; interrupts = <0 5 4>; };");
        PartitionPlan plan = XenBuilds.Plan(
            board,
            XenBuilds.Guest("dev").With("dev", DeviceAccess.Shared),
            XenBuilds.Guest("dev", "guest2").With("dev", DeviceAccess.Shared));
        Assert.False(plan.HasErrors);
        Assert.Contains(XenBuilds.Xen.Check(plan), static found => found.Code == "HV5109");
    }

    [Fact]
    public void OffersNoEmulatedDevices()
    {
        PartitionPlan plan = XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("uart; virtio0; rtc"), XenBuilds.Guest("rtc", "guest2"));
        Assert.Equal(
            ["HV2030", "HV2032", "HV2037"],
            plan.Diagnostics
                .Where(static fault => fault.Code is "HV2030" or "HV2032" or "HV2037")
                .Select(static fault => fault.Code)
                .Order());
        Assert.DoesNotContain(
            plan.Diagnostics,
            static fault =>
                fault.Message.Contains("imitat", StringComparison.Ordinal) || fault.Message.Contains("emulate", StringComparison.Ordinal));
    }

    [Fact]
    public void OfTheTransportsInOnePageTwoGuestsCannotHaveOneEach()
    {
        PartitionPlan plan = XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("virtio0"), XenBuilds.Guest("virtio1", "guest2"));
        Assert.Contains(plan.Diagnostics, static found => found.Code == "HV2034");
    }

    [Fact]
    public void NeighboursOfAPageAreOneWarning()
    {
        Board board = PassthroughTreeTests.BoardWith("""
            dev: device@b000 { reg = <0xb000 0x10>; clocks = <&clk>; };
            one: device@b100 { reg = <0xb100 0x10>; };
            device@b200 { reg = <0xb200 0x10>; };
            off: device@b300 { reg = <0xb300 0x10>; status = "disabled"; };
            bus { status = "disabled"; #address-cells = <1>; #size-cells = <1>; ranges; below: device@b400 { reg = <0xb400 0x10>; }; };
            clk: clock@c000 { reg = <0xc000 0x10>; #clock-cells = <0>; };
            beside: device@c100 { reg = <0xc100 0x10>; };
            """);
        Assert.Equal(
            [
                "Xen gives guest 'guest1' whole pages. Those of 'dev' at [0x0000b000..0x0000c000) also hold 'one' (/device@b100) and "
                    + "'/device@b200', which no guest gets, so the guest can reach them. Add 'one' and '/device@b200' to Devices of "
                    + "'guest1' if that does no harm, or leave 'dev' out of Devices.",
                "Xen gives guest 'guest1' whole pages. Those of 'clk' at [0x0000c000..0x0000d000) also hold 'beside' (/device@c100), "
                    + "which no guest gets, so the guest can reach it. Add 'beside' to Devices of 'guest1' if that does no harm.",
            ],
            XenBuilds.Xen.Check(XenBuilds.Plan(board, XenBuilds.Guest("dev")))
                .Where(static found => found.Code == "HV5105").Select(static found => found.Message));
    }

    [Theory]
    [InlineData("*", "dev")]
    [InlineData("compatible:acme,*", "dev")]
    [InlineData("private", "private HV5108")]
    [InlineData("first", "first HV5107")]
    [InlineData("its", "its HV2032")]
    [InlineData("uart", "uart HV2032")]
    [InlineData("pin", "gpio pin HV5108")]
    public void AListOfEverythingMeansWhatXenCanGive(string devices, string expected)
    {
        PartitionPlan plan = XenBuilds.Plan(
            PassthroughTreeTests.BoardWith("""
                dev: device@b000 { compatible = "acme,a"; reg = <0xb000 0x1000>; };
                private: device@c000 { compatible = "acme,b"; reg = <0xc000 0x1000>; interrupts = <1 5 4>; };
                first: device@d000 { compatible = "acme,c"; reg = <0xd000 0x1000>; interrupts = <0 0 4>; };
                its: msi@e000 { compatible = "arm,gic-v3-its"; reg = <0xe000 0x1000>; msi-controller; };
                gpio: gpio@f000 { compatible = "acme,d"; reg = <0xf000 0x2000>; interrupts = <1 6 4>;
                    #address-cells = <1>; #size-cells = <1>; ranges; pin: pin@10000 { compatible = "acme,e"; reg = <0x10000 4>; }; };
                """),
            XenBuilds.Guest(devices));
        IEnumerable<string> found = plan.Guests[0].Devices.Where(static owned => owned.IsHardware).Select(static owned => owned.Device.Name)
            .Concat(plan.Diagnostics.Concat(XenBuilds.Xen.Check(plan))
                .Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.Code));
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void AllTransportsOfAPageHaveNoNeighbourLeft()
    {
        PartitionPlan plan = XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("compatible:virtio,mmio"));
        Assert.DoesNotContain(XenBuilds.Xen.Check(plan), static found => found.Code == "HV5105");
    }

    [Fact]
    public void ATreeOfTheProjectIsShownWhereItIsWrong()
    {
        GuestPlan plan = XenBuilds.PlanOne(XenBoard.Read(), "rtc");
        DeviceTreeDocument config = TestTrees.Compile(XenBuilds.Text(XenBuilds.ConfigTree(XenBoard.Read(), "rtc")).Replace(
            "<0x00 0x9010000 0x00 0x1000 0x00 0x9010000>", "<0x00 0x9010000 0x00 0x800 0x00 0x9010000>", StringComparison.Ordinal));
        Diagnostic fault = Assert.Single(XenBuilds.Xen.Trees.CheckConfigTree(plan, config));
        Assert.Equal("HV5117", fault.Code);
        Assert.Equal(("board.dts", 32), (fault.Span.Path, fault.Span.StartLine));
    }
}
