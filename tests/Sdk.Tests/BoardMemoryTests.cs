using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model.Bus;

namespace Partition.Sdk.Tests;

/// <summary>A project gives the RAM that its board's tree leaves to the boot loader: everything that is built has it.</summary>
public sealed class BoardMemoryTests
{
    private const string Memory = "reg = <0x0 0x40000000 0x0 0x40000000>;";

    [Fact]
    public void HostTreeHasTheMemoryAndAnotherSizeMakesItAgain()
    {
        using TestProject project = Create();

        Assert.Empty(project.Build(("BoardMemory", "0x40000000:512M")).Errors);
        Assert.Equal(0x2000_0000UL, SizeOf(project));
        Assert.Empty(project.Build(("BoardMemory", "0x40000000:512M")).Stages);

        Assert.Contains("WriteBootFiles", project.Build(("BoardMemory", "0x40000000:1G")).Stages);
        Assert.Equal(0x4000_0000UL, SizeOf(project));
    }

    [Fact]
    public void AnErrorIsReportedAloneWhereTheProjectHasTheProperty()
    {
        using TestProject project = Create("<BoardMemory>0x40000000:0</BoardMemory>");

        Assert.Matches(@"^board\.partproj\(\d+,\d+\): HV2055: BoardMemory must be ", Assert.Single(project.Build().Errors));
    }

    private static ulong SizeOf(TestProject project) =>
        Assert.Single(DeviceTreeBlob.Read(File.ReadAllBytes(project["bin/Debug/host.dtb"])).Document!
            .FindByPath("/memory@40000000")!.ReadReg().Entries).Size;

    private static TestProject Create(string properties = "")
    {
        var project = new TestProject(
            """<Guest Include="guest1" Memory="64M" Devices="rtc" Kernel="zImage" />""",
            $"<Hypervisor>Xen</Hypervisor><HostDeviceTree>virt.dts</HostDeviceTree><HypervisorKernel>xen</HypervisorKernel>{properties}");
        byte[] kernel = new byte[4096];
        ((ReadOnlySpan<byte>)[0x18, 0x28, 0x6f, 0x01]).CopyTo(kernel.AsSpan(0x24));
        project.Write("zImage", kernel);
        project.Write("xen", kernel);
        string board = File.ReadAllText(Path.Combine(Repository.Root, "samples", "qemu-virt-xen", "board", "virt.dts"));
        Assert.Contains(Memory, board, StringComparison.Ordinal);
        project.Write("virt.dts", board.Replace(Memory, "", StringComparison.Ordinal));
        return project;
    }
}
