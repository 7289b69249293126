using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Units;
using Partition.Reporting;

namespace Partition.Partitioning.Tests;

public class PartitionPlannerTests
{
    private const string Nodes = """
        uart0: serial@9000 { reg = <0x9000 0x1000>; clocks = <&clk>; };
        uart1: serial@a000 { reg = <0xa000 0x1000>; clocks = <&clk>; };
        clk: clock-controller@b000 { reg = <0xb000 0x1000>; };
        fixed: clock { compatible = "fixed-clock"; };
        """;

    private static string[] Faults(params GuestRequest[] guests) => Source.BoardWith(Nodes).Plan(guests).Messages();

    [Fact]
    public void MemoryAtAFixedPlaceLeavesTheHypervisorItsOwn()
    {
        var request = new PartitionRequest(
            Source.BoardWith(""),
            [Planning.Guest("") with { PhysicalMemoryBase = 0x8f00_0000 }]) { Policy = new HypervisorPolicy() };
        Assert.Equal(
            [
                "HV2046: The memory of guest 'guest0' at [0x8f000000..0x90000000) overlaps what The hypervisor needs for its image at "
                + "[0x8ff00000..0x90000000). Move it, or lower Memory.",
            ],
            PartitionPlanner.Plan(request).Messages());
    }

    [Fact]
    public void ADeviceHasOneOwner()
    {
        GuestRequest first = Planning.Guest("/serial@9000", "left");
        Assert.Equal(
            ["HV2030: Guests 'left' and 'right' both get 'uart0' (/serial@9000). "
                + "Write '!uart0' into Devices of one of them, or give one of them an imitation: "
                + "<GuestDevice Include=\"uart0\" Guest=\"right\" Access=\"Emulated\" />."],
            Faults(first.With("clk", DeviceAccess.Shared), Planning.Guest("uart0", "right").With("clk", DeviceAccess.Shared)));
    }

    [Fact]
    public void ASupplierThatTwoGuestsNeedIsNamedWithTheReason() => Assert.Equal(
        ["HV2031: Guests 'left' and 'right' both reach 'clk' (/clock-controller@b000), and what one sets there the other loses: "
            + "'left' by uart0 → clocks → clk, 'right' by uart1 → clocks → clk. "
            + "Some of it devices of both use, so give it to no guest, and let all keep what firmware has set there: "
            + "<SupplierPolicy Include=\"clk\" Others=\"Frozen\" />; or, if they do not disturb each other, let them use it together: "
            + "Others=\"Shared\"."],
        Faults(Planning.Guest("uart0", "left"), Planning.Guest("uart1", "right")));

    [Fact]
    public void BothGuestsAreLocated()
    {
        var left = new SourceSpan("board.partproj", 3, 5, 3, 9);
        var right = new SourceSpan("board.partproj", 8, 5, 8, 9);
        Diagnostic fault = Source.BoardWith(Nodes).Plan(
            Planning.Guest("clk", "left") with { Spans = Planning.Guest("").Spans.Add("Devices", left) },
            Planning.Guest("clk", "right") with { Spans = Planning.Guest("").Spans.Add("", right) }).Diagnostics.Single();
        Assert.Equal(right, fault.Span);
        Assert.Equal(
            [new DiagnosticNote(left, "'left' gets it here"), new DiagnosticNote(fault.Notes[1].Span, "the device")],
            fault.Notes.AsEnumerable());
        Assert.Equal("board.dts", fault.Notes[1].Span.Path);
    }

    [Theory]
    [InlineData(DeviceAccess.Default, 1)]
    [InlineData(DeviceAccess.Passthrough, 1)]
    [InlineData(DeviceAccess.Emulated, 0)]
    [InlineData(DeviceAccess.Stub, 0)]
    [InlineData(DeviceAccess.Shared, 0)]
    public void AnImitationOrASharedDeviceHasNoOneOwner(Enum access, int faults)
    {
        GuestRequest left = Planning.Guest("clk", "left");
        GuestRequest right = Planning.Guest("clk", "right");
        Assert.Equal(faults, Faults(left, right.With("clk", (DeviceAccess)access)).Length);
        Assert.Equal(faults, Faults(left.With("/clock-controller@b000", (DeviceAccess)access), right).Length);
    }

    [Fact]
    public void TheLastRefinementOfADeviceCounts() =>
        Assert.Empty(Faults(
            Planning.Guest("clk", "left"),
            Planning.Guest("clk", "right").With("clk", DeviceAccess.Passthrough).With("clk", DeviceAccess.Stub)));

    [Fact]
    public void ARefinementOfADeviceThatIsNotThereOffersTheNearest() => Assert.Equal(
        ["HV2013: Nothing on the board matches 'uart', the device of guest 'guest0' that is to be refined. Did you mean 'uart0'?"],
        Faults(Planning.Guest("uart0").With("uart", DeviceAccess.Emulated)));

    [Fact]
    public void ARefinementOfADeviceThatTheGuestIsNotGivenWarns() => Assert.Equal(
        ["HV2014: Guest 'guest0' is not given 'uart1', so there is nothing to refine; a GuestDevice adds no device. "
            + "Add it to Devices of 'guest0', or take the item away."],
        Faults(Planning.Guest("uart0").With("uart1", DeviceAccess.Emulated)));

    [Fact]
    public void WhatHasNeitherRegistersNorInterruptsMayStandInSeveralTrees() =>
        Assert.Empty(Faults(Planning.Guest("fixed", "left"), Planning.Guest("fixed", "right")));

    [Fact]
    public void EveryGuestHasThePartsOfTheProcessor()
    {
        PartitionPlan plan = Source.BoardWith(Nodes).Plan(Planning.Guest("", "left"), Planning.Guest("", "right"));
        Assert.False(plan.HasErrors);
        Assert.All(plan.Guests, static guest => Assert.Equal(["gic"], guest.Names()));
    }

    [Fact]
    public void ANameIsGivenOnceInAnyCase() => Assert.Equal(
        [
            "HV2004: There is another guest of the name 'Guest0'; upper and lower case do not matter. "
            + "Give each guest a name of its own.",
        ],
        Faults(Planning.Guest("", "guest0"), Planning.Guest("", "Guest0")));

    [Fact]
    public void AGuestCannotHaveMoreRamThanTheBoard()
    {
        Assert.Empty(Faults(Planning.Guest("") with { Memory = ByteSize.FromMebibytes(256) }));
        Assert.Equal(["HV2041: Guest 'guest0' wants 257 MiB of RAM, and the board has 256 MiB. Lower Memory."],
            Faults(Planning.Guest("") with { Memory = ByteSize.FromMebibytes(257) }));
    }

    [Fact]
    public void GuestsThatRunTogetherCannotHaveMoreRamThanTheBoard() => Assert.Equal(
        ["HV2041: The guests up to 'b' want together 272 MiB of RAM, and the board has 256 MiB. Lower Memory."],
        PartitionPlanner.Plan(new PartitionRequest(Source.BoardWith(Nodes), GuestsOf(16, 256, 240)) { Policy = new HypervisorPolicy() })
            .Messages());

    [Fact]
    public void GuestsThatRunOneAtATimeHaveAllRamEach()
    {
        Assert.Empty(Faults([.. GuestsOf(256, 256, 240)]));
        Assert.Equal(
            ["HV2041: Guest 'b' wants 257 MiB of RAM, and the board has 256 MiB. Lower Memory."],
            Faults([.. GuestsOf(256, 257, 256)]));
    }

    private static ImmutableArray<GuestRequest> GuestsOf(params ulong[] mebibytes) =>
        [.. mebibytes.Select((size, i) => Planning.Guest("", $"{(char)('a' + i)}") with { Memory = ByteSize.FromMebibytes(size) })];

    [Fact]
    public void RamIsAddedUpOverAllBanksWithoutOverflow()
    {
        Board board = Source.Board("""
            /dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
                memory@0 { reg = <0 0 0xffffffff 0>; };
                memory@1 { reg = <0 1 0xffffffff 0>; }; };
            """);
        Assert.DoesNotContain(
            "HV2041",
            board.Plan(Planning.Guest("") with { Memory = new(ulong.MaxValue) }).Messages().Select(static m => m[..6]));
    }

    [Fact]
    public void ABoardWithoutMemoryHasNoneToGive() => Assert.Equal(
        [
            "HV2040: The board's tree gives no range of RAM, so there is none for guests. A boot loader adds it. Give the "
            + "range in the project; the board's manual has the address: <BoardMemory>ADDRESS:SIZE</BoardMemory>",
        ],
        Source.Board("/dts-v1/; / { cpus { cpu { device_type = \"cpu\"; }; }; };").Plan(Planning.Guest("")).Messages());

    [Theory]
    [InlineData(1, 1, "memory@80000000 { }", "0x80000000:1G")]
    [InlineData(2, 2, "memory@880000000 { reg = <0 0 0 0>; }", "0x880000000:1G")]
    [InlineData(2, 2, "memory@880000000 { }", "0x880000000:1G")]
    [InlineData(2, 1, "memory { reg = <0 0x10000000 0>; }", "0x10000000:1G")]
    [InlineData(1, 1, "memory { }", "0x0:1G")]
    public void ProposesTheRangeThatABootLoaderFillsInAtTheNodesAddress(int address, int size, string node, string range)
    {
        string path = $"/{node.Split(' ')[0]}";
        Assert.Equal(
            "HV2040: The board's tree gives no range of RAM, so there is none for guests. "
            + $"A boot loader fills '{path}' in. Give the range in the project; 1 GiB is: <BoardMemory>{range}</BoardMemory>",
            Assert.Single(BoardOfCells(address, size, node).Plan(Planning.Guest("", "guest0"), Planning.Guest("", "guest1")).Messages()));
        DeviceTreeDocument filled = BoardMemory.Write(BoardOfCells(address, size, node).Document, range, 4096, SourceSpan.None, []);
        Assert.Empty(Board.Read(filled).Plan(Planning.Guest("")).Messages());
    }

    [Theory]
    [InlineData(2, 2, "reg = <0x80000000 0x1000>;",
        "'reg' of '/memory@0' must have 2 cells of address and 2 cells of size for each range, as #address-cells and #size-cells of '/' "
        + "say, but has 2 cells. Correct reg.")]
    [InlineData(1, 1, "reg = [80 00 00];",
        "'reg' of '/memory@0' must have 1 cell of address and 1 cell of size for each range, as #address-cells and #size-cells of '/' "
        + "say, but has 3 bytes. Correct reg.")]
    [InlineData(1, 0, "reg = <0x80000000>;",
        "'reg' of '/memory@0' has no size, because #size-cells of '/' is 0. Set it to 1 or 2.")]
    [InlineData(5, 1, "reg = <0 0 0 0 0x80000000 0x1000>;",
        "'reg' of '/memory@0' cannot be read with the #address-cells and #size-cells of '/'. Correct these.")]
    public void SaysWhatIsWrongWithARangeThatIsWritten(int address, int size, string reg, string remedy) => Assert.Equal(
        $"HV2040: The board's tree gives no range of RAM, so there is none for guests. {remedy}",
        BoardOfCells(address, size, $"memory@0 {{ {reg} }}").Plan(Planning.Guest("")).Messages()[0]);

    private static Board BoardOfCells(int address, int size, string memory) => Source.Board(
        $"/dts-v1/; / {{ #address-cells = <{address}>; #size-cells = <{size}>; {memory}; "
        + "cpus { cpu@0 { device_type = \"cpu\"; }; }; };");

    [Fact]
    public void RamMustLieWhereTheBoardsTreeCanSayIt() => Assert.Equal(
        [
            "HV2043: RAM of guest 'guest0' at [0x100000000..0x101000000) does not fit the board's tree, "
            + "whose root has 1 address cell and 1 size cell. Lower MemoryBase or Memory.",
        ],
        Faults(Planning.Guest("") with { MemoryBase = 1UL << 32 }));

    [Fact]
    public void AGuestCannotHaveMoreCpusThanTheBoard()
    {
        Assert.Empty(Faults(Planning.Guest("") with { Cpus = 2 }));
        Assert.Equal(
            ["HV2042: Guest 'guest0' wants 3 CPUs, and the board has 2. Lower Cpus."],
            Faults(Planning.Guest("") with { Cpus = 3 }));
    }

    [Fact]
    public void RamBeginsWhereTheBoardsDoesUnlessTheProjectSaysOtherwise()
    {
        Board board = Source.BoardWith("");
        Assert.Equal("[0x80000000..0x81000000)", board.PlanOne("").Memory.ToString());
        Assert.Equal("[0x88000000..0x89000000)", board.PlanOne(Planning.Guest("") with { MemoryBase = 0x88000000 }).Memory.ToString());
    }

    [Fact]
    public void AllFaultsOfAllGuestsAreReportedTogether() => Assert.Equal(
        ["HV2004", "HV2041", "HV2042", "HV2011", "HV2020", "HV2030", "HV2031"],
        Faults(
            Planning.Guest("uart0; nonsense") with { Memory = ByteSize.FromMebibytes(512) },
            Planning.Guest("*; !clk") with { Cpus = 9 }).Select(static message => message[..6]).Distinct());

    [Fact]
    public void ThePlanAsTextSaysEverythingThatDecidesTheTrees()
    {
        GuestPlan plan = Source.BoardWith("""
            uart0: serial@9000 { reg = <0x9000 0x1000>; interrupts = <0 5 4>; clocks = <&clk>; };
            clk: clock-controller@b000 { reg = <0xb000 0x1000>; clock-frequency = <7>; };
            """).PlanOne(Planning.Guest("uart0").With("clk", DeviceAccess.Stub) with { Cpus = 2, KernelArguments = "quiet" });
        Assert.Equal("""
            guest guest0
            memory [0x80000000..0x81000000) 16 MiB
            cpus /cpus/cpu@0 /cpus/cpu@1
            arguments quiet
            device gic /interrupt-controller@1000 Default registers [0x00001000..0x00002000) interrupts -
            device uart0 /serial@9000 Default registers [0x00009000..0x0000a000) interrupts 37
            device clk /clock-controller@b000 Stub registers [0x0000b000..0x0000c000) interrupts - because uart0 → clocks → clk
            without /clock-controller@b000 /serial@9000 clocks  clock-frequency 7
            node /
            node /interrupt-controller@1000
            node /serial@9000
            node /clock-controller@b000

            """, PlanText.Write(plan));
        GuestRequest faster = plan.Request with { Refinements = [plan.Request.Refinements[0] with { ClockFrequency = 1_000_000 }] };
        Assert.Contains(
            "device clk /clock-controller@b000 Stub clock-frequency 1000000 registers",
            PlanText.Write(plan.Board.PlanOne(faster)),
            StringComparison.Ordinal);
    }
}
