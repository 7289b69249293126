using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Units;
using Partition.Reporting;

namespace Partition.Partitioning.Tests.Boards;

public class BoardTests
{
    private static DeviceRole RoleOf(Board board, string path) => board[board.Document.FindByPath(path)!].Role;

    [Theory]
    [InlineData("/", DeviceRole.Frame)]
    [InlineData("/cpus/cpu@0", DeviceRole.Frame)]
    [InlineData("/memory@80000000", DeviceRole.Frame)]
    [InlineData("/aliases", DeviceRole.Frame)]
    [InlineData("/reserved-memory/pool@80100000", DeviceRole.Frame)]
    [InlineData("/reserved-memory/video@4c000000", DeviceRole.Device)]
    [InlineData("/interrupt-controller@1000", DeviceRole.Platform)]
    [InlineData("/pmu", DeviceRole.Platform)]
    [InlineData("/clock", DeviceRole.Passive)]
    [InlineData("/bus", DeviceRole.Passive)]
    [InlineData("/bus/i2c@5000", DeviceRole.Device)]
    [InlineData("/bus/i2c@5000/chip@39", DeviceRole.Passive)]
    [InlineData("/button", DeviceRole.Device)]
    [InlineData("/memory-controller@6000", DeviceRole.Device)]
    public void ANodesRoleIsWhatItIsFor(string path, Enum role) => Assert.Equal(role, RoleOf(Source.BoardWith("""
        aliases { };
        reserved-memory {
            #address-cells = <1>; #size-cells = <1>; ranges;
            pool@80100000 { reg = <0x80100000 0x1000>; };
            video@4c000000 { reg = <0x4c000000 0x1000>; };
        };
        pmu { compatible = "arm,cortex-a9-pmu"; interrupts = <0 60 4>; };
        clock { compatible = "fixed-clock"; };
        bus {
            #address-cells = <1>; #size-cells = <1>; ranges;
            i2c@5000 { reg = <0x5000 0x1000>; #address-cells = <1>; #size-cells = <0>; chip@39 { reg = <0x39>; }; };
        };
        button { interrupts = <0 9 4>; };
        memory-controller@6000 { reg = <0x6000 0x1000>; };
        """), path));

    [Theory]
    [InlineData("arm,cortex-a53-pmu", DeviceRole.Platform)]
    [InlineData("qcom,msm-qgic2", DeviceRole.Platform)]
    [InlineData("arm,gic-v3-its", DeviceRole.Device)]
    [InlineData("samsung,exynos5420-pmu", DeviceRole.Device)] // A power management unit.
    public void PartsOfTheProcessorAreKnownByWhatTheyAre(string compatible, Enum role) =>
        Assert.Equal(
            (DeviceRole)role,
            RoleOf(Source.BoardWith($"part@5000 {{ compatible = \"{compatible}\"; reg = <0x5000 0x1000>; }};"), "/part@5000"));

    [Fact]
    public void ClustersNameTheirCpus()
    {
        Board board = Source.Board(Source.TextWith("").Replace(
            "#size-cells = <0>;",
            "#size-cells = <0>; cpu-map { cluster0 { core0 { cpu = <&cpu1>; }; }; cluster1 { core0 { thread0 { cpu = <&cpu0>; }; }; }; };",
            StringComparison.Ordinal));
        Assert.Equal(
            ["cluster0: 1", "cluster1: 0"],
            board.Clusters.Select(static cluster => $"{cluster.Name}: {string.Join(' ', cluster.Cpus)}"));
        Assert.Contains(
            "\ncluster0: CPUs 1\ncluster1: CPUs 0\n",
            PlanTable.Write(PlanDocumentBuilder.Of(board.Plan(Planning.Guest("")), [])),
            StringComparison.Ordinal);
        Assert.Empty(Source.BoardWith("").Clusters);
    }

    [Fact]
    public void AnOffsetBelowASystemControllerIsNoAddress()
    {
        Board board = Source.BoardWith("""
            slcr: slcr@8000 { compatible = "acme,slcr", "syscon"; reg = <0x8000 0x1000>; #address-cells = <1>; #size-cells = <1>; ranges;
                offset: clock@100 { reg = <0x100 0x100>; };
                inside: reset@8200 { reg = <0x8200 0x10>; }; };
            """);
        Assert.Empty(board[board.FindByReference("offset")!].Registers);
        Assert.Single(board[board.FindByReference("inside")!].Registers);
    }

    [Fact]
    public void MemoryIsEveryRangeOfEveryMemoryNode()
    {
        Board board = Source.Board("""
            /dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
                memory@0 { device_type = "memory"; reg = <0 0 0 0x1000>, <0 0x8000 0 0x2000>; };
                memory@100000000 { device_type = "memory"; reg = <1 0 1 0>; }; };
            """);
        Assert.Equal(
            [new AddressRange(0, 0x1000), new AddressRange(0x8000, 0x2000), new AddressRange(1UL << 32, 1UL << 32)],
            board.Memory.AsEnumerable());
    }

    [Theory]
    [InlineData("stdout-path = \"serial0:115200n8\";", "/serial@9000")]
    [InlineData("stdout-path = \"serial0\";", "/serial@9000")]
    [InlineData("stdout-path = \"/serial@a000:9600\";", "/serial@a000")]
    [InlineData("stdout-path = &uart1;", "/serial@a000")]
    [InlineData("stdout-path = \"serial7\";", null)]
    [InlineData("", null)]
    public void TheConsoleIsThatOfStdoutPathWithoutItsOptions(string chosen, string? path) => Assert.Equal(path, Source.BoardWith($$"""
        aliases { serial0 = &uart0; };
        chosen { {{chosen}} };
        uart0: serial@9000 { reg = <0x9000 0x1000>; };
        uart1: serial@a000 { reg = <0xa000 0x1000>; };
        """).FindConsole()?.Path);

    [Theory]
    [InlineData("uart0", "/serial@9000")]
    [InlineData("/serial@9000", "/serial@9000")]
    [InlineData("/serial", null)]
    [InlineData("uart9", null)]
    public void AReferenceIsALabelOrAPath(string reference, string? path) => Assert.Equal(path,
        Source.BoardWith("uart0: serial@9000 { reg = <0x9000 0x1000>; };").FindByReference(reference)?.Path);

    [Fact]
    public void TheNameOfADeviceIsTheLabelOfItsFirstDefinitionOrItsPath()
    {
        Board board = Source.BoardWith(
            "uart0: serial@9000 { reg = <0x9000 4>; }; serial@a000 { reg = <0xa000 4>; };",
            "console: &uart0 { };");
        Assert.Equal(
            ["uart0", "/serial@a000"],
            board.Devices.Where(static device => device.Role == DeviceRole.Device).Select(static device => device.Name));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("status = \"okay\";", true)]
    [InlineData("status = \"ok\";", true)]
    [InlineData("status = \"disabled\";", false)]
    [InlineData("status = \"fail\";", false)]
    public void ADeviceIsThereUnlessItsStatusSaysOtherwise(string status, bool isEnabled)
    {
        Board board = Source.BoardWith($"device@9000 {{ reg = <0x9000 4>; {status} }};");
        Assert.Equal(isEnabled, board[board.Document.FindByPath("/device@9000")!].IsEnabled);
    }

    [Fact]
    public void ATreeOfBrokenPropertiesIsStillABoard()
    {
        const string Device = "device { reg = <1 2>; interrupts = <1>; compatible = <1 2 3>; status = <1>; };";
        Board board = Source.Board($$"""
            /dts-v1/; / { #address-cells = <9>; #size-cells = "x"; memory { reg = <1>; }; cpus { cpu { device_type = <1>; }; };
                aliases { a = <1>; }; chosen { stdout-path = <1>; }; {{Device}} };
            """);
        Assert.Empty(board.Memory);
        Assert.Empty(board.Cpus);
        Assert.Null(board.FindConsole());
        Assert.Null(board.FindByAlias("a"));
    }

    [Fact]
    public void TheSampleBoardsSerialPortsAreWhereItsManualHasThem()
    {
        Board board = SampleBoard.Read();
        Assert.Equal(
            [
                "uart0 [0x10009000..0x1000a000) 37",
                "uart1 [0x1000a000..0x1000b000) 38",
                "uart2 [0x1000b000..0x1000c000) 39",
                "uart3 [0x1000c000..0x1000d000) 40",
            ],
            board.Devices.Where(static device => device.Compatible.Contains("arm,pl011"))
                .Select(static device => $"{device.Name} {device.Registers.Single()} {device.Interrupts.Single()}"));
    }

    [Fact]
    public void AskingForANodeOfAnotherTreeIsACallersMistake() =>
        Assert.Throws<KeyNotFoundException>(() => Source.BoardWith("")[new DeviceTreeNode("other")]);
}
