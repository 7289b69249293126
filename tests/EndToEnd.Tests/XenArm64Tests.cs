using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.EndToEnd.Tests;

/// <summary>Two 64-bit Linux guests under Xen on a board with a GICv3: each drives the device that it is given, and no other.</summary>
public sealed class XenArm64Tests
{
    private const string Last = "echo \"partition: guest is up\"";

    private const string RingAlarm = """
        alarm=/sys/class/rtc/rtc0/wakealarm
        if [ -e $alarm ]; then
          echo +1 > $alarm
          for second in 1 2 3 4 5 6 7 8 9 10; do
            rings=$(awk '/rtc-pl031/ { print $2 }' /proc/interrupts)
            [ "$rings" != 0 ] && break
            sleep 1
          done
          echo "partition: alarms $rings"
        fi

        """;

    [ToolFact("qemu-system-aarch64")]
    public void EachGuestDrivesItsOwnDeviceAndItsInterruptArrives()
    {
        using var project = new SampleProject("qemu-virt-arm64");
        project.Replace("rootfs/init", Last, RingAlarm + Last);

        ToolResult test = project.Dotnet(["test", "-p:LockedMode=true", "-p:BootTimeout=600", .. Properties()]).Succeeded();

        Assert.Contains("Passed!  - Failed: 0, Passed: 7, Skipped: 0, Total: 7, ", test.Text, StringComparison.Ordinal);
        Assert.Contains("(XEN) DOM2: device: gpiochip0\n", project.Log("machine.console"), StringComparison.Ordinal);
        Assert.Equal(["rtc rtc0", "alarms 1"], Said(project, "guest1", "rtc", "gpio", "alarms"));
        Assert.Equal(["gpio gpiochip0"], Said(project, "guest2", "rtc", "gpio", "alarms"));
        foreach (string guest in new[] { "guest1", "guest2" })
        {
            // The tree that Xen made is the predicted one.
            DeviceTreeDocument predicted = DeviceTreeBlob.Read(
                File.ReadAllBytes(project[$"bin/Debug/guests/{guest}/system.dtb"])).Document!;
            Assert.Equal(
                predicted.Nodes.Skip(1).Select(static node => $"node {node.Path}").Order(StringComparer.Ordinal),
                Said(project, guest, "node /").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>The Xen and the Linux that the tests boot.</summary>
    internal static string[] Properties()
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux-arm64");
        string xen = Path.Combine(Repository.Root, "artifacts", "guest-xen-arm64", "xen");
        Assert.True(
            File.Exists(Path.Combine(linux, "vmlinuz")) && File.Exists(xen),
            "There is no Linux or no Xen to boot. Run eng/fetch-guest-linux.sh arm64 and eng/fetch-xen.sh arm64.");
        return
        [
            SampleProject.Property("HypervisorKernel", xen),
            SampleProject.Property("LinuxKernel", Path.Combine(linux, "vmlinuz")),
            SampleProject.Property("Busybox", Path.Combine(linux, "busybox")),
            SampleProject.Property("LinuxArguments", "quiet"),
        ];
    }

    private static string[] Said(SampleProject project, string guest, params string[] subjects) =>
    [
        .. project.Log(guest).Split('\n')
            .Where(static line => line.StartsWith("partition: ", StringComparison.Ordinal))
            .Select(static line => line["partition: ".Length..].TrimEnd())
            .Where(text => subjects.Any(subject => text.StartsWith(subject, StringComparison.Ordinal))),
    ];
}
