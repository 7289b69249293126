using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xvisor;

public class ConfigTreeTests
{
    /// <summary>A board on which an Xvisor guest can live: a Cortex-A9, RAM, flash, and the test's own nodes.</summary>
    private static Board BoardWith(string nodes) => Source.BoardWith(
        "flash0: flash@40000000 { compatible = \"cfi-flash\"; reg = <0x40000000 0x4000000>; };\n" + nodes);

    private static string[] Regions(string nodes, GuestRequest? guest = null) =>
    [
        .. Builds.ConfigTree(BoardWith(nodes).PlanOne(guest ?? Planning.Guest("*"))).FindByPath("/aspace")!.Children
            .Where(static node => node.Name != "priv0" && !node.Name.StartsWith('v'))
            .Select(static node => $"{node.Name} {Cell(node, "guest_physical_addr"):x8} {Cell(node, "physical_size"):x} "
                + $"{Text(node, "device_type")} {Text(node, "compatible")}".TrimEnd()),
    ];

    private static uint Cell(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadCell(out uint cell)
            ? cell
            : throw new InvalidOperationException(property);

    private static string Text(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadString(out string text) ? text : "";

    [Fact]
    public void TheSampleGuestIsGivenEverythingButTheFourthSerialPort() => Assert.Equal(
        Repository.File("tests/Hypervisors.Tests/Golden/vexpress-a9-without-uart3.txt"),
        Builds.List(Builds.ConfigTree(SampleBoard.Read().PlanOne(Builds.Guest("*; !uart3")))));

    [Theory]
    [InlineData("*")]
    [InlineData("*; !uart3")]
    [InlineData("flash0; uart0; timer01")]
    [InlineData("flash1; board_clcd; psram; ethernet")]
    public void BothTreesOfAGuestAgree(string devices)
    {
        GuestPlan plan = SampleBoard.Read().PlanOne(Builds.Guest(devices));
        DeviceTreeDocument read = DeviceTreeBlob.Read(DeviceTreeBlob.Write(Builds.ConfigTree(plan))).Document!;
        Assert.Empty(TreeAgreement.Compare(plan.Name, OperatingSystemTree.Cut(plan), Builds.Xvisor.Trees.ReadRegions(plan, read))
            .Where(static fault => fault.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void TakingADeviceFromXvisorsTreeAloneIsFound()
    {
        GuestPlan plan = SampleBoard.Read().PlanOne(Builds.Guest());
        DeviceTreeDocument tree = Builds.ConfigTree(plan);
        tree.FindByPath("/aspace")!.RemoveChild(tree.FindByPath("/aspace/uart3")!);
        Diagnostic fault = TreeAgreement.Compare(plan.Name, OperatingSystemTree.Cut(plan), Builds.Xvisor.Trees.ReadRegions(plan, tree))
            .Single(static fault => fault.Severity == DiagnosticSeverity.Error);
        Assert.StartsWith(
            "The tree of guest 'guest0' describes 'uart3' (/bus@10000000/serial@c000) at [0x1000c000..0x1000d000)",
            fault.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("motherboard-express.dtsi", fault.Span.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void RegionsReadBackSayWhatStandsBehindThem()
    {
        GuestPlan plan = SampleBoard.Read().PlanOne(Builds.Guest("*; !uart3"));
        ImmutableArray<GuestRegion> regions = Builds.Xvisor.Trees.ReadRegions(plan, Builds.ConfigTree(plan));
        Assert.Equal(
            [
                "mem0 [0x60000000..0x66000000) Memory", "flash0 [0x40000000..0x42000000) Memory", "priv0 [0x1e000000..0x1e002000) Platform",
                "aaci [0x10004000..0x10005000) Stub",
                "uart1 [0x1000a000..0x1000b000) Device 38",
                "virtio-net0 [0x20100000..0x20101000) Platform 82",
            ],
            regions.Where(static region => region.Name is "mem0" or "priv0" or "flash0" or "aaci" or "uart1" or "virtio-net0")
                .Select(static region => $"{region.Name} {region.Range} {region.Kind} {string.Join(' ', region.Interrupts)}".TrimEnd()));
    }

    [Fact]
    public void WithoutATreeNothingIsGiven() =>
        Assert.Empty(Builds.Xvisor.Trees.ReadRegions(SampleBoard.Read().PlanOne(Builds.Guest()), null));

    [Fact]
    public void AHandWrittenTreeIsReadAsFarAsItGoes()
    {
        DeviceTreeDocument tree = TestTrees.Compile("""
            /dts-v1/; / { aspace {
                nothing { device_type = "misc"; };
                half { guest_physical_addr = <0x1000>; };
                wide { guest_physical_addr = <0 0x1000>; physical_size = <0 0x1000>; };
                rom0 { guest_physical_addr = <0x2000>; physical_size = <0x1000>; device_type = "shared_rom"; };
                plain { guest_physical_addr = <0x3000>; physical_size = <0x1000>; interrupts = <37 38>; }; }; };
            """);
        ImmutableArray<GuestRegion> regions = Builds.Xvisor.Trees.ReadRegions(SampleBoard.Read().PlanOne(Builds.Guest()), tree);
        Assert.Equal(
            ["rom0 Memory ", "plain Device 37 38"],
            regions.Select(static region => $"{region.Name} {region.Kind} {string.Join(' ', region.Interrupts)}"));
    }

    [Fact]
    public void AnEmulatorFillsThePagesOfItsDevice() => Assert.Equal(
        [
            "mem0 80000000 1000000 alloced_ram", "flash0 40000000 2000000 alloced_rom", "flash0-1 42000000 2000000 misc zero",
            "uart0 00009000 1000 serial primecell,arm,pl011",
            "odd 0000a000 2000 misc zero",
            "two 00010000 1000 serial primecell,arm,pl011",
            "two-1 00020000 1000 misc zero",
        ],
        Regions("""
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x48>; };
            odd: odd@a100 { compatible = "acme,odd"; reg = <0xa100 0x1000>, <0xb200 4>; };
            two: two@10000 { compatible = "arm,pl011"; reg = <0x10000 0x100>, <0x20000 0x100>; };
            """));

    [Fact]
    public void ARefinementDecidesWhatStandsInADevicesPlace() => Assert.Equal(
        [
            "mem0 80000000 1000000 alloced_ram", "flash0 40000000 2000000 alloced_rom", "flash0-1 42000000 2000000 misc zero",
            "uart0 00009000 1000 misc zero", "uart1 0000a000 1000 serial primecell,arm,pl011", "ram0 48000000 200000 misc zero",
        ],
        Regions("""
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; };
            uart1: serial@a000 { compatible = "arm,pl011"; reg = <0xa000 0x1000>; };
            ram0: ram@48000000 { compatible = "mtd-ram"; reg = <0x48000000 0x200000>; };
            """,
            Planning.Guest("*")
                .With("uart0", DeviceAccess.Stub)
                .With("uart1", DeviceAccess.Emulated)
                .With("ram0", DeviceAccess.Stub)));

    [Fact]
    public void NothingStandsInThePlaceOfASupplierThatTheGuestDoesWithout() => Assert.DoesNotContain(
        Regions("""
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; clocks = <&ccu 3>; };
            ccu: clock-controller@a000 { compatible = "acme,ccu"; reg = <0xa000 0x1000>; #clock-cells = <1>; clock-frequency = <7>; };
            """,
            Planning.Guest("*").With("ccu", DeviceAccess.Frozen)),
        static region => region.Contains("0000a000", StringComparison.Ordinal));

    [Fact]
    public void ANodeWithoutALabelHasItsNodesNameAndNamesAreGivenOnce() => Assert.Equal(["serial", "serial-1", "serial-1-1"],
        Regions("""
            serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; };
            serial@a000 { compatible = "arm,pl011"; reg = <0xa000 0x1000>; };
            serial-1@b000 { compatible = "arm,pl011"; reg = <0xb000 0x1000>; };
            """)
            .Where(static region => region.StartsWith("serial", StringComparison.Ordinal))
            .Select(static region => region.Split(' ')[0]));

    [Fact]
    public void TheFirstOfTwoKeyboardInterfacesIsTheKeyboard() => Assert.Equal(
        ["input primecell,arm,pl050,keyboard", "input primecell,arm,pl050,mouse"],
        Regions("""
            rtc@8000 { compatible = "arm,pl031", "arm,primecell"; reg = <0x8000 0x1000>; };
            kmi0: serio@9000 { compatible = "arm,pl050", "arm,primecell"; reg = <0x9000 0x1000>; };
            kmi1: serio@a000 { compatible = "arm,pl050", "arm,primecell"; reg = <0xa000 0x1000>; };
            """)
            .Where(static region => region.StartsWith("kmi", StringComparison.Ordinal))
            .Select(static region => region.Split(' ', 4)[3]));

    [Fact]
    public void ADeviceInsideAnotherNeedsNoRegionOfItsOwn() => Assert.DoesNotContain(Regions("""
        sysreg: sysreg@0 { compatible = "arm,vexpress-sysreg"; reg = <0x0 0x1000>; #address-cells = <1>; #size-cells = <1>; ranges;
            led: gpio@8 { compatible = "acme,led"; reg = <8 4>; }; };
        """), static region => region.StartsWith("led", StringComparison.Ordinal));

    [Fact]
    public void NeighboursInOnePageThatReadAsZeroShareAStub() => Assert.Single(Regions("""
        a@9000 { reg = <0x9000 0x100>; };
        b@9100 { reg = <0x9100 0x100>; };
        """), static region => region.Contains(" 00009000 ", StringComparison.Ordinal));

    [Theory]
    [InlineData("arm,pl011", "acme,other")]
    [InlineData("acme,other", "arm,pl011")]
    public void NeighboursInOnePageCannotBothBeThere(string first, string second) => Assert.Equal(
        ["HV5014: In guest 'guest0', 'b' at [0x00009000..0x0000a000) shares a page with 'a' at [0x00009000..0x0000a000); "
            + "Xvisor keeps whole pages apart. "
            + "Leave one of them out of Devices."],
        Builds.ConfigFaults(
            BoardWith($$"""
                a: a@9000 { compatible = "{{first}}"; reg = <0x9000 0x100>; };
                b: b@9100 { compatible = "{{second}}"; reg = <0x9100 0x100>; };
                """),
            Planning.Guest("*")));

    [Fact]
    public void RamOverADeviceIsNotTakenForTheDevice() => Assert.Equal(
        ["HV5014: In guest 'guest0', 'uart0' at [0x50000000..0x50001000) shares a page with 'mem0' at [0x50000000..0x51000000); "
            + "Xvisor keeps whole pages apart. "
            + "Leave one of them out of Devices."],
        Builds.ConfigFaults(BoardWith("uart0: serial@50000000 { compatible = \"arm,pl011\"; reg = <0x50000000 0x1000>; };"),
            Planning.Guest("*") with { MemoryBase = 0x50000000 }));

    [Fact]
    public void ADisabledDeviceIsNotGiven() => Assert.DoesNotContain(
        Regions("uart0: serial@9000 { compatible = \"arm,pl011\"; reg = <0x9000 0x1000>; status = \"disabled\"; };"),
        static region => region.StartsWith("uart0", StringComparison.Ordinal));

    [Theory]
    [InlineData(33UL, 0UL)]
    [InlineData(32UL, 0x50100000UL)]
    public void RamThatIsNotAlignedIsRefused(ulong mebibytes, ulong start) => Assert.Equal(
        ["HV5012: Memory and MemoryBase of guest 'guest0' must be multiples of 2 MiB, the unit in which Xvisor hands out RAM."],
        Builds.ConfigFaults(
            BoardWith(""),
            Planning.Guest("*") with { Memory = ByteSize.FromMebibytes(mebibytes), MemoryBase = start == 0 ? null : start }));

    [Fact]
    public void PassthroughIsRefused() => Assert.Equal(
        ["HV5013: Device 'uart0' of guest 'guest0' cannot be passed through: "
            + "on a Cortex-A9 Xvisor v0.3.0 never delivers the interrupts of such a device. "
            + "Write Access=\"Emulated\" Backend=\"uart0\" instead, which joins an imitation to the board's port (vsdaemon)."],
        Builds.ConfigFaults(BoardWith("uart0: serial@9000 { compatible = \"arm,pl011\"; reg = <0x9000 0x1000>; };"),
            Planning.Guest("*").With("uart0", DeviceAccess.Passthrough)));

    [Fact]
    public void WithoutFlashOnTheBoardThereIsNoGuest() => Assert.Equal(
        ["HV5011: Guest 'guest0' has no flash to start from: a guest's flash stands where the board's stands, "
            + "and the board's tree has no node with "
            + "compatible \"cfi-flash\". Add one."],
        Builds.ConfigFaults(
            Source.Board(Source.TextWith("").Replace("\"cfi-flash\"", "\"acme,flash\"", StringComparison.Ordinal)), Planning.Guest("*")));

    [Fact]
    public void GuestThatIsNotGivenTheBoardsFlashHasOneToStartFrom()
    {
        DeviceTreeDocument tree = Builds.ConfigTree(BoardWith("").Plan(Planning.Guest("*; !flash0")).Guests[0]);

        Assert.Contains("/aspace/flash0 manifest_type=\"real\"", Builds.List(tree), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherProcessorIsRefused() => Assert.Equal(
        ["HV5010: Nothing is known of Xvisor guests on a board with CPU 'arm,arm926ej-s', which guest 'guest0' is to run on. "
            + "Set the property HypervisorProfile to the machine that is most like it: vexpress-a9, vexpress-a15, virt-v7, virt-v8."],
        Builds.ConfigFaults(
            Source.Board(Source.TextWith("").Replace("\"arm,cortex-a9\"", "\"arm,arm926ej-s\"", StringComparison.Ordinal)),
            Planning.Guest("*")));

    [Fact]
    public void WithoutSnoopControlTheGuestHasNoInterruptController() => Assert.Equal(
        ["HV5017: Guest 'guest0' has an interrupt controller 'gic' at [0x1e001000..0x1e002000), and Xvisor has nothing to put there: "
            + "it gives a guest one together "
            + "with snoop control. Let Devices keep the board's node with compatible \"arm,cortex-a9-scu\", 0x1000 below."],
        Builds.ConfigFaults(BoardWith(""), Planning.Guest("*; !scu")));

    [Theory]
    [InlineData(31, 0)]
    [InlineData(32, 1)]
    public void ANameOfMoreThan31BytesIsRefused(int length, int faults)
    {
        string label = new('u', length);
        string[] found = Builds.ConfigFaults(
            BoardWith($"{label}: serial@9000 {{ compatible = \"arm,pl011\"; reg = <0x9000 0x1000>; }};"),
            Planning.Guest("*"));
        Assert.Equal(faults, found.Length);
        Assert.All(found, message => Assert.Equal(
            $"HV5016: In guest 'guest0', the region '{label}' has a name of {length} bytes, and Xvisor cuts names off after 31. "
            + "Give the board's node a shorter label.",
            message));
    }

    [Fact]
    public void TheSamePlanGivesTheSameBytes() => Assert.Equal(
        DeviceTreeBlob.Write(Builds.ConfigTree(SampleBoard.Read().PlanOne(Builds.Guest()))),
        DeviceTreeBlob.Write(Builds.ConfigTree(SampleBoard.Read().PlanOne(Builds.Guest()))));

    [Fact]
    public void ALargeTreeStaysWellBelowXvisorsLimit() =>
        Assert.InRange(DeviceTreeBlob.Write(Builds.ConfigTree(SampleBoard.Read().PlanOne(Builds.Guest()))).Length, 1000, 16 << 10);
}
