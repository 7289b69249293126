using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xen;

public class BootFilesTests
{
    [Fact]
    public void TheMediumHasTheScriptXenItsTreeAndEachFileOnce()
    {
        BootFileSet boot = XenBuilds.Xen.Boot!.BuildBootFiles(XenBuilds.Sample(XenBoard.Read()));
        Assert.Empty(boot.Diagnostics);
        Assert.Equal(
            [
                ("/boot.scr", BootFileSource.Written, null),
                ("/host.dtb", BootFileSource.HostTree, null),
                ("/xen", BootFileSource.Hypervisor, null),
                ("/guests/guest1/Image", BootFileSource.Guest, 0x4840_0000),
                ("/guests/guest1/rootfs.img", BootFileSource.Guest, 0x4890_0000),
                ("/guests/guest1/config.dtb", BootFileSource.Guest, 0x48b0_0000),
                ("/guests/guest2/config.dtb", BootFileSource.Guest, 0x48c0_0000UL),
            ],
            boot.Files.Select(static file => (file.TargetPath, file.Source, file.LoadAddress)));
    }

    [Fact]
    public void FilesWithoutDigestsAreTakenForDifferent()
    {
        PartitionPlan plan = XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("rtc"), XenBuilds.Guest("gpio", "guest2"));
        BootFileSet boot = XenBuilds.Xen.Boot!.BuildBootFiles(new BootRequest(
            "virt",
            [.. plan.Guests.Select(static guest => guest.WithFiles())]));
        Assert.Equal(6, boot.Files.Count(static file => file.LoadAddress is not null));
    }

    [Theory]
    [InlineData(0x0800_0000UL)]
    [InlineData(0x4000_0000UL)]
    public void NothingLiesOverAnotherFileOrWhereQemuPutsTheTree(ulong size)
    {
        Board board = XenBoard.Read();
        board.Document.FindByPath("/memory@40000000")!.SetProperty("reg", PropertyValue.FromU64(0x4000_0000, size));
        PartitionPlan plan = XenBuilds.Plan(Board.Read(board.Document), XenBuilds.Guest("rtc"), XenBuilds.Guest("gpio", "guest2"));
        GuestFiles[] guests = [.. plan.Guests.Select(static guest => guest.WithFiles(kernel: 0x123_4567, rootFileSystem: 1))];
        AddressRange[] places = [.. XenBuilds.Xen.Boot!
            .BuildBootFiles(new BootRequest("virt", [.. guests])).Files
            .Where(static file => file.LoadAddress is not null)
            .Select(file => new AddressRange(file.LoadAddress!.Value, guests[0].Lengths[file.Kind]))];

        AddressRange tree = new(0x4000_0000 + Math.Min(size / 2, 128 << 20), 2 << 20);
        Assert.DoesNotContain(places, tree.Overlaps);
        Assert.All(places.Index(), pair => Assert.DoesNotContain(places[..pair.Index], pair.Item.Overlaps));
    }

    [Fact]
    public void TheScriptLoadsEachFileAndStartsXen()
    {
        ImmutableArray<byte> image = XenBuilds.Xen.Boot!.BuildBootFiles(XenBuilds.Sample(XenBoard.Read())).Files[0].Content;
        Assert.Equal("""
            # The medium is the one that the script came from; by itself it is the first card as a whole.
            test -n "${devtype}" || setenv devtype mmc
            test -n "${devnum}" || setenv devnum 0
            test -n "${distro_bootpart}" || setenv distro_bootpart 0
            # guest1, guest2
            load ${devtype} ${devnum}:${distro_bootpart} 0x48400000 /guests/guest1/Image
            # guest1, guest2
            load ${devtype} ${devnum}:${distro_bootpart} 0x48900000 /guests/guest1/rootfs.img
            # guest1
            load ${devtype} ${devnum}:${distro_bootpart} 0x48b00000 /guests/guest1/config.dtb
            # guest2
            load ${devtype} ${devnum}:${distro_bootpart} 0x48c00000 /guests/guest2/config.dtb
            load ${devtype} ${devnum}:${distro_bootpart} 0x42000000 /xen
            load ${devtype} ${devnum}:${distro_bootpart} 0x44000000 /host.dtb
            setenv fdt_high 0xffffffff
            bootz 0x42000000 - 0x44000000

            """, System.Text.Encoding.ASCII.GetString(image.AsSpan()[72..]));
    }

    [ToolFact("dumpimage")]
    public void UBootsToolsReadTheScriptAndFindItsChecksumsRight()
    {
        using var folder = new TemporaryFolder();
        BootFile script = XenBuilds.Xen.Boot!.BuildBootFiles(XenBuilds.Sample(XenBoard.Read())).Files[0];
        File.WriteAllBytes(folder["boot.scr"], [.. script.Content]);
        ToolResult listed = Tool.Run("dumpimage", folder.Path, "-l", "boot.scr").Succeeded();
        Assert.Contains("Image Type:   ARM Linux Script (uncompressed)", listed.Text, StringComparison.Ordinal);
        Assert.Contains($"Image 0: {script.Content.Length - 72} Bytes", listed.Text, StringComparison.Ordinal);

        // A wrong byte is found, so the checksums are looked at.
        byte[] broken = [.. script.Content];
        broken[^1] ^= 1;
        File.WriteAllBytes(folder["boot.scr"], broken);
        Assert.DoesNotContain("ARM Linux Script", Tool.Run("dumpimage", folder.Path, "-l", "boot.scr").Text, StringComparison.Ordinal);

        Tool.Run(
            "mkimage",
            folder.Path,
            "-A",
            "arm",
            "-O",
            "linux",
            "-T",
            "script",
            "-C",
            "none",
            "-n",
            "Partition boot script",
            "-d",
            folder.Write("boot.txt", script.Text![72..]),
            "theirs.scr")
            .Succeeded();
        Assert.Equal(File.ReadAllBytes(folder["theirs.scr"])[64..], script.Content[64..]);
    }

    [Fact]
    public void TheHostTreeStartsEachGuestWithItsFiles()
    {
        Board board = XenBoard.Read();
        BootRequest request = XenBuilds.Sample(board);
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument host = XenBuilds.Xen.Boot!.BuildHostTree(board.Document, request, diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal("""
            	chosen {
            		stdout-path = "serial0";
            		#address-cells = <0x01>;
            		#size-cells = <0x01>;
            		xen,xen-bootargs = "console=dtuart dtuart=/serial@9000000 conswitch=ax bootscrub=0";

            		domain-guest1 {
            			compatible = "xen,domain";
            			#address-cells = <0x01>;
            			#size-cells = <0x01>;
            			memory = <0x00 0x20000>;
            			cpus = <0x01>;
            			vpl011;

            			module@48400000 {
            				compatible = "multiboot,kernel", "multiboot,module";
            				reg = <0x48400000 0x500000>;
            				bootargs = "console=ttyAMA0";
            			};

            			module@48900000 {
            				compatible = "multiboot,ramdisk", "multiboot,module";
            				reg = <0x48900000 0x100001>;
            			};

            			module@48b00000 {
            				compatible = "multiboot,device-tree", "multiboot,module";
            				reg = <0x48b00000 0x320>;
            			};
            		};

            		domain-guest2 {
            """, SectionOf(XenBuilds.Text(host), "\tchosen {", "domain-guest2 {"));
        Assert.NotNull(host.FindByPath("/rtc@9010000")!.FindProperty("xen,passthrough"));
        Assert.NotNull(host.FindByPath("/gpio@9030000")!.FindProperty("xen,passthrough"));
        Assert.Null(host.FindByPath("/serial@9000000")!.FindProperty("xen,passthrough"));
    }

    [Fact]
    public void TheProjectsCommandLineForXenTakesThePlaceOfTheMadeOne()
    {
        Board board = XenBoard.Read();
        DeviceTreeDocument host = XenBuilds.Xen.Boot!.BuildHostTree(
            board.Document, XenBuilds.Sample(board) with { HypervisorArguments = "console=dtuart sync_console" }, []);
        Assert.Equal(["console=dtuart sync_console"], host.Strings("/chosen", "xen,xen-bootargs"));
    }

    [Fact]
    public void WhatABootLoaderLeftForAnotherKernelGoes()
    {
        DeviceTreeDocument tree = XenBoard.Read().Document;
        DeviceTreeNode chosen = tree.FindByPath("/chosen")!;
        chosen.SetProperty("bootargs", PropertyValue.FromStrings("root=/dev/sda"));
        chosen.AddChild(new DeviceTreeNode("module@0"));
        Board board = Board.Read(tree);
        chosen = XenBuilds.Xen.Boot!.BuildHostTree(board.Document, XenBuilds.Sample(board), []).FindByPath("/chosen")!;
        Assert.Null(chosen.FindProperty("bootargs"));
        Assert.Null(chosen.FindChild("module@0"));
    }

    [Fact]
    public void QemuHasTheBoardsMemoryAndCpusAndTheFilesInPlace()
    {
        QemuCommandLine command = XenBuilds.Xen.Boot!.CompleteCommand(
            new("virt", "", "/x/xen", "/x/host.dtb"), new(XenBoard.Read(), "", [new LoadedFile("/x/a, b/Image", 0x4840_0000)]));
        Assert.Equal(
            "-M virt -display none -serial mon:stdio -m 1024M -smp 2 -kernel \"/x/xen\" -dtb \"/x/host.dtb\" -device \"loader,file=/x/a,, "
            + "b/Image,addr=0x48400000,force-raw=on\"",
            command.ToString());
    }

    [Theory]
    [InlineData("<0x0 0x40000000 0x0 0x40000000>, <0x8 0x0 0x1 0x0>", "1024M")]
    [InlineData("<0x0 0x60000000 0x0 0x20000000>, <0x0 0x40000000 0x0 0x20000000>", "1024M")]
    public void QemuHasTheRamUpToItsFirstHole(string banks, string memory)
    {
        Board board = XenBoard.Read($"/ {{ memory@40000000 {{ reg = {banks}; }}; }};");
        QemuCommandLine command = XenBuilds.Xen.Boot!.CompleteCommand(new("virt", "", "/x/xen", "/x/host.dtb"), new(board, "", []));
        Assert.Equal(memory, command.Memory);
    }

    [Theory]
    [InlineData(GuestKernelFormat.ZImage, true)]
    [InlineData(GuestKernelFormat.Arm64Image, true)]
    [InlineData(GuestKernelFormat.UImage, true)]
    [InlineData(GuestKernelFormat.Gzip, true)]
    [InlineData(GuestKernelFormat.Other, false)]
    [InlineData(GuestKernelFormat.NotRead, true)]
    public void RejectsKernelsInFormatsThatXenDoesNotBoot(object format, bool isKnown)
    {
        GuestFiles guest = XenBuilds.PlanOne(XenBoard.Read(), "rtc").WithFiles() with { KernelFormat = (GuestKernelFormat)format };
        Assert.Equal(
            isKnown ? [] : ["HV5127"],
            XenBuilds.Xen.Boot!.BuildBootFiles(new BootRequest("virt", [guest])).Diagnostics.Select(static fault => fault.Code));
    }

    private static string SectionOf(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal);
        return text[start..(text.IndexOf(to, start, StringComparison.Ordinal) + to.Length)];
    }
}
