using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

public class OperatingSystemTreeTests
{
    private static DeviceTreeDocument Cut(Board board, GuestRequest guest) => OperatingSystemTree.Cut(board.PlanOne(guest));

    private static DeviceTreeDocument Cut(string nodes, string devices) => Cut(Source.BoardWith(nodes), Planning.Guest(devices));

    private static uint[] Cells(DeviceTreeDocument tree, string path, string property)
    {
        Assert.True(tree.FindByPath(path)!.FindProperty(property)!.Value.TryReadCells(out ImmutableArray<uint> cells));
        return [.. cells];
    }

    private static string[] Strings(DeviceTreeDocument tree, string path, string property)
    {
        Assert.True(tree.FindByPath(path)!.FindProperty(property)!.Value.TryReadStrings(out ImmutableArray<string> strings));
        return [.. strings];
    }

    private static string[] Names(DeviceTreeDocument tree, string path) =>
        [.. tree.FindByPath(path)!.Properties.Select(static property => property.Name)];

    private const string Serials = """
        aliases { serial0 = &uart0; serial1 = &uart1; serial2 = "/bus/serial@b000"; rootfs = "not/a/path"; };
        chosen { stdout-path = "serial1:115200n8"; bootargs = "board"; };
        bus { #address-cells = <1>; #size-cells = <1>; ranges;
            uart0: serial@9000 { reg = <0x9000 0x1000>; interrupts = <0 5 4>; };
            uart1: console: serial@a000 { reg = <0xa000 0x1000>; };
            serial@b000 { reg = <0xb000 0x1000>; };
        };
        """;

    [Fact]
    public void OrderNamesAndLabelsStayAsOnTheBoard()
    {
        DeviceTreeDocument tree = Cut(Serials, "*; !uart0");
        Assert.Equal(
            [
                "/", "/cpus", "/cpus/cpu@0", "/memory@80000000", "/interrupt-controller@1000", "/aliases", "/chosen", "/bus",
                "/bus/serial@a000", "/bus/serial@b000",
            ],
            tree.Nodes.Select(static node => node.Path));
        Assert.Equal(["uart1", "console"], tree.FindByPath("/bus/serial@a000")!.Labels.AsEnumerable());
    }

    [Fact]
    public void TheBoardsTreeIsLeftAsItIs()
    {
        Board board = Source.BoardWith(Serials);
        byte[] before = DeviceTreeBlob.Write(board.Document);
        Cut(board, Planning.Guest("uart0") with { KernelArguments = "quiet" });
        Assert.Equal(before, DeviceTreeBlob.Write(board.Document));
    }

    [Fact]
    public void AliasesOfWhatIsGoneGoToo() => Assert.Equal(["serial1", "serial2", "rootfs"], Names(Cut(Serials, "*; !uart0"), "/aliases"));

    [Fact]
    public void TheConsoleGoesWithItsDevice()
    {
        Assert.Equal(["stdout-path", "bootargs"], Names(Cut(Serials, "uart1"), "/chosen"));
        Assert.Equal(["bootargs"], Names(Cut(Serials, "uart0"), "/chosen"));
    }

    [Fact]
    public void AConsoleThatIsAReferenceIsReplacedInItsPlaceAsInABlob()
    {
        Board board = Source.BoardWith("""
            chosen { stdout-path = &uart0; bootargs = "board"; };
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; };
            uart1: serial@a000 { compatible = "arm,pl011"; reg = <0xa000 0x1000>; };
            """);
        Board blob = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(board.Document)).Document!);
        Assert.Equal(["/serial@a000"], Strings(Cut(board, Planning.Guest("uart1")), "/chosen", "stdout-path"));
        Assert.Equal(
            DeviceTreeBlob.Write(Cut(board, Planning.Guest("uart1"))), DeviceTreeBlob.Write(Cut(blob, Planning.Guest("/serial@a000"))));
        Assert.Equal(["bootargs"], Names(Cut(board, Planning.Guest("")), "/chosen"));
    }

    [Fact]
    public void TheGuestsArgumentsReplaceTheBoards()
    {
        Board board = Source.BoardWith(Serials);
        Assert.Equal(["board"], Strings(Cut(board, Planning.Guest("*")), "/chosen", "bootargs"));
        Assert.Equal(
            ["console=ttyAMA0 quiet"],
            Strings(Cut(board, Planning.Guest("*") with { KernelArguments = "console=ttyAMA0 quiet" }), "/chosen", "bootargs"));
    }

    [Fact]
    public void ATreeWithoutChosenGetsOne() => Assert.Equal(["quiet"],
        Strings(Cut(Source.BoardWith(""), Planning.Guest("") with { KernelArguments = "quiet" }), "/chosen", "bootargs"));

    [Fact]
    public void RamIsTheGuestsInTheCellsOfTheRoot()
    {
        Assert.Equal([0x80000000, 0x1000000], Cells(Cut(Source.BoardWith(""), Planning.Guest("")), "/memory@80000000", "reg"));
        Board large = Source.Board("""
            /dts-v1/; / { #address-cells = <2>; #size-cells = <2>; cpus { cpu { device_type = "cpu"; }; };
                memory@800000000 { device_type = "memory"; reg = <8 0 2 0>; }; };
            """);
        GuestRequest guest = Planning.Guest("") with { Memory = new(0x1_4000_0000) };
        Assert.Equal([8u, 0, 1, 0x40000000], Cells(Cut(large, guest), "/memory@800000000", "reg"));
        Assert.Equal(
            [8u, 0x80000010, 1, 0x40000000],
            Cells(Cut(large, guest with { MemoryBase = 0x8_8000_0010 }), "/memory@880000010", "reg"));
    }

    [Fact]
    public void RamOfSeveralBanksBecomesOne()
    {
        DeviceTreeDocument tree = Cut("bank: memory@a0000000 { device_type = \"memory\"; reg = <0xa0000000 0x10000000>; };", "");
        Assert.Equal(["/memory@80000000"], tree.Nodes.Where(static node => node.BaseName == "memory").Select(static node => node.Path));
    }

    [Theory]
    [InlineData(1, new[] { "/cpus/cpu@0" }, new uint[] { 0, 60, 4 }, 1)]
    [InlineData(2, new[] { "/cpus/cpu@0", "/cpus/cpu@1" }, new uint[] { 0, 60, 4, 0, 61, 4 }, 2)]
    public void TheProcessorsThatAreGoneTakeTheirLinesAlong(int cpus, string[] paths, uint[] interrupts, int affinities)
    {
        DeviceTreeDocument tree = Cut(
            Source.BoardWith("pmu { compatible = \"arm,cortex-a9-pmu\"; interrupts = <0 60 4>, <0 61 4>; "
                + "interrupt-affinity = <&cpu0>, <&cpu1>; };"),
            Planning.Guest("") with { Cpus = cpus });
        Assert.Equal(paths, tree.FindByPath("/cpus")!.Children.Select(static node => node.Path));
        Assert.Equal(interrupts, Cells(tree, "/pmu", "interrupts"));
        Assert.Equal(affinities, Cells(tree, "/pmu", "interrupt-affinity").Length);
        Assert.Single(Board.Read(tree).Devices, device => device.Node.Name == "pmu" && device.Interrupts.Length == cpus);
    }

    [Fact]
    public void TheMapOfTheProcessorsStaysBehind() => Assert.Null(Cut(Source.Board("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>; memory { reg = <0 0x10000000>; };
            cpus { cpu0: cpu@0 { device_type = "cpu"; }; cpu-map { cluster0 { core0 { cpu = <&cpu0>; }; }; }; }; };
        """), Planning.Guest("")).FindByPath("/cpus/cpu-map"));

    [Fact]
    public void PhandlesAreThoseOfTheBoardAndPointToTheSameNodes()
    {
        Board board = SampleBoard.Read();
        DeviceTreeDocument tree = Cut(board, Planning.Guest("*; !uart3"));
        Dictionary<string, uint> phandles = Phandles(tree);
        Assert.All(phandles, pair => Assert.Equal(Phandles(board.Document)[pair.Key], pair.Value));
        Assert.True(phandles.Count > 10);

        static Dictionary<string, uint> Phandles(DeviceTreeDocument document) => document.Nodes
            .Where(static node => node.FindProperty("phandle") is not null)
            .ToDictionary(static node => node.Path, node => Cells(document, node.Path, "phandle").Single());
    }

    [Fact]
    public void APartnerThatIsGoneTakesTheReferenceAlong() => Assert.Equal(["reg"], Names(Cut("""
        a: a@9000 { reg = <0x9000 0x1000>; remote-endpoint = <&b>; };
        b: b@a000 { reg = <0xa000 0x1000>; };
        """, "a; !b"), "/a@9000"));

    [Fact]
    public void AListLosesOnlyTheEntryOfWhatIsGone()
    {
        DeviceTreeDocument tree = Cut("""
            pins: pins@9000 { reg = <0x9000 0x1000>; gpio-ranges = <&a 1 2 3>, <&b 4>, <&c 5 6>; };
            a: a@a000 { reg = <0xa000 0x1000>; phandle = <0xa>; };
            b: b@b000 { reg = <0xb000 0x1000>; phandle = <0xb>; };
            c: c@c000 { reg = <0xc000 0x1000>; phandle = <0xc>; };
            """, "pins; a; c");
        Assert.Equal([0xa, 1, 2, 3, 0xc, 5, 6], Cells(tree, "/pins@9000", "gpio-ranges"));
        Assert.Equal(
            ["a", "c"],
            tree.FindByPath("/pins@9000")!.FindProperty("gpio-ranges")!.Value.References.Select(static reference => reference.Text));
        Assert.Equal(
            [0, 16],
            tree.FindByPath("/pins@9000")!.FindProperty("gpio-ranges")!.Value.References.Select(static reference => reference.Offset));
    }

    [Fact]
    public void AnInterruptMapLosesOnlyTheLinesOfAControllerThatIsGone()
    {
        DeviceTreeDocument tree = Cut("""
            bus { #interrupt-cells = <1>; #address-cells = <1>; #size-cells = <1>; ranges;
                interrupt-map = <0x9000 1 &gpio 7>, <0xa000 1 &gic 0 9 4>, <0xb000 1 &gpio 8>;
                key@9000 { reg = <0x9000 4>; interrupts = <1>; };
                uart0: serial@a000 { reg = <0xa000 4>; interrupts = <1>; }; };
            gpio: gpio@c000 { reg = <0xc000 0x1000>; interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; };
            """, "uart0");
        uint gic = Cells(tree, "/interrupt-controller@1000", "phandle").Single();
        Assert.Equal([0xa000, 1, gic, 0, 9, 4], Cells(tree, "/bus", "interrupt-map"));
        Assert.Equal(41u, Board.Read(tree)[tree.FindByPath("/bus/serial@a000")!].Interrupts.Single().Number);
    }

    [Fact]
    public void AListOfPathsIsDroppedWholeWhenItCannotBeTold() => Assert.Equal(["reg"], Names(Cut("""
        a: a@9000 { reg = <0x9000 0x1000>; remote-endpoint = "near", &b, &c; };
        b: b@a000 { reg = <0xa000 0x1000>; };
        c: c@b000 { reg = <0xb000 0x1000>; };
        """, "a; b; !c"), "/a@9000"));

    [Fact]
    public void ReservationsInRamStayBehindAndADevicesOwnMemoryGoesWithIt()
    {
        const string Nodes = """
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                pool: pool@80100000 { reg = <0x80100000 0x1000>; };
                video: video@4c000000 { reg = <0x4c000000 0x1000>; }; };
            display: viewer@9000 { reg = <0x9000 0x1000>; memory-region = <&video>, <&pool>; };
            uart0: serial@a000 { reg = <0xa000 0x1000>; };
            """;
        DeviceTreeDocument elsewhere = CutUnderHypervisor(Source.BoardWith(Nodes), "display");
        Assert.Equal(["/reserved-memory", "/reserved-memory/video@4c000000"], Reservations(elsewhere));
        Assert.Equal(["reg"], Names(elsewhere, "/viewer@9000")); // One of the two is gone, and a driver finds them by their position.
        Assert.Empty(Reservations(CutUnderHypervisor(Source.BoardWith(Nodes), "uart0")));

        // A guest that has the board's own RAM must know what is reserved in it.
        Assert.Equal(
            ["/reserved-memory", "/reserved-memory/pool@80100000", "/reserved-memory/video@4c000000"],
            Reservations(Cut(Nodes, "display")));
        Assert.Equal(["/reserved-memory", "/reserved-memory/pool@80100000"], Reservations(Cut(Nodes, "uart0")));

        static IEnumerable<string> Reservations(DeviceTreeDocument tree) =>
            tree.Nodes.Select(static node => node.Path).Where(static path => path.StartsWith("/reserved-memory", StringComparison.Ordinal));
    }

    [Fact]
    public void TheBoardsMemoryReservationsStayBehind()
    {
        Board board = Source.Board(
            Source.TextWith("").Replace("/dts-v1/;", "/dts-v1/; /memreserve/ 0x80000000 0x1000;", StringComparison.Ordinal));
        Assert.Single(board.Document.MemoryReservations);
        Assert.Empty(CutUnderHypervisor(board, "").MemoryReservations);
        Assert.Single(Cut(board, Planning.Guest("")).MemoryReservations);
        Assert.Empty(Cut(board, Planning.Guest("") with { MemoryBase = 0x81000000 }).MemoryReservations);
    }

    private static DeviceTreeDocument CutUnderHypervisor(Board board, string devices)
    {
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(
            board,
            [Planning.Guest(devices)]) { Policy = new HypervisorPolicy() });
        Assert.Empty(plan.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return OperatingSystemTree.Cut(plan.Guests[0]);
    }

    [Fact]
    public void SymbolsForOverlaysStayBehind()
    {
        var files = new InMemorySourceFiles().Add("board.dts", Source.TextWith("uart0: serial@9000 { reg = <0x9000 4>; };"));
        CompilationResult result = DeviceTreeCompiler.Compile("board.dts", files, CompilerOptions.Default with { GenerateSymbols = true });
        Assert.NotNull(result.Document!.FindByPath("/__symbols__"));
        Assert.Null(Cut(Board.Read(result.Document), Planning.Guest("*")).FindByPath("/__symbols__"));
    }

    [Fact]
    public void CuttingTwiceGivesTheSameBytes()
    {
        GuestPlan plan = SampleBoard.Read().PlanOne("*; !uart3");
        byte[] first = DeviceTreeBlob.Write(OperatingSystemTree.Cut(plan));
        Assert.Equal(first, DeviceTreeBlob.Write(OperatingSystemTree.Cut(plan)));
        Assert.Equal(first, DeviceTreeBlob.Write(Cut(SampleBoard.Read(), Planning.Guest("*; !uart3"))));
    }

    [Fact]
    public void ASliceOfASliceWithEverythingIsTheSlice()
    {
        DeviceTreeDocument once = Cut(SampleBoard.Read(), Planning.Guest("uart1; rtc"));
        Assert.Equal(DeviceTreeBlob.Write(once), DeviceTreeBlob.Write(Cut(Board.Read(once), Planning.Guest("*"))));
    }

    [Fact]
    public void AGuestsTreeDoesNotDependOnTheOthersNorOnTheirOrder()
    {
        GuestRequest left = Planning.Guest("uart0; rtc", "left");
        GuestRequest right = Planning.Guest("uart1", "right");
        byte[] alone = Slice("left", left);
        Assert.Equal(alone, Slice("left", left, right));
        Assert.Equal(alone, Slice("left", right, left));

        static byte[] Slice(string name, params GuestRequest[] guests) => DeviceTreeBlob.Write(OperatingSystemTree.Cut(
            SampleBoard.Read().Plan(guests).Guests.Single(guest => guest.Name == name)));
    }

    [Fact]
    public void TheSampleWithoutItsFourthSerialPortHasTheOtherThree()
    {
        DeviceTreeDocument tree = Cut(SampleBoard.Read(), Planning.Guest("*; !uart3"));
        Assert.Equal(
            ["uart0 [0x10009000..0x1000a000) 37", "uart1 [0x1000a000..0x1000b000) 38", "uart2 [0x1000b000..0x1000c000) 39"],
            Board.Read(tree).Devices.Where(static device => device.Compatible.Contains("arm,pl011"))
                .Select(static device => $"{device.Name} {device.Registers.Single()} {device.Interrupts.Single()}"));
        Assert.DoesNotContain("serial3", Names(tree, "/aliases"));
    }
}
