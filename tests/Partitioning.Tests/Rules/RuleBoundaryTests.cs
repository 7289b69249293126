using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Rules;

/// <summary>Where a rule ends: what is beside its case must not be reported, and what is just within must be.</summary>
public class RuleBoundaryTests
{
    private const string Master = "dma: dma-controller@b000 { reg = <0xb000 0x1000>; #dma-cells = <1>; ";

    [Theory]
    [InlineData("", true)]
    [InlineData("iommus = <&smmu 1>;", false)]
    public void ADmaMasterIsReportedUnlessAnIommuTranslatesIt(string property, bool isReported)
    {
        Board board = Source.BoardWith($$"""
            {{Master}} {{property}} };
            smmu: iommu@c000 { compatible = "arm,smmu-v2"; reg = <0xc000 0x1000>; #iommu-cells = <1>; };
            """);
        Assert.Equal(isReported, Codes(board, Planning.Guest("dma; !smmu").With("smmu", DeviceAccess.Stub)).Contains("HV2037"));
    }

    [Fact]
    public void AnAllowanceForAnotherHypervisorIsNoWarningWhereTheFindingCannotBe()
    {
        var request = new PartitionRequest(Source.BoardWith("uart0: serial@9000 { reg = <0x9000 0x1000>; };"), [Planning.Guest("uart0")])
        {
            Allowances =
            [
                new("uart0", "HV2034", "the page is not used otherwise", SourceSpan.None),
                new("uart0", "HV2048", "the device writes low memory only", SourceSpan.None),
            ],
        };

        Assert.Equal(
            [
                "warning HV2073: The allowance of HV2034 for 'uart0' has no effect: with Hypervisor=The hypervisor there is no such "
                + "finding. Remove it, so that it does not hide a later one; if it is for another hypervisor, give the item "
                + "Condition=\"'$(Hypervisor)' == '…'\".",
            ],
            Report(new HypervisorPolicy())[..1]);
        Assert.Equal(
            [
                "info HV2073: The allowance of HV2034 for 'uart0' has no effect: with Hypervisor=None there is no such finding. "
                + "It is for hypervisors that run guests together.",
                "warning HV2073: The allowance of HV2048 for 'uart0' has no effect: with Hypervisor=None there is no such finding. "
                + "Remove it, so that it does not hide a later one; if it is for another hypervisor, give the item "
                + "Condition=\"'$(Hypervisor)' == '…'\".",
            ],
            Report(BareBoardPolicy.OneAtATime));

        string[] Report(IOwnershipPolicy policy) => [.. PartitionPlanner.Plan(request with { Policy = policy }).Diagnostics
            .Select(static found => found.ToString())];
    }

    [Fact]
    public void AnAllowanceForOneDeviceAllowsNoOther()
    {
        Board board = Source.BoardWith($$"""
            {{Master}} };
            net: ethernet@d000 { reg = <0xd000 0x1000>; };
            """);
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest("dma; net")])
        {
            Policy = new HypervisorPolicy(),
            Allowances = [new("net", "HV2037", "the network card is trusted", SourceSpan.None)],
        });
        Diagnostic left = Assert.Single(plan.Diagnostics, static diagnostic => diagnostic.Code == "HV2037");
        Assert.Contains("'dma'", left.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Diagnostics, static diagnostic => diagnostic.Message.Contains("'net'", StringComparison.Ordinal));
    }

    /// <summary>A guest that sees its memory elsewhere than the board does may not have what the tree reserves, to the byte.</summary>
    [Theory]
    [InlineData(0x8200_0000, 0x1000, true)]
    [InlineData(0x8300_0000 - 1, 1, true)]
    [InlineData(0x8300_0000, 0x1000, false)]
    [InlineData(0x8200_0000 - 0x1000, 0x1000, false)]
    [InlineData(0x8200_0000 - 0x1000, 0x1001, true)]
    [InlineData(0x8280_0000, 0, false)]
    public void AMemoryReservationIsTaken(ulong address, ulong size, bool isReported)
    {
        string source = Source.TextWith("").Replace(
            "/dts-v1/;", string.Create(null, $"/dts-v1/; /memreserve/ 0x{address:x} 0x{size:x};"), StringComparison.Ordinal);
        GuestRequest guest = Planning.Guest("") with
        {
            MemoryBase = 0x4000_0000,
            PhysicalMemoryBase = 0x8200_0000,
            Memory = ByteSize.FromMebibytes(16),
        };
        Assert.Equal(isReported, Codes(Source.Board(source), guest).Contains("HV2046"));
    }

    private static string[] Codes(Board board, GuestRequest guest) =>
        [.. PartitionPlanner.Plan(new PartitionRequest(board, [guest]) { Policy = new HypervisorPolicy() })
            .Diagnostics.Select(static diagnostic => diagnostic.Code)];
}
