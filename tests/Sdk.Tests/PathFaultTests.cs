using System.Text;

namespace Partition.Sdk.Tests;

/// <summary>A path that leads to no file, or to a file of another kind, is one error that says what is there and what was meant.</summary>
public sealed class PathFaultTests
{
    private const string Case = "Upper and lower case differ here.";
    private const string Searched = ", neither beside this file nor elsewhere: no include directory is set.";
    private const string Slash = "The names of folders must be separated by '/': write";

    [Theory]
    [InlineData("HostDeviceTree", "boards", "HV0035: HostDeviceTree 'boards' is a folder. Name a file in it.")]
    [InlineData("HostDeviceTree", "Board.dts", $"HV0004: HostDeviceTree 'Board.dts' does not exist. Did you mean 'board.dts'? {Case}")]
    [InlineData("HostDeviceTree", "Boards/Main.DTS",
        $"HV0004: HostDeviceTree 'Boards/Main.DTS' does not exist. Did you mean 'boards/main.dts'? {Case}")]
    [InlineData("HostDeviceTree", "boards/mian.dts",
        "HV0004: HostDeviceTree 'boards/mian.dts' does not exist. Did you mean 'boards/main.dts'?")]
    [InlineData("HostDeviceTree", "nowhere/x.dts",
        "HV0004: HostDeviceTree 'nowhere/x.dts' does not exist. Correct the path, or build the file first.")]
    public void PropertyThatNamesNoFile(string property, string value, string expected)
    {
        using TestProject project = Create(GuestProject.Guest, $"<{property}>{value}</{property}>");

        Assert.Equal($"board.partproj(9,6): {expected}", Assert.Single(project.Build().Errors));
    }

    [Theory]
    [InlineData("Kernel=\"boards\"", "HV0035: Kernel of guest 'guest0': 'boards' is a folder. Name a file in it.")]
    [InlineData("Kernel=\"Kernel.elf\"",
        $"HV0004: Kernel of guest 'guest0': 'Kernel.elf' does not exist. Did you mean 'kernel.elf'? {Case}")]
    public void KernelThatIsNoFile(string kernel, string expected)
    {
        using TestProject project = Create(GuestProject.Guest.Replace("Kernel=\"kernel.elf\"", kernel, StringComparison.Ordinal));

        Assert.EndsWith($": {expected}", Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void KernelThatIsTextIsToldAtItsPlace()
    {
        using TestProject project = Create(
            """<Guest Include="guest0" Devices="uart0" Kernel="board.dts" />""", "<Hypervisor>None</Hypervisor>");

        Assert.Equal(
            "board.partproj(12,41): HV0049: Kernel 'board.dts' of guest 'guest0' must be a program that the guest's CPUs can start, "
            + "but is text. Name the file that was built, such as a zImage, an Image or an ELF file.",
            Assert.Single(project.Build().Warnings));
    }

    [Theory]
    [InlineData("#include <dt-bindings/gpio/gpio.h>", "linux/include", "'linux/include' has it. Add to the project: "
        + "<DeviceTreeIncludeDirectory Include=\"linux/include\" />.")]
    [InlineData("#include <arm/soc.dtsi>", "linux/scripts/dtc/include-prefixes", "'linux/scripts/dtc/include-prefixes' has it. "
        + "Add to the project: <DeviceTreeIncludeDirectory Include=\"linux/scripts/dtc/include-prefixes\" />.")]
    [InlineData("#include <dt-bindings/gpio/no.h>", "", "It is part of the source of Linux. Add the folder to the project: "
        + "<DeviceTreeIncludeDirectory Include=\"LINUX/scripts/dtc/include-prefixes\" />, where LINUX is the folder of that source.")]
    [InlineData("#include <arm64/xilinx/zynqmp.dtsi>", "", "It is part of the source of Linux. Add the folder to the project: "
        + "<DeviceTreeIncludeDirectory Include=\"LINUX/scripts/dtc/include-prefixes\" />, where LINUX is the folder of that source.")]
    [InlineData("#include <other.h>", "", "Name the folder that has it: <DeviceTreeIncludeDirectory Include=\"…\" />.")]
    public void MissingIncludeProposesTheFolderThatHasIt(string directive, string directory, string advice)
    {
        using TestProject project = Create(
            GuestProject.Guest, "<HostDeviceTree>linux/arch/arm/boot/dts/board.dts</HostDeviceTree>");
        string text = TestBoard.Source.Replace("#include \"board.dtsi\"", directive, StringComparison.Ordinal);
        project.Write("linux/arch/arm/boot/dts/board.dts", text);
        project.Write("linux/include/dt-bindings/gpio/gpio.h", "");
        project.Write("linux/scripts/dtc/include-prefixes/arm/soc.dtsi", "");

        string error = Assert.Single(project.Build().Errors);

        Assert.StartsWith("board.dts(2,10): HV1101: ", error, StringComparison.Ordinal);
        Assert.EndsWith($" {advice}", error, StringComparison.Ordinal);
        if (directory.Length > 0)
        {
            using TestProject advised = Create(
                $"{GuestProject.Guest}<DeviceTreeIncludeDirectory Include=\"{directory}\" />",
                "<HostDeviceTree>linux/arch/arm/boot/dts/board.dts</HostDeviceTree>");
            advised.Write("linux/arch/arm/boot/dts/board.dts", text);
            advised.Write("linux/include/dt-bindings/gpio/gpio.h", "");
            advised.Write("linux/scripts/dtc/include-prefixes/arm/soc.dtsi", "");
            Assert.DoesNotContain(advised.Build().Errors, static other => other.Contains("HV1101", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""<RootFile Include="boards" />""",
        "HV0035: RootFile 'boards' is a folder. Name a file in it, or use RootDirectory for all of it.")]
    [InlineData("""<DiskFile Include="boards" />""",
        "HV0035: DiskFile 'boards' is a folder. Name a file in it, or use DiskDirectory for all of it.")]
    [InlineData("""<DiskFile Include="BOARD.dts" />""", $"HV0004: DiskFile 'BOARD.dts' does not exist. Did you mean 'board.dts'? {Case}")]
    [InlineData("""<DiskList Include="boards" />""",
        "HV0035: DiskList 'boards' is a folder. Name a file in it, or use DiskDirectory for all of it.")]
    [InlineData("""<RootDirectory Include="board.dts" />""",
        "HV0036: RootDirectory 'board.dts' is a file, not a folder. Name the folder, or use RootFile.")]
    [InlineData("""<DiskDirectory Include="Boards" />""", $"HV0004: DiskDirectory 'Boards' does not exist. Did you mean 'boards'? {Case}")]
    public void ItemThatIsNoFile(string item, string expected)
    {
        using TestProject project = Create($"{GuestProject.Guest}\n{item}");

        Assert.Equal($"board.partproj(13,2): {expected}", Assert.Single(project.Build().Errors));
    }

    [Fact]
    public void HypervisorThatIsAFolder()
    {
        using TestProject project = Create(GuestProject.Guest, "<HypervisorKernel>boards</HypervisorKernel>");

        Assert.Contains(project.Build("BootTest").Errors, static error => error.Contains(
            ": HV0012: The hypervisor 'boards' is a folder.", StringComparison.Ordinal));
    }

    [Fact]
    public void IncludeDirectoryInAnotherCase()
    {
        using TestProject project = Create("""<DeviceTreeIncludeDirectory Include="Boards" />""" + GuestProject.Guest);

        Assert.Equal(
            "board.partproj(12,2): HV0025: The include directory 'Boards' does not exist, so nothing is found in it. "
            + $"Did you mean 'boards'? {Case}",
            Assert.Single(project.Build().Warnings));
    }

    [Theory]
    [InlineData("#include \"Board.dtsi\"", $"HV1101: There is no file 'Board.dtsi'{Searched} Did you mean 'board.dtsi'? {Case}")]
    [InlineData("/include/ \"Boards/Main.dts\"",
        $"HV1101: There is no file 'Boards/Main.dts'{Searched} Did you mean 'boards/main.dts'? {Case}")]
    [InlineData("#include \"boards\\main.dts\"", $"HV1122: There is no file 'boards\\main.dts'. {Slash} 'boards/main.dts'.")]
    [InlineData("/include/ \"Boards\\main.dts\"", $"HV1122: There is no file 'Boards\\main.dts'. {Slash} 'boards/main.dts'.")]
    [InlineData("#include \"a.elf\"", "HV1121: 'a.elf' is an ELF file, not a device tree source.")]
    public void IncludeThatIsNoSource(string directive, string expected)
    {
        using TestProject project = Create(GuestProject.Guest);
        project.Write("a.elf", TestBoard.Kernel);
        project.Write("board.dts", TestBoard.Source.Replace("#include \"board.dtsi\"", directive, StringComparison.Ordinal));

        string error = project.Build().Errors[0];

        Assert.StartsWith("board.dts(2,1", error, StringComparison.Ordinal);
        Assert.Contains($": {expected}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("board.dts", "board.dts: HV1121: 'board.dts' is an ELF file, not a device tree source.")]
    [InlineData("board.dtb", "board.dtb: HV1301: This is an ELF file, not a device tree blob.")]
    public void BoardThatIsAnElfFileIsOneError(string name, string expected)
    {
        using TestProject project = Create(GuestProject.Guest, $"<HostDeviceTree>{name}</HostDeviceTree>");
        project.Write(name, TestBoard.Kernel);

        Assert.StartsWith(expected, Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void BoardInUtf16IsOneErrorWithoutItsBytes()
    {
        using TestProject project = Create(GuestProject.Guest);
        project.Write("board.dts", Encoding.Unicode.GetBytes(TestBoard.Source));

        string error = Assert.Single(project.Build().Errors);

        Assert.Equal("board.dts: HV1121: 'board.dts' is UTF-16, not a device tree source. Save it as UTF-8.", error);
    }

    [Theory]
    [InlineData(@"/system\motd", "/system/motd")]
    [InlineData(@"/system\conf.d\motd", "/system/conf.d/motd")]
    public void BackslashInATargetPathIsAWarning(string target, string proposed)
    {
        using TestProject project = Create($"""{GuestProject.Guest}<DiskFile Include="board.dts" TargetPath="{target}" />""");

        string warning = Assert.Single(project.Build().Warnings);

        Assert.Contains(": HV0037: TargetPath of 'board.dts' is ", warning, StringComparison.Ordinal);
        Assert.EndsWith($"Write '/' between folders: '{proposed}'.", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\system\x", "/system/x")]
    [InlineData(@"system\x", "/system/x")]
    [InlineData(@"C:\system\x", "/system/x")]
    [InlineData(".profile", "/.profile")]
    [InlineData("./bin/sh", "/bin/sh")]
    public void TargetPathThatIsNotAbsoluteIsProposedAsItMustBe(string target, string proposed)
    {
        using TestProject project = Create($"""{GuestProject.Guest}<DiskFile Include="board.dts" TargetPath="{target}" />""");

        BuildOutcome outcome = project.Build();

        Assert.EndsWith($"with '/': '{proposed}'.", Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.Empty(outcome.Warnings);
    }

    private static TestProject Create(string items, string properties = "")
    {
        TestProject project = GuestProject.Create(items, properties);
        project.Write("boards/main.dts", TestBoard.Source);
        return project;
    }
}
