using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>What imitations are joined to, and devices that no board has.</summary>
public class BackendTests
{
    private static readonly (GuestFileKind, int)[] s_kernel = [(GuestFileKind.Kernel, 1000)];

    private static string[] Script(params GuestRequest[] guests) => Build(guests).Boot.TextOf("/boot.xscript").Split('\n');

    private static XvisorBuild Build(params GuestRequest[] guests)
    {
        XvisorBuild build = XvisorBuild.Of(SampleBoard.Read(), [.. guests.Select(static guest => (guest, s_kernel))]);
        Assert.Empty(build.Partition.Errors);
        return build;
    }

    private static GuestRequest Join(GuestRequest guest, string device, string backend) =>
        guest with { Refinements = guest.Refinements.Add(new(device, DeviceAccess.Emulated, SourceSpan.None) { Backend = backend }) };

    private static GuestRequest WithVirtual(GuestRequest guest, string name, VirtualDeviceKind kind, string backend = "") =>
        guest with { VirtualDevices = guest.VirtualDevices.Add(new(name, kind, backend, SourceSpan.None)) };

    [Theory]
    [InlineData("uart2")]
    [InlineData("alias:serial2")]
    [InlineData("/bus@10000000/serial@b000")]
    public void ASerialPortIsJoinedToTheBoardsBeforeTheGuestRuns(string port)
    {
        string[] script = Script(Join(Builds.Guest("uart0; uart1"), "uart1", port));
        int joined = Array.IndexOf(script, "vsdaemon create chardev guest0/uart1 guest0-uart1 serial@b000");
        Assert.InRange(joined, 1, Array.IndexOf(script, "guest kick guest0") - 1);
    }

    [Fact]
    public void TheTerminalIsNotBoundToAConsoleThatHasAPortOfItsOwn() =>
        Assert.DoesNotContain(
            Script(Join(Builds.Guest("uart1"), "uart1", "uart1")),
            static line => line.StartsWith("vserial", StringComparison.Ordinal));

    [Fact]
    public void ANetworkCardIsPluggedIntoASwitchThatIsMadeFirst()
    {
        XvisorBuild build = Build(Join(Builds.Guest("uart0; ethernet"), "ethernet", "inner"));
        Assert.Equal("net switch create bridge inner", build.Boot.TextOf("/boot.xscript").Split('\n')[0]);
        Assert.Contains("switch=\"inner\"", Builds.List(build.Partition.Trees["guest0"].Config!), StringComparison.Ordinal);
    }

    [Fact]
    public void ANetworkCardMayHaveNoSwitch() => Assert.DoesNotContain(
        "compatible=\"smsc,lan9118\" interrupts=<47> switch",
        Builds.List(Build(Join(Builds.Guest("ethernet"), "ethernet", "none")).Partition.Trees["guest0"].Config!), StringComparison.Ordinal);

    [Fact]
    public void TheFirstVirtualDeviceOfATypeTakesThePlaceThatTheFirmwareKnows()
    {
        string tree = Builds.List(
            Build(WithVirtual(Builds.Guest("uart0"), "lan", VirtualDeviceKind.Network, "br0")).Partition.Trees["guest0"].Config!);
        Assert.Contains(
            "/aspace/lan manifest_type=\"virtual\" address_type=\"memory\" guest_physical_addr=<20100000>",
            tree,
            StringComparison.Ordinal);
        Assert.DoesNotContain("virtio-net0", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void AFurtherOneHasAFreePageAndLineAndANodeInTheGuestsTree()
    {
        GuestRequest guest = WithVirtual(
            WithVirtual(Builds.Guest("uart0"), "lan", VirtualDeviceKind.Network),
            "disk",
            VirtualDeviceKind.Network);
        GuestPlan plan = SampleBoard.Read().PlanOne(guest);
        Assert.Contains(
            "/aspace/disk manifest_type=\"virtual\" address_type=\"memory\" guest_physical_addr=<20500000>",
            Builds.List(Builds.ConfigTree(plan)),
            StringComparison.Ordinal);
        DeviceTreeNode node = Builds.Xvisor.Trees.BuildOperatingSystemTree(plan).FindByPath("/virtio@20500000")!;
        Assert.True(node.FindProperty("interrupts")!.Value.TryReadCells(out System.Collections.Immutable.ImmutableArray<uint> cells));
        Assert.Equal("0 56 4", string.Join(' ', cells));
    }

    [Fact]
    public void WhatTwoGuestsHaveAlikeIsOnTheImageOnce()
    {
        GuestRequest[] guests = [Builds.Guest("uart0", "left"), Builds.Guest("uart1", "right")];
        BootFileSet boot = Build(guests).Boot;
        Assert.Single(
            boot.Files,
            static file =>
                file.Kind == GuestFileKind.Kernel
                    && file.Source == BootFileSource.Guest
                    && file.TargetPath.EndsWith("firmware.bin", StringComparison.Ordinal));
        Assert.StartsWith(
            "0x40000000 /images/arm32/board/left/firmware.bin\n",
            boot.TextOf("/images/arm32/board/right/nor_flash.list"),
            StringComparison.Ordinal);
    }
}
