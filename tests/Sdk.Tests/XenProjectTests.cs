namespace Partition.Sdk.Tests;

/// <summary>A project for Xen goes through the same stages as any, and Xen's rules are told before anything is written.</summary>
public sealed class XenProjectTests
{
    private const string Properties = "<Hypervisor>Xen</Hypervisor><HostDeviceTree>virt.dts</HostDeviceTree>"
        + "<HypervisorKernel>xen</HypervisorKernel>";
    private const string Guests = """
        <Guest Include="guest1" Memory="64M" Devices="rtc" Kernel="zImage" />
        <Guest Include="guest2" Memory="64M" Devices="gpio" Kernel="zImage" />
        """;

    [Fact]
    public void FirstBuildRunsEveryStageAndTheSecondNone()
    {
        using TestProject project = Create();

        BuildOutcome first = project.Build();
        BuildOutcome second = project.Build();

        Assert.Empty(first.Errors);
        Assert.Empty(first.Warnings);
        Assert.Equal(
            "CompileDeviceTree PlanPartition SliceGuest SliceGuest PatchGuestKernel PatchGuestKernel WriteBootFiles PackDiskImage "
            + "VerifyPartition",
            Stages(first));
        Assert.Empty(second.Stages);
    }

    [Fact]
    public void FilesThatTwoGuestsHaveAlikeAreOnTheImageOnce()
    {
        using TestProject project = Create();
        project.Build();

        string[] targets = [.. File.ReadAllLines(project["obj/Debug/boot/manifest.txt"]).Select(static line => line.Split('\t')[1])];

        Assert.Equal(
            ["/boot.scr", "/host.dtb", "/xen", "/guests/guest1/Image", "/guests/guest1/config.dtb", "/guests/guest2/config.dtb"],
            targets);
    }

    [Fact]
    public void ANewCommandLineForXenTouchesNoGuest()
    {
        using TestProject project = Create();
        project.Build();

        Assert.Equal(
            "PlanPartition WriteBootFiles PackDiskImage VerifyPartition",
            Stages(project.Build(("HypervisorArguments", "console=dtuart sync_console"))));
    }

    [Fact]
    public void ANewXenTouchesNoGuest()
    {
        using TestProject project = Create();
        project.Build();

        project.Touch("xen");

        Assert.Equal("WriteBootFiles PackDiskImage VerifyPartition", Stages(project.Build()));
    }

    [Fact]
    public void CleanLeavesXenItself()
    {
        using TestProject project = Create();
        project.Build();

        project.Build("Clean");

        Assert.True(File.Exists(project["xen"]));
        Assert.False(File.Exists(project["bin/Debug/host.dtb"]));
    }

    [Fact]
    public void ABoardThatCannotRunXenIsToldAtItsProcessor()
    {
        using TestProject project = Create("<HostDeviceTree>board.dts</HostDeviceTree>", """<Guest Include="guest1" Devices="uart1" />""");

        string error = Assert.Single(project.Build().Errors);

        Assert.StartsWith("board.dts(14,", error, StringComparison.Ordinal);
        Assert.Contains(": HV5101: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CpuAffinity=\"1\"", "CpuAffinity")]
    [InlineData("Priority=\"5\"", "Priority")]
    public void ASettingThatXenDoesNotKnowIsToldAtItsPlace(string setting, string name)
    {
        using TestProject project = Create(
            "",
            Guests.Replace("Devices=\"gpio\"", $"Devices=\"gpio\" {setting}", StringComparison.Ordinal));

        Assert.Contains(
            project.Build().Errors,
            error => error.StartsWith($"board.partproj(13,53): HV5104: {name} of guest 'guest2'", StringComparison.Ordinal));
    }

    [Fact]
    public void AConfigTreeOfTheProjectIsToldAtItsLine()
    {
        using TestProject project = Create(
            "",
            Guests.Replace("Devices=\"gpio\"", "Devices=\"gpio\" ConfigTree=\"gpio.dts\"", StringComparison.Ordinal));
        project.Write("gpio.dts", """
            /dts-v1/;
            / { #address-cells = <2>; #size-cells = <2>; gic { phandle = <0xfde8>; };
              passthrough { compatible = "simple-bus"; ranges; #address-cells = <2>; #size-cells = <2>;
                gpio@9030000 { reg = <0 0x9030000 0 0x1000>; xen,path = "/gpio@9030000"; xen,force-assign-without-iommu;
                  xen,reg = <0 0x9030000 0 0x100 0 0x9030000>; };
              };
            };
            """);

        Assert.Contains(
            project.Build().Errors,
            static error =>
                error.StartsWith("gpio.dts(5,", StringComparison.Ordinal) && error.Contains(": HV5117: ", StringComparison.Ordinal));
    }

    [Fact]
    public void AKernelThatXenWouldNotStartIsTold()
    {
        using TestProject project = Create();
        project.Write("zImage", TestBoard.Kernel);

        Assert.Contains(
            project.Build().Errors,
            static error => error.Contains("HV5127: Kernel of guest 'guest1' is no zImage", StringComparison.Ordinal));
    }

    private static string Stages(BuildOutcome outcome) => string.Join(' ', outcome.Stages);

    private static TestProject Create(string properties = "", string guests = Guests)
    {
        var project = new TestProject(guests, Properties + properties);
        byte[] kernel = new byte[4096];
        ((ReadOnlySpan<byte>)[0x18, 0x28, 0x6f, 0x01]).CopyTo(kernel.AsSpan(0x24));
        project.Write("zImage", kernel);
        project.Write("xen", kernel);
        project.Write("virt.dts", File.ReadAllText(Path.Combine(Repository.Root, "samples", "qemu-virt-xen", "board", "virt.dts")));
        return project;
    }
}
