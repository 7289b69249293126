using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>The machine that guests are written for.</summary>
public class MachineProfileTests
{
    private static PartitionPlan Plan(Board board, string devices, string profile = "") =>
        PartitionFixture.Of(Builds.Xvisor, new PartitionRequest(board, [Builds.Guest(devices)]) { Profile = profile }).Plan;

    private static Board WithProcessor(string name) =>
        Source.Board(Source.TextWith("").Replace("\"arm,cortex-a9\"", $"\"{name}\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("arm,cortex-a9", true, "build/tests/arm32/vexpress-a9/basic/firmware.bin.patched")]
    [InlineData("arm,cortex-a15", false, "build/tests/arm32/virt-v7/basic/firmware.bin")]
    [InlineData("arm,cortex-a7", false, "build/tests/arm32/virt-v7/basic/firmware.bin")]
    [InlineData("arm,cortex-a53", false, "build/tests/arm64/virt-v8/basic/firmware.bin")]
    public void TheProcessorTellsWhetherKernelsArePatchedAndWhichFirmwareIsTheirs(string processor, bool patches, string firmware)
    {
        PartitionPlan plan = Plan(WithProcessor(processor), "*");
        Assert.Equal((patches, firmware), (Builds.Xvisor.Policy.PatchesKernels(plan), Builds.Xvisor.Policy.DefaultFirmware(plan)));
    }

    [Fact]
    public void AProjectCanSayOtherwise() => Assert.False(Builds.Xvisor.Policy.PatchesKernels(Plan(SampleBoard.Read(), "*", "virt-v7")));

    [Fact]
    public void HardwareIsGivenAwayWhereTheProcessorVirtualizesInterrupts()
    {
        Board board = XenBoard.Read();
        GuestPlan plan = board.Plan(Builds.Guest("rtc").With("rtc", DeviceAccess.Passthrough)).Guests[0];
        string tree = Builds.List(Builds.ConfigTree(plan));
        Assert.Contains(
            "/aspace/rtc manifest_type=\"real\" address_type=\"memory\" guest_physical_addr=<09010000> physical_size=<00001000> "
            + "device_type=\"pt\" compatible=\"platform\" "
            + "interrupts=<34> host_physical_addr=<09010000> host-interrupts=<34 4 4294967295>", tree, StringComparison.Ordinal);
        Assert.Contains(
            "compatible=\"armv7a,cortex-a15\" start_pc=<00000000> gentimer_virt_irq=<27> gentimer_phys_irq=<30>",
            tree,
            StringComparison.Ordinal);
        Assert.Contains("compatible=\"arm,vgic,dist\" parent_irq=<6> num_irq=<96>", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void TheGuestCallsXvisorAndNotTheBoardsFirmware()
    {
        GuestPlan plan = Plan(XenBoard.Read(), "uart").Guests[0];
        Assert.True(
            Builds.Xvisor.Trees
                .BuildOperatingSystemTree(plan)
                .FindByPath("/psci")!
                .FindProperty("method")!.Value
                .TryReadString(out string method));
        Assert.Equal("hvc", method);
    }
}
