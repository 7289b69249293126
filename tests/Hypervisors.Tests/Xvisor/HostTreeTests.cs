using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;

namespace Partition.Hypervisors.Tests.Xvisor;

public class HostTreeTests
{
    private static DeviceTreeDocument Complete(DeviceTreeDocument tree) =>
        Builds.Xvisor.Boot!.BuildHostTree(tree, new BootRequest("board", []), []);

    private static DeviceTreeDocument Complete(string nodes) => Complete(TestTrees.Compile(Source.TextWith(nodes)));

    private static string[] Strings(DeviceTreeDocument tree, string property) =>
        tree.FindByPath("/chosen")!.TryGetValue(property, out PropertyValue? value)
            && value.TryReadStrings(out ImmutableArray<string> strings)
            ? [.. strings]
            : [];

    [Fact]
    public void XvisorFindsItsConsoleByPath() => Assert.Equal(["/serial@9000"],
        Strings(
            Complete("aliases { serial0 = &uart0; }; chosen { stdout-path = \"serial0:115200n8\"; }; uart0: "
                + "serial@9000 { reg = <0x9000 0x1000>; };"),
            "console"));

    [Fact]
    public void XvisorMountsTheImageShowsTheBannerAndRunsTheScript() =>
        Assert.Equal(["vfs mount initrd /", "vfs cat /system/banner.txt", "vfs run /boot.xscript"], Strings(Complete(""), "bootcmd"));

    [Fact]
    public void WhatTheBoardSaysItselfStays()
    {
        DeviceTreeDocument tree = Complete("chosen { stdout-path = &uart0; console = &uart1; bootcmd = \"help\"; }; uart0: "
            + "a@9000 { reg = <0x9000 4>; }; uart1: b@a000 { reg = <0xa000 4>; };");
        Assert.Equal(["/b@a000"], Strings(tree, "console"));
        Assert.Equal(["help"], Strings(tree, "bootcmd"));
    }

    [Fact]
    public void DisabledDevicesAreTakenOutWithAllBelowThem()
    {
        DeviceTreeDocument tree = Complete("""
            bus { #address-cells = <1>; #size-cells = <1>; ranges; status = "disabled";
                timer@9000 { reg = <0x9000 0x1000>; status = "disabled"; }; rtc@a000 { reg = <0xa000 0x1000>; }; };
            uart@b000 { reg = <0xb000 0x1000>; status = "okay"; };
            """);
        Assert.Null(tree.FindByPath("/bus"));
        Assert.NotNull(tree.FindByPath("/uart@b000"));
    }

    [Fact]
    public void ReservationsOutsideRamAreTakenOutWithTheirUse()
    {
        DeviceTreeDocument tree = Complete("""
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                video: video@4c000000 { reg = <0x4c000000 0x1000>; }; };
            display@9000 { reg = <0x9000 0x1000>; memory-region = <&video>; };
            """);
        Assert.Null(tree.FindByPath("/reserved-memory"));
        Assert.Equal(["reg"], tree.FindByPath("/display@9000")!.Properties.Select(static property => property.Name));
    }

    [Fact]
    public void ReservationsInRamStay()
    {
        DeviceTreeDocument tree = Complete("""
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                pool: pool@80100000 { reg = <0x80100000 0x1000>; };
                video: video@4c000000 { reg = <0x4c000000 0x1000>; }; };
            display@9000 { reg = <0x9000 0x1000>; memory-region = <&pool>; };
            """);
        Assert.Equal(["pool@80100000"], tree.FindByPath("/reserved-memory")!.Children.Select(static node => node.Name));
        Assert.NotNull(tree.FindByPath("/display@9000")!.FindProperty("memory-region"));
    }

    [Fact]
    public void TheSampleBoardLosesWhatWouldStopXvisor()
    {
        DeviceTreeDocument whole = SampleBoard.Read().Document;
        DeviceTreeDocument tree = Complete(SampleBoard.Read().Document);
        Assert.Equal(["/bus@10000000/serial@9000"], Strings(tree, "console"));
        Assert.Equal(
            [
                "/bus@10000000/virtio@13000", "/bus@10000000/virtio@13200", "/bus@10000000/virtio@13400", "/bus@10000000/virtio@13600",
                "/bus@10020000/timer@e4000", "/reserved-memory", "/reserved-memory/video-ram@4c000000",
            ],
            whole.Nodes.Select(static node => node.Path).Except(tree.Nodes.Select(static node => node.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CompletingTwiceChangesNothing()
    {
        DeviceTreeDocument tree = Complete(SampleBoard.Read().Document);
        byte[] once = DeviceTreeBlob.Write(tree);
        Assert.Equal(once, DeviceTreeBlob.Write(Complete(tree)));
    }
}
