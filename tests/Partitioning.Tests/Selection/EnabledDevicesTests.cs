using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Selection;

/// <summary>A guest may use a device that the board's tree disables.</summary>
public sealed class EnabledDevicesTests
{
    private static readonly Board s_board = Source.BoardWith("""
        bus: bus { #address-cells = <1>; #size-cells = <1>; ranges; status = "disabled";
            uart0: serial@8000 { reg = <0x8000 0x1000>; interrupts = <0 1 4>; };
        };
        uart1: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 2 4>; clocks = <&clk>; status = "disabled"; };
        uart2: serial@a000 { compatible = "arm,pl011"; reg = <0xa000 0x1000>; interrupts = <0 3 4>; };
        clk: clock-controller@b000 { reg = <0xb000 0x1000>; #clock-cells = <0>; status = "disabled"; };
        """);

    [Fact]
    public void TheMessageSaysHowToEnableTheDevice() => Assert.Equal(
        [
            "HV2019: Devices of guest 'guest0' names 'uart1' (/serial@9000), and the board's tree disables it: no driver would use it. "
            + "If the board has it, enable it for the guest: <GuestDevice Include=\"uart1\" Guest=\"guest0\" Enable=\"true\" />; or write "
            + "a tree that includes the board's, and enables it with the pins and clocks that it needs there. "
            + "Otherwise take it out of Devices.",
        ],
        s_board.Plan(Planning.Guest("uart1")).Messages());

    [Fact]
    public void AnEnabledDeviceIsGivenAndItsNeedsComeAlong()
    {
        PartitionPlan plan = s_board.Plan(Enabling("uart1", "uart1"));
        Assert.Equal(
            [
                "HV2059: In guest 'guest0', 'uart1' needs 'clk' (/clock-controller@b000) by clocks, and the board's tree disables it, so "
                + "that no driver serves it. To enable it, write <GuestDevice Include=\"clk\" Guest=\"guest0\" Enable=\"true\" />.",
            ],
            plan.Messages());
        Assert.Equal(DiagnosticSeverity.Information, plan.Diagnostics[0].Severity);
        OwnedDevice owned = plan.Guests[0].Devices.Single(static owned => owned.Device.Name == "uart1");
        Assert.True(owned.Device.IsEnabled);

        DeviceTreeDocument tree = OperatingSystemTree.Cut(plan.Guests[0]);
        Assert.Equal("okay", StatusOf(tree, "/serial@9000"));
        Assert.Equal("disabled", StatusOf(tree, "/clock-controller@b000"));
        Assert.True(tree.FindByPath("/chosen")!.FindProperty("stdout-path")!.Value.TryReadString(out string console));
        Assert.Equal("/serial@9000", console);
    }

    [Fact]
    public void EverythingIsEnabledThatTheProjectSays()
    {
        PartitionPlan plan = s_board.Plan(Enabling("uart1", "uart1", "clk"));
        Assert.Empty(plan.Messages());
        Assert.Equal("okay", StatusOf(OperatingSystemTree.Cut(plan.Guests[0]), "/clock-controller@b000"));
    }

    [Fact]
    public void ADeviceBelowADisabledBusIsEnabledWithTheBus()
    {
        Assert.Contains("Include=\"bus\"", s_board.Plan(Enabling("uart0", "uart0")).Messages()[0], StringComparison.Ordinal);

        PartitionPlan plan = s_board.Plan(Enabling("uart0", "bus"));
        Assert.Empty(plan.Messages());
        Assert.Equal("okay", StatusOf(OperatingSystemTree.Cut(plan.Guests[0]), "/bus"));
    }

    [Fact]
    public void OtherGuestsAndTheBoardStayAsTheyAre()
    {
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(
            s_board,
            [Enabling("uart1", "uart1", "clk"), Planning.Guest("*", "guest1")]) { Policy = BareBoardPolicy.OneAtATime });
        Assert.Empty(plan.Messages());
        Assert.Equal("disabled", StatusOf(OperatingSystemTree.Cut(plan.Guests[1]), "/serial@9000"));
        Assert.False(s_board[s_board.Document.FindByLabel("uart1")!].IsEnabled);
    }

    private static GuestRequest Enabling(string devices, params string[] enabled) => Planning.Guest(devices) with
    {
        Refinements =
        [
            .. enabled.Select(static name => new GuestDeviceRequest(name, DeviceAccess.Default, SourceSpan.None) { Enable = true }),
        ],
    };

    private static string StatusOf(DeviceTreeDocument tree, string path) =>
        tree.FindByPath(path)!.FindProperty("status")!.Value.TryReadString(out string status) ? status : "";
}
