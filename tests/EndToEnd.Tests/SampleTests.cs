using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.EndToEnd.Tests;

/// <summary>The sample, built from packages as a user builds it, and looked at with the tools that will read it.</summary>
public sealed class SampleTests
{
    private const string Image = "bin/Debug/disk.img";
    private const string Folder = "/images/arm32/vexpress-a9";

    [ToolFact("e2fsck", "debugfs")]
    public void SampleBuildsWithNothingOnThePathButDotnet()
    {
        using var project = new SampleProject();
        var bare = new Dictionary<string, string> { ["PATH"] = Path.GetDirectoryName(Tool.Find("dotnet"))! };

        project.Dotnet(bare, "build").Succeeded();

        Tool.Run("e2fsck", project.Folder, "-fn", Image).Succeeded();
        AssertOnImage(project, "/boot.xscript", "obj/Debug/boot/boot.xscript");
        AssertOnImage(project, "/system/banner.txt", "system/banner.txt");
        AssertOnImage(project, "/system/logo.ppm", "system/logo.ppm");
        AssertOnImage(project, "/images/arm32/vexpress-a9-guest.dtb", "bin/Debug/guests/guest0/config.dtb");
        AssertOnImage(project, $"{Folder}/firmware.bin", "bin/Debug/guests/guest0/Image");
        AssertOnImage(project, $"{Folder}/nor_flash.list", "obj/Debug/boot/images/arm32/vexpress-a9/nor_flash.list");
        AssertOnImage(project, $"{Folder}/vexpress-v2p-ca9.dtb", "bin/Debug/guests/guest0/system.dtb");
    }

    [ToolFact("debugfs")]
    public void LinuxGuestHasTheFilesThatTheFirmwareLoads()
    {
        using var project = new SampleProject();
        File.WriteAllBytes(project["vmlinux"], File.ReadAllBytes(project["payload/payload.elf"]));
        File.WriteAllText(project["busybox"], "#!/bin/true\n");
        project.Dotnet("build", "-p:LinuxKernel=vmlinux", "-p:Busybox=busybox", "-p:HypervisorDirectory=" + MakeXvisorTree(project))
            .Succeeded();

        AssertOnImage(project, $"{Folder}/firmware.bin", "xvisor/build/tests/arm32/vexpress-a9/basic/firmware.bin.patched");
        AssertOnImage(project, $"{Folder}/Image", "bin/Debug/guests/guest0/Image");
        AssertOnImage(project, $"{Folder}/rootfs.img", "bin/Debug/guests/guest0/rootfs.img");
        AssertOnImage(project, $"{Folder}/cmdlist", "obj/Debug/boot/images/arm32/vexpress-a9/cmdlist");
        Assert.Equal(
            """
            0x40000000 ./firmware.bin
            0x400ff000 ./cmdlist
            0x40100000 ./Image
            0x417f0000 ./vexpress-v2p-ca9.dtb
            0x41800000 ./rootfs.img

            """,
            Tool.Run("debugfs", project.Folder, "-R", $"cat {Folder}/nor_flash.list", Image).Text);
    }

    [ToolFact("dtc", "gcc")]
    public void EveryTreeEqualsThatOfDtcFromTheSameSource()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();

        ToolResult preprocessed = Tool.Run(
            "gcc", project.Folder, "-E", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", "-o", "board.i",
            "board/vexpress-v2p-ca9.dts");
        preprocessed.Succeeded();
        AssertSameAsDtc(project, "board.i", "bin/Debug/vexpress-v2p-ca9.dtb");
        AssertSameAsDtc(project, "obj/Debug/guests/guest0/system.dts", "bin/Debug/guests/guest0/system.dtb");
        AssertSameAsDtc(project, "obj/Debug/guests/guest0/config.dts", "bin/Debug/guests/guest0/config.dtb");
    }

    [ToolFact("arm-linux-gnueabi-gcc")]
    public void PayloadIsWhatItsSourceGives()
    {
        using var folder = new TemporaryFolder();
        string payload = Path.Combine(Repository.Root, "samples", "vexpress-a9", "payload");

        Tool.Run("bash", folder.Path, Path.Combine(payload, "build.sh"), folder["rebuilt.elf"]).Succeeded();

        Assert.Equal(File.ReadAllBytes(Path.Combine(payload, "payload.elf")), File.ReadAllBytes(folder["rebuilt.elf"]));
        Assert.InRange(new FileInfo(folder["rebuilt.elf"]).Length, 1, 64 << 10);
    }

    [ToolFact("arm-linux-gnueabi-objcopy")]
    public void KernelOfADirectBootIsWhatObjcopyMakes()
    {
        using var project = new SampleProject();
        project.Dotnet("build", "-p:Hypervisor=None").Succeeded();

        Tool.Run("arm-linux-gnueabi-objcopy", project.Folder, "-O", "binary", "payload/payload.elf", "payload.bin").Succeeded();

        Assert.Equal(File.ReadAllBytes(project["payload.bin"]), File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]));
    }

    [Fact]
    public void HostTreeHasWhatXvisorReads()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();

        DeviceTreeDocument host = DeviceTreeBlob.Read(File.ReadAllBytes(project["bin/Debug/host.dtb"])).Document!;

        Assert.True(host.FindByPath("/chosen")!.TryGetValue("console", out PropertyValue? console));
        Assert.True(console.TryReadString(out string path));
        Assert.Equal("/bus@10000000/serial@9000", path);
        Assert.Null(host.FindByPath("/reserved-memory"));
    }

    private static string MakeXvisorTree(SampleProject project)
    {
        string firmware = project["xvisor/build/tests/arm32/vexpress-a9/basic/firmware.bin.patched"];
        Directory.CreateDirectory(Path.GetDirectoryName(firmware)!);
        File.WriteAllText(firmware, "a firmware that is flat and patched already");
        return "xvisor";
    }

    private static void AssertOnImage(SampleProject project, string path, string built)
    {
        ToolResult packed = Tool.Run("debugfs", project.Folder, "-R", $"cat {path}", Image).Succeeded();
        Assert.True(File.ReadAllBytes(project[built]).AsSpan().SequenceEqual(packed.Bytes), $"{path} differs from {built}.");
    }

    private static void AssertSameAsDtc(SampleProject project, string source, string built)
    {
        Tool.Run("dtc", project.Folder, "-q", "-I", "dts", "-O", "dtb", "-o", "oracle.dtb", source).Succeeded();
        Assert.True(
            File.ReadAllBytes(project["oracle.dtb"]).AsSpan().SequenceEqual(File.ReadAllBytes(project[built])),
            $"{built} differs from dtc's.");
    }
}
