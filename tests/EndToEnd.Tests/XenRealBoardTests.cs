namespace Partition.EndToEnd.Tests;

/// <summary>
/// A board as Linux describes it, under Xen: its clocks are those of a firmware that guests cannot call, and its RAM has a hole.
/// </summary>
public sealed class XenRealBoardTests
{
    private const string Board = "#include <arm64/xilinx/zynqmp-zcu102-rev1.1.dts>\n";

    // QEMU has no SMMU on this board, so the guests have devices that do no DMA. One CPU: the others take QEMU minutes to start.
    private const string Project = """
        <Project Sdk="Partition.Sdk">
          <PropertyGroup>
            <HostDeviceTree>board/zcu102.dts</HostDeviceTree>
            <Hypervisor>Xen</Hypervisor>
            <HypervisorArguments>console=dtuart dtuart=serial0 conswitch=ax bootscrub=0 maxcpus=1</HypervisorArguments>
            <QemuCommand>qemu-system-aarch64</QemuCommand>
            <QemuMachine>xlnx-zcu102</QemuMachine>
            <QemuArguments>-machine virtualization=on -nic none -nic none -nic none -nic none -audiodev none,id=silent</QemuArguments>
            <DiskSize>auto</DiskSize>
          </PropertyGroup>
          <ItemGroup>
            <DeviceTreeIncludeDirectory Include="$(LinuxSource)/scripts/dtc/include-prefixes" />
            <Guest Include="guest1" Memory="256M" Devices="uart1" />
            <Guest Include="guest2" Memory="256M" Devices="gpio" />
            <Guest Update="guest1;guest2" Kernel="$(LinuxKernel)" KernelArguments="console=ttyAMA0 rdinit=/init $(LinuxArguments)" />
            <SupplierPolicy Include="zynqmp_firmware" Others="Frozen" />
            <ClockRate Include="zynqmp_clk 31; zynqmp_clk 57" Frequency="100000000" />
            <RootFile Include="rootfs/init" TargetPath="/init" Mode="0755" />
            <RootNode Include="/dev/console" Type="c" Major="5" Minor="1" Mode="0600" />
            <RootFile Include="$(Busybox)" TargetPath="/bin/busybox" Mode="0755" />
            <RootLink Include="/bin/sh" LinkTarget="busybox" />
            <!-- The number is that of the board's alias, serial1. -->
            <ExpectDevice Include="ttyPS1" Guest="guest1" />
            <RejectDevice Include="ttyPS1" Guest="guest2" />
          </ItemGroup>
        </Project>
        """;

    private const string Last = "echo \"partition: guest is up\"";
    private const string ShowPorts = "for port in /sys/class/tty/ttyPS*; do [ -e \"$port\" ] && found uart \"${port##*/}\"; done\n";

    [ToolFact("qemu-system-aarch64")]
    public void AGuestOfTheZcu102DrivesItsSerialPort()
    {
        string trees = Path.Combine(Repository.Root, "artifacts", "kernel-trees");
        Assert.True(Directory.Exists(trees), "There are no trees of Linux. Run eng/fetch-kernel-trees.sh.");
        using var project = new SampleProject("qemu-virt-arm64");
        project.Write("qemu-virt-arm64.partproj", Project);
        project.Write("board/zcu102.dts", Board);
        File.Delete(project["partition.lock.json"]);
        project.Replace("rootfs/init", Last, ShowPorts + Last);

        ToolResult test = project.Dotnet(
            ["test", "-warnaserror", "-p:BootTimeout=600", SampleProject.Property("LinuxSource", trees), .. XenArm64Tests.Properties()]);

        Assert.Contains("Passed!  - Failed: 0, Passed: 5, Skipped: 0, Total: 5, ", test.Succeeded().Text, StringComparison.Ordinal);
        Assert.Contains("device: ttyPS1\n", project.Log("guest1"), StringComparison.Ordinal);
    }
}
