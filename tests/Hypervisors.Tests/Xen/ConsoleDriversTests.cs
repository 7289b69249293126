using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Xen prints only on ports that it has a driver for, and its guests' lines come out there.</summary>
public class ConsoleDriversTests
{
    [Theory]
    [InlineData("arm,pl011", "", null)]
    [InlineData("ti,am64-uart\", \"ti,am654-uart", "", "Boot Xen 4.19 or later and set HypervisorProfile to 4.19, or boot")]
    [InlineData("ti,am64-uart\", \"ti,am654-uart", "4.18", "Boot Xen 4.19")]
    [InlineData("ti,am64-uart\", \"ti,am654-uart", "4.19", null)]
    [InlineData("acme,uart", "4.20", "Boot a Xen of the board's vendor")]
    public void WarnsOfAConsoleWithoutADriver(string compatible, string version, string? expected)
    {
        Board board = Support.Source.Board($$"""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
                chosen { stdout-path = &port; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; };
                };
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x20000000>; };
                gic: interrupt-controller@1000 { compatible = "arm,gic-400";
                    reg = <0x1000 0x1000>, <0x2000 0x2000>, <0x4000 0x2000>, <0x6000 0x2000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                port: serial@b000 { compatible = "{{compatible}}"; reg = <0xb000 0x1000>; interrupts = <0 5 4>; };
            };
            """);
        Diagnostic[] found =
        [
            .. PartitionFixture.Of(
                XenBuilds.Xen, new PartitionRequest(board, [XenBuilds.Guest("")]) { Profile = version }).Diagnostics
                .Where(static found => found.Code == "HV5137"),
        ];
        Assert.Equal(expected is null ? 0 : 1, found.Length);
        Assert.All(found, warning => Assert.Contains(expected!, warning.Message, StringComparison.Ordinal));
    }
}
