using System.Buffers.Binary;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.EndToEnd.Tests;

/// <summary>Two Linux guests under Xen on one board: each finds the device that it is given, and no other.</summary>
public sealed class XenTests
{
    private const string Qemu = "qemu-system-arm";
    private const string UBoot = "/usr/lib/u-boot/qemu_arm/u-boot.bin";

    /// <summary>What the console shows when both guests are up.</summary>
    internal static readonly string[] BothAreUp = ["DOM1: partition: guest is up", "DOM2: partition: guest is up"];

    /// <summary>The Xen and the Linux that the tests boot.</summary>
    internal static string[] Properties
    {
        get
        {
            string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
            string xen = Path.Combine(Repository.Root, "artifacts", "guest-xen", "xen");
            Assert.True(
                File.Exists(Path.Combine(linux, "vmlinuz")) && File.Exists(xen),
                "There is no Linux or no Xen to boot. Run eng/fetch-guest-linux.sh and eng/fetch-xen.sh.");
            return
            [
                SampleProject.Property("HypervisorKernel", xen),
                SampleProject.Property("LinuxKernel", Path.Combine(linux, "vmlinuz")),
                SampleProject.Property("Busybox", Path.Combine(linux, "busybox")),
                SampleProject.Property("LinuxArguments", "quiet"),
            ];
        }
    }

    [Fact]
    public void TheSampleBuildsWithoutKernels()
    {
        using var project = new SampleProject("qemu-virt-xen");

        project.Dotnet("build", "-p:LockedMode=true").Succeeded();

        Assert.True(File.Exists(project["bin/Debug/host.dtb"]));
        Assert.True(File.Exists(project["bin/Debug/guests/guest2/config.dtb"]));
    }

    [ToolFact(Qemu)]
    public void EachGuestFindsItsOwnDeviceAndNoOther()
    {
        using var project = new SampleProject("qemu-virt-xen");
        string[] properties = Build(project);

        IReadOnlyList<string> console = GuestConsole.Boot(project, BothAreUp, properties);

        AssertGuests(project, console);
    }

    [ToolFact(Qemu, "mkimage")]
    public void UBootStartsTheSameFromTheImage()
    {
        Assert.True(File.Exists(UBoot), "There is no U-Boot for QEMU. Run eng/install-oracles.sh.");
        using var project = new SampleProject("qemu-virt-xen");
        Build(project);
        WritePartitionedDisk(project["bin/Debug/disk.img"], project["disk.img"]);

        IReadOnlyList<string> console = GuestConsole.BootQemu(
            project, BothAreUp,
            "-M", "virt,virtualization=on,gic-version=2", "-cpu", "cortex-a15", "-smp", "2", "-m", "1024", "-nic", "none", "-display",
            "none", "-serial", "stdio",
            "-bios", UBoot, "-drive", "if=none,file=disk.img,format=raw,id=disk", "-device", "virtio-blk-device,drive=disk");

        Assert.Contains(console, static line => line.Contains("Found U-Boot script /boot.scr", StringComparison.Ordinal));
        AssertGuests(project, console);
    }

    [ToolFact("dtc")]
    public void EveryTreeEqualsThatOfDtcFromTheSameSource()
    {
        using var project = new SampleProject("qemu-virt-xen");
        project.Dotnet("build").Succeeded();

        foreach (string tree in new[] { "guest1/config", "guest1/system", "guest2/config", "guest2/system" })
        {
            Tool.Run("dtc", project.Folder, "-q", "-I", "dts", "-O", "dtb", "-o", "oracle.dtb", $"obj/Debug/guests/{tree}.dts").Succeeded();
            Assert.Equal(File.ReadAllBytes(project["oracle.dtb"]), File.ReadAllBytes(project[$"bin/Debug/guests/{tree}.dtb"]));
        }
    }

    private static string[] Build(SampleProject project)
    {
        string[] properties = Properties;
        project.Dotnet(["build", .. properties]).Succeeded();
        return properties;
    }

    private static void AssertGuests(SampleProject project, IReadOnlyList<string> console)
    {
        Assert.Equal(["rtc rtc0"], Said(console, 1, "rtc", "gpio"));
        Assert.Equal(["gpio gpiochip0"], Said(console, 2, "rtc", "gpio"));
        Assert.Equal(["memory 09010000-09010fff rtc-pl031"], Said(console, 1, "memory"));
        Assert.Equal(["memory 09030000-09030fff 9030000.gpio"], Said(console, 2, "memory"));
        Assert.Contains("interrupt 34 rtc-pl031", Said(console, 1, "interrupt"));
        foreach (int guest in new[] { 1, 2 })
        {
            // The tree that Xen made is the one that was foretold.
            DeviceTreeDocument foretold = DeviceTreeBlob.Read(
                File.ReadAllBytes(project[$"bin/Debug/guests/guest{guest}/system.dtb"])).Document!;
            Assert.Equal(
                foretold.Nodes.Skip(1).Select(static node => $"node {node.Path}").Order(StringComparer.Ordinal),
                Said(console, guest, "node /").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>What a guest said of some subjects. Xen writes the number of a guest before each of its lines.</summary>
    internal static string[] Said(IReadOnlyList<string> console, int guest, params string[] subjects)
    {
        string prefix = $"DOM{guest}: partition: ";
        return
        [
            .. console.Where(line => line.Contains(prefix, StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..].TrimEnd())
                .Where(text => subjects.Any(subject => text.StartsWith(subject, StringComparison.Ordinal))),
        ];
    }

    /// <summary>Puts the image into the only partition of a disk, which is active: U-Boot boots from partitions.</summary>
    private static void WritePartitionedDisk(string image, string disk)
    {
        const uint sectorSize = 512;
        const uint firstSector = 2048;
        byte[] record = new byte[sectorSize];
        Span<byte> entry = record.AsSpan(446);
        entry[0] = 0x80; // Active.
        entry[4] = 0x83; // Linux.
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], firstSector);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (uint)(new FileInfo(image).Length / sectorSize));
        record[510] = 0x55;
        record[511] = 0xaa;
        using FileStream output = File.Create(disk);
        output.Write(record);
        output.Position = firstSector * sectorSize;
        using FileStream input = File.OpenRead(image);
        input.CopyTo(output);
    }
}
