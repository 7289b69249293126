using Partition.Diagnostics;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Xen refuses the firmware calls of guests, so no device may wait for a clock or a power domain of the firmware.</summary>
public class FirmwareSupplierTests
{
    private static readonly Board s_board = PassthroughTreeTests.BoardWith("""
        firmware { zynqmp_firmware: zynqmp-firmware { compatible = "xlnx,zynqmp-firmware"; #power-domain-cells = <1>;
            zynqmp_clk: clock-controller { compatible = "xlnx,zynqmp-clk"; #clock-cells = <1>; clocks = <&osc>; }; }; };
        osc: oscillator { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1000>; };
        uart1: serial@b000 { compatible = "cdns,uart-r1p12"; reg = <0xb000 0x1000>; interrupts = <0 10 4>; clocks = <&zynqmp_clk 57>; };
        plain: timer@c000 { compatible = "acme,timer"; reg = <0xc000 0x1000>; interrupts = <0 11 4>; clocks = <&osc>; };
        """);

    [Theory]
    [InlineData("uart1", true)]
    [InlineData("*; !uart", true)]
    [InlineData("plain", false)]
    public void ANeedOfTheFirmwareIsAnError(string devices, bool isError) =>
        Assert.Equal(isError, Plan(devices).Diagnostics.Any(static found => found.Code == "HV2092"));

    [Fact]
    public void TheProposedLineHelps()
    {
        Diagnostic finding = Assert.Single(Plan("uart1").Diagnostics, static found => found.Code == "HV2092");
        Assert.Contains("<SupplierPolicy Include=\"zynqmp_firmware\" Others=\"Frozen\" />", finding.Message, StringComparison.Ordinal);

        var policy = new SupplierPolicyRequest("zynqmp_firmware", "", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 100 };
        PartitionPlan plan = Plan("uart1", policy);
        Assert.DoesNotContain(plan.Diagnostics, static found => found.Severity == DiagnosticSeverity.Error);
        Assert.Equal([100u], plan.Guests[0].Leases.Select(static lease => lease.ClockFrequency!.Value));
    }

    private static PartitionPlan Plan(string devices, params SupplierPolicyRequest[] policies) => PartitionPlanner.Plan(
        new PartitionRequest(s_board, [new GuestRequest("guest0") { Devices = devices, Memory = ByteSize.FromMebibytes(64) }])
        {
            Policy = XenBuilds.Xen.Policy.Ownership,
            SupplierPolicies = [.. policies],
        });
}
