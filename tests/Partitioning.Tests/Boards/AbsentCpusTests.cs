using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>What belongs to CPUs that a guest does not have is not in the guest's tree.</summary>
public sealed class AbsentCpusTests
{
    private const string Board = """
        /dts-v1/;
        / {
            #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
            cpus { #address-cells = <1>; #size-cells = <0>;
                cpu0: cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>;
                    next-level-cache = <&l2>; cpu-idle-states = <&sleep>; operating-points-v2 = <&slow>; };
                cpu1: cpu@100 { device_type = "cpu"; compatible = "arm,cortex-a72"; reg = <0x100>;
                    next-level-cache = <&big_l2>; cpu-idle-states = <&sleep &deep>; operating-points-v2 = <&fast>; };
                cpu2: cpu@101 { device_type = "cpu"; compatible = "arm,cortex-a72"; reg = <0x101>; status = "fail"; };
                idle-states {
                    sleep: cpu-sleep { compatible = "arm,idle-state"; };
                    deep: cluster-sleep { compatible = "arm,idle-state"; };
                };
            };
            memory@80000000 { device_type = "memory"; reg = <0x80000000 0x10000000>; };
            gic: interrupt-controller@1000 {
                compatible = "arm,gic-v3"; reg = <0x1000 0x1000>; interrupt-controller; #interrupt-cells = <4>; #address-cells = <0>;
                ppi-partitions {
                    little: interrupt-partition-0 { affinity = <&cpu0>; };
                    big: interrupt-partition-1 { affinity = <&cpu1 &cpu2>; };
                };
            };
            slow: opp-table-0 { compatible = "operating-points-v2"; };
            fast: opp-table-1 { compatible = "operating-points-v2"; opp-2000 { }; };
            l2: l2-cache0 { compatible = "cache"; cache-level = <2>; next-level-cache = <&l3>; };
            big_l2: l2-cache1 { compatible = "cache"; cache-level = <2>; next-level-cache = <&big_l3>; };
            big_l3: l3-cache1 { compatible = "cache"; cache-level = <3>; };
            l3: l3-cache0 { compatible = "cache"; cache-level = <3>; };
            pmu-little { compatible = "arm,cortex-a53-pmu"; interrupts = <1 7 4 &little>; };
            pmu-big { compatible = "arm,cortex-a72-pmu"; interrupts = <1 7 4 &big>; };
            counters { compatible = "acme,pmu"; interrupts = <0 68 4 0>, <0 69 4 0>; interrupt-affinity = <&cpu1>, <&cpu2>; };
            etm0: etm@8000 { reg = <0x8000 0x1000>; cpu = <&cpu0>; };
            etm1: etm@9000 { reg = <0x9000 0x1000>; cpu = <&cpu1>; };
            uart0: serial@a000 { reg = <0xa000 0x1000>; interrupts = <0 1 4 0>; };
        };
        """;

    [Fact]
    public void OneCpuOfTheSmallClusterBringsNothingOfTheLargeOne() => Assert.Equal(
        "/cpus/cpu@0 /cpus/idle-states/cpu-sleep /etm@8000 /interrupt-controller@1000/ppi-partitions/interrupt-partition-0 /l2-cache0 "
        + "/l3-cache0 /opp-table-0 /pmu-little",
        PartsOf(1));

    [Fact]
    public void BothClustersBringWhatBothHave() => Assert.Equal(
        "/counters /cpus/cpu@0 /cpus/cpu@100 /cpus/idle-states/cluster-sleep /cpus/idle-states/cpu-sleep /etm@8000 /etm@9000 "
        + "/interrupt-controller@1000/ppi-partitions/interrupt-partition-0 "
        + "/interrupt-controller@1000/ppi-partitions/interrupt-partition-1 /l2-cache0 /l2-cache1 /l3-cache0 /l3-cache1 /opp-table-0 "
        + "/opp-table-1 /pmu-big /pmu-little",
        PartsOf(2));

    [Fact]
    public void ACpuThatHasFailedIsNotGiven()
    {
        Board board = Source.Board(Board);
        Assert.Equal(["/cpus/cpu@0", "/cpus/cpu@100"], board.Cpus.Select(static cpu => cpu.Path));
        Assert.Equal(
            [
                "HV2042: Guest 'guest0' wants 3 CPUs, and the board has 2 that can be used; the status of 1 more is not okay. "
                + "Lower Cpus, or enable them in the board's tree.",
            ],
            board.Plan(Planning.Guest("uart0") with { Cpus = 3 }).Messages());
    }

    [Fact]
    public void CachesOutsideOfTheCpusComeAlong()
    {
        DeviceTreeDocument tree = OperatingSystemTree.Cut(Source.Board(Board).PlanOne("uart0"));
        Assert.Equal(tree.FindByLabel("l2")!.Phandle, Cell(tree.FindByLabel("cpu0")!));
        Assert.Equal(tree.FindByLabel("l3")!.Phandle, Cell(tree.FindByLabel("l2")!));

        static uint? Cell(DeviceTreeNode node) =>
            node.FindProperty("next-level-cache")!.Value.TryReadCell(out uint phandle) ? phandle : null;
    }

    private static string PartsOf(int cpus)
    {
        string[] others = ["/", "/aliases", "/chosen", "/cpus", "/cpus/idle-states", "/interrupt-controller@1000", "/memory@80000000",
            "/interrupt-controller@1000/ppi-partitions", "/opp-table-1/opp-2000", "/serial@a000"];
        GuestPlan plan = Source.Board(Board).PlanOne(Planning.Guest("*") with { Cpus = cpus });
        return string.Join(
            ' ', OperatingSystemTree.Cut(plan).Nodes.Select(static node => node.Path).Except(others).Order(StringComparer.Ordinal));
    }
}
