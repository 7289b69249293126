using System.Collections.Immutable;

namespace Partition.Sdk.Tests;

/// <summary>Every fault is told with its code and place, and what was built before stays as it was.</summary>
public sealed class FaultTests
{
    private const string Line = "board.partproj(12,"; // The line of the guest in the project file.

    [Fact]
    public void MissingKernel() => Breaks(
        project => project.WriteProject(GuestProject.Guest.Replace("kernel.elf", "absent.elf", StringComparison.Ordinal)),
        $"{Line}58): HV0004: Kernel of guest 'guest0': 'absent.elf' does not exist.");

    [Fact]
    public void MissingRootFile() => Breaks(
        project => project.WriteProject(GuestProject.Guest + "\n" + """<RootFile Include="absent" TargetPath="/absent" />"""),
        "board.partproj(13,2): HV0004: RootFile 'absent' does not exist.");

    [Fact]
    public void MissingBoard() => Breaks(
        project => project.WriteProject(GuestProject.Guest, "<HostDeviceTree>absent.dts</HostDeviceTree>"),
        "board.partproj(9,6): HV0004: HostDeviceTree 'absent.dts' does not exist.");

    [Fact]
    public void SyntaxErrorInTheBoard() => Breaks(
        project => project.Write(
            "board.dts",
            TestBoard.Source.Replace("model = \"test board\";", "model = \"test board\"", StringComparison.Ordinal)),
        "board.dts(4,25): HV1");

    [Fact]
    public void UnknownLabelInDevices() => Breaks(
        project => project.WriteProject(GuestProject.Guest.Replace("!uart3", "!urat3", StringComparison.Ordinal)),
        $"{Line}38): HV2011: Nothing on the board matches 'urat3' in Devices of guest 'guest0'. Did you mean 'uart3'?");

    [Fact]
    public void TwoGuestsWithOneDevice() => Breaks(
        project => project.WriteProject(
            GuestProject.Guest + "\n" + """<Guest Include="guest1" Devices="uart1" Kernel="kernel.elf" Firmware="none" />"""),
        "board.partproj(13,25): HV2030: Guests 'guest0' and 'guest1' both get 'uart1' (/serial@1000a000).");

    [Fact]
    public void KernelThatIsNoElf() => Breaks(
        project => project.Write("kernel.elf", "just some text, and long enough to be looked at: 0123456789012345678901234567890123456789"),
        "kernel.elf: HV3001:");

    [Fact]
    public void KernelWithThumbCode() => Breaks(
        project => project.Write("kernel.elf", RenameSymbols(TestBoard.Kernel, "$a", "$t")),
        "kernel.elf: HV3011:");

    [Fact]
    public void KernelWithoutMappingSymbols() => Breaks(
        project => project.Write("kernel.elf", RenameSymbols(RenameSymbols(TestBoard.Kernel, "$a", "xa"), "$d", "xd")),
        "kernel.elf: HV3012:");

    [Fact]
    public void ImageTooSmallForItsFiles() => Breaks(
        project => project.WriteProject(GuestProject.Guest, "<DiskSize>16K</DiskSize>"),
        "board.partproj(9,6): HV4301: The content does not fit into an image of 16384 bytes");

    [Fact]
    public void TargetPathThatLeavesTheImage() => Breaks(
        project => project.WriteProject(GuestProject.Guest + "\n" + """<DiskFile Include="board.dts" TargetPath="/system/../../etc" />"""),
        "board.partproj(13,31): HV4002:");

    [Fact]
    public void SizeThatIsNone() => Breaks(
        project => project.WriteProject(GuestProject.Guest.Replace("64M", "lots", StringComparison.Ordinal)),
        $"{Line}25): HV2001: Memory of guest 'guest0' is 'lots', which is not a size.");

    [Fact]
    public void RootFileForAGuestThatIsNotThere() => Breaks(
        project => project.WriteProject(GuestProject.Guest + "\n" + """<RootFile Include="board.dts" TargetPath="/b" Guest="gest0" />"""),
        "board.partproj(13,47): HV0017: 'board.dts' is meant for guest 'gest0', and there is no such guest. Did you mean 'guest0'?");

    [Fact]
    public void MisspelledMetadatumWarnsAtItsPlace()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace("Memory=", "Memroy=", StringComparison.Ordinal));

        Assert.Equal(
            "board.partproj(12,25): HV0016: Nothing reads the metadatum 'Memroy' of 'guest0'. Did you mean 'Memory'?",
            Assert.Single(project.Build().Warnings));
    }

    [Fact]
    public void DeviceWhoseHardwareCannotBeReadIsToldAtTheProperty()
    {
        using TestProject project = GuestProject.Create();
        project.Write(
            "board.dts",
            TestBoard.Source.Replace("0x20000000>; };", "0x20000000>; }; bad: bad@9000 { reg = <0x9000>; };", StringComparison.Ordinal));

        Assert.StartsWith(
            "board.dts(16,97): HV2060: The reg of 'bad' (/bad@9000) is 4 bytes long",
            Assert.Single(project.Build().Errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownHypervisor() => Breaks(
        project => project.WriteProject(GuestProject.Guest, "<Hypervisor>Xvisro</Hypervisor>"),
        "board.partproj(9,6): HV5001: There is no hypervisor 'Xvisro' here.");

    [Fact]
    public void HandWrittenTreeWithADeviceThatTheGuestDoesNotGet() => Breaks(
        project =>
        {
            project.Write("system.dts", TestBoard.Source.Replace("0x20000000", "0x4000000", StringComparison.Ordinal));
            project.WriteProject(GuestProject.Guest.Replace("Firmware=", "DeviceTree=\"system.dts\" Firmware=", StringComparison.Ordinal));
        },
        "system.dts(28,28): HV2050: The tree of guest 'guest0' describes 'uart3' (/serial@1000c000) at [0x1000c000..0x1000d000), "
        + "and the guest is given nothing there");

    [Fact]
    public void HandWrittenTreeWithTheGuestsOwnDevicesBuilds()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace(
            "Firmware=",
            "DeviceTree=\"system.dts\" Firmware=",
            StringComparison.Ordinal));
        project.Write("system.dts", TestBoard.Source
            .Replace("0x20000000", "0x4000000", StringComparison.Ordinal)
            .Replace("uart3: serial@1000c000 { UART(0x1000c000, 8) };", "", StringComparison.Ordinal)
            .Replace("serial3 = &uart3;", "", StringComparison.Ordinal));

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void AnErrorShowsTheLineWithAMarkUnderThePlace()
    {
        using TestProject project = GuestProject.Create();
        project.Write("board.dts", TestBoard.Source.Replace("model = \"test board\";", "x = <&nobody>;", StringComparison.Ordinal));

        BuildOutcome outcome = project.Build();

        Assert.Single(outcome.Errors);
        string[] lines = Assert.Single(outcome.Highlights, static text => text.Contains(" | ", StringComparison.Ordinal)).Split('\n');
        Assert.EndsWith(" |     x = <&nobody>;", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" |          ^~~~~~~", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void TooSmallAnImageSaysWhatItNeeds()
    {
        using TestProject project = GuestProject.Create(properties: "<DiskSize>16K</DiskSize>");

        string error = Assert.Single(project.Build().Errors);

        Assert.Contains("bytes", error, StringComparison.Ordinal);
        Assert.Contains("firmware.bin", error, StringComparison.Ordinal);
    }

    [Fact]
    public void BuildRecoversOnceTheFaultIsMended()
    {
        using TestProject project = GuestProject.Create();
        project.WriteProject(GuestProject.Guest.Replace("uart3", "uart9", StringComparison.Ordinal));
        Assert.False(project.Build().Succeeded);

        project.WriteProject(GuestProject.Guest);

        Assert.True(project.Build().Succeeded);
    }

    /// <summary>Builds, breaks the project, builds again: the first error is the expected one and no output has changed.</summary>
    private static void Breaks(Action<TestProject> fault, string expected)
    {
        using TestProject project = GuestProject.Create();
        BuildOutcome good = project.Build();
        Assert.Empty(good.Errors);
        ImmutableSortedDictionary<string, string> before = Outputs(project);

        fault(project);
        foreach (string file in Directory.EnumerateFiles(project.Folder))
        {
            project.Touch(Path.GetFileName(file));
        }

        BuildOutcome outcome = project.Build();

        Assert.False(outcome.Succeeded);
        Assert.StartsWith(expected, outcome.Errors[0], StringComparison.Ordinal);
        Assert.Equal(before, Outputs(project));
    }

    private static ImmutableSortedDictionary<string, string> Outputs(TestProject project) => Directory
        .EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories)
        .ToImmutableSortedDictionary(
            static file => file,
            static file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    /// <summary>A kernel with a symbol's name changed in its string table, for another of the same length.</summary>
    private static byte[] RenameSymbols(byte[] kernel, string name, string otherName)
    {
        byte[] elf = [.. kernel];
        byte[] from = [0, .. System.Text.Encoding.ASCII.GetBytes(name), 0];
        byte[] to = [0, .. System.Text.Encoding.ASCII.GetBytes(otherName), 0];
        for (int at = elf.AsSpan().IndexOf(from); at >= 0; at = elf.AsSpan().IndexOf(from))
        {
            to.CopyTo(elf, at);
        }

        return elf;
    }
}
