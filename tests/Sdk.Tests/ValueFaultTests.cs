namespace Partition.Sdk.Tests;

/// <summary>Values that are read otherwise than they look are errors or warnings at their line, with what to write.</summary>
public sealed class ValueFaultTests
{
    [Theory]
    [InlineData("96", "HV2001: Memory of guest 'guest0' is '96', which is 96 bytes. Did you mean '96M'?")]
    [InlineData("512", "HV2001: Memory of guest 'guest0' is '512', which is 512 bytes. Did you mean '512M'?")]
    public void MemoryWithoutAUnit(string memory, string expected)
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace("64M", memory, StringComparison.Ordinal));

        Assert.Equal($"board.partproj(12,25): {expected}", Assert.Single(project.Build().Errors));
    }

    [Theory]
    [InlineData("0", "32M, or auto.")]
    [InlineData("32", "32M, or auto. Did you mean 32M?")]
    [InlineData("99999999999G", "32M, or auto.")]
    public void DiskSizeThatIsNone(string size, string expected)
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest, $"<DiskSize>{size}</DiskSize>");

        Assert.Equal(
            $"board.partproj(9,6): HV0007: DiskSize is not a valid size: '{size}'. "
            + $"Use a number of bytes with K, M or G, such as {expected}",
            Assert.Single(project.Build().Errors));
    }

    [Theory]
    [InlineData("0999")]
    [InlineData("rwxr-xr-x")]
    public void ModeThatIsNotOctal(string mode)
    {
        using TestProject project = GuestProject.Create(
            GuestProject.Guest + "\n" + $"""<DiskFile Include="board.dts" Mode="{mode}" />""");

        Assert.Equal(
            $"board.partproj(13,31): HV0007: Mode of DiskFile 'board.dts' is not a valid mode: '{mode}'. Use an octal number such as 0755.",
            Assert.Single(project.Build().Errors));
    }

    [Fact]
    public void DateThatIsNoNumberIsNeverMSBuildsError()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest, "<SourceDateEpoch>today</SourceDateEpoch>");

        Assert.All(
            (string[])["Build", "CompileDeviceTrees", "PlanPartition"],
            target => Assert.StartsWith(
                "board.partproj(9,6): HV0007: SourceDateEpoch is not a valid number: 'today'.",
                project.Build(target).Errors[0],
                StringComparison.Ordinal));
    }

    [Fact]
    public void ProfileIsReportedAtItsOwnLine()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest, "\n<WarningProfile>strikt</WarningProfile>");

        Assert.Equal(
            "board.partproj(10,2): HV0007: WarningProfile is not a valid choice: 'strikt'. Use none, default, kernel or strict.",
            Assert.Single(project.Build().Errors));
    }

    [Theory]
    [InlineData("my 'guest'; x", "my 'guest'")]
    [InlineData("&quot;a;b&quot;", "\"a")]
    [InlineData("a; b c", "b c")]
    public void NamesOfGuestsThatASemicolonCutsAreTheOnlyErrors(string include, string name)
    {
        using TestProject project = GuestProject.Create($"""<Guest Include="{include}" Kernel="kernel.elf" Firmware="none" />""");

        string[] errors = [.. project.Build().Errors];

        Assert.All(errors, static error => Assert.Contains(": HV2003: ", error, StringComparison.Ordinal));
        Assert.StartsWith("board.partproj(12,2)", errors[0], StringComparison.Ordinal);
        Assert.Contains($"'{name}' cannot be a guest's name.", errors[0], StringComparison.Ordinal);
        Assert.EndsWith("In Include, ';' separates two guests, also between quotes.", errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<Guest Include="guest0" Devices="" />""", 1)]
    [InlineData("""<Guest Include="guest0"><Devices></Devices></Guest>""", 1)]
    [InlineData("""<Guest Include="guest0"><Devices>$(Nothing)</Devices></Guest>""", 1)]
    [InlineData("""<Guest Include="guest0" />""", 0)]
    [InlineData("""<Guest Include="guest0"><Devices Condition="'$(Nothing)' == '1'"></Devices></Guest>""", 0)]
    [InlineData("""<Guest Include="guest0" Devices="*" />""", 0)]
    public void EmptyDevicesMeanEverythingWithAWarning(string guest, int count)
    {
        using TestProject project = GuestProject.Create(guest, "<Hypervisor>None</Hypervisor>");

        string[] warnings = [.. project.Build("PlanPartition").Warnings];

        Assert.Equal(count, warnings.Length);
        Assert.All(warnings, static warning => Assert.Contains(
            ": HV0038: Devices of guest 'guest0' is empty, which means the same as '*'", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("uart0,uart1", "'uart0; uart1'")]
    [InlineData("uart0 uart1", "'uart0; uart1'")]
    [InlineData("* !uart3", "'*; !uart3'")]
    public void DevicesWithoutSemicolons(string devices, string proposed)
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace("*; !uart3", devices, StringComparison.Ordinal));

        Assert.Equal(
            $"board.partproj(12,38): HV2011: Nothing on the board matches '{devices}' in Devices of guest 'guest0'. "
            + $"Entries are separated by ';'. Did you mean {proposed}?",
            Assert.Single(project.Build().Errors));
    }

    [Fact]
    public void HypervisorDirectoryThatDoesNotExistIsReportedOnce()
    {
        const string guests = """
            <Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" />
            <Guest Include="guest1" Memory="64M" Devices="uart1" Kernel="kernel.elf" />
            """;
        using TestProject project = GuestProject.Create(guests, "<HypervisorDirectory>nope</HypervisorDirectory>");

        Assert.Equal(
            "board.partproj(9,6): HV0004: HypervisorDirectory 'nope' does not exist. Correct the path, or build the file first.",
            Assert.Single(project.Build().Errors));
        Assert.Equal(
            "board.partproj: HV0004: HypervisorDirectory from the command line: 'gone' does not exist. "
            + "Correct the path, or build the file first.",
            Assert.Single(project.Build(("HypervisorDirectory", "gone")).Errors));
    }

    [Fact]
    public void MetadatumOfAnItemDefinitionIsLocatedThere()
    {
        using TestProject project = GuestProject.Create("""
            <Guest Include="guest0" Memory="64M" Devices="*; !uart3" />
            </ItemGroup>
            <ItemDefinitionGroup>
            <Guest>
            <Kernel>absent.elf</Kernel>
            <Firmware>none</Firmware>
            </Guest>
            </ItemDefinitionGroup>
            <ItemGroup>
            """);

        Assert.StartsWith(
            "board.partproj(16,2): HV0004: Kernel of guest 'guest0': 'absent.elf' does not exist.",
            Assert.Single(project.Build().Errors),
            StringComparison.Ordinal);
    }

    /// <remarks>A template has one definition for a kernel of the user, and one without it.</remarks>
    [Theory]
    [InlineData("Kernel", "kernel.bin", "HV0045", 16)]
    [InlineData("KernelArguments", "console=ttyS7", "HV0046", 17)]
    public void FindingsOfABootAreLocatedAtTheDefinitionThatGivesTheValue(string metadata, string value, string code, int line)
    {
        using TestProject project = GuestProject.Create($"""
            <Guest Include="guest0" Memory="64M" Devices="*; !uart3" />
            </ItemGroup>
            <ItemDefinitionGroup>
            <Guest>
            <Kernel>$(MyKernel)</Kernel>
            <KernelArguments>{(metadata == "Kernel" ? "quiet" : value)}</KernelArguments>
            </Guest>
            </ItemDefinitionGroup>
            <ItemDefinitionGroup Condition="'$(MyKernel)' == ''">
            <Guest Kernel="other.bin" KernelArguments="console=ttyS8" />
            </ItemDefinitionGroup>
            <ItemGroup>
            """, "<Hypervisor>None</Hypervisor><MyKernel>kernel.bin</MyKernel>");
        byte[] kernel = [0, 0, 0, 0x10, .. "Linux version 6.1"u8, .. new byte[0x40]];
        if (metadata == "Kernel")
        {
            "ARM\u0064"u8.CopyTo(kernel.AsSpan(0x38)); // An Image of 64-bit ARM.
        }

        project.Write("kernel.bin", kernel);

        BuildOutcome outcome = project.Build();

        string found = Assert.Single(
            [.. outcome.Errors, .. outcome.Warnings], message => message.Contains(code, StringComparison.Ordinal));
        Assert.StartsWith($"board.partproj({line},2): {code}: ", found, StringComparison.Ordinal);
    }

    [Fact]
    public void MetadatumOfTheItemItselfComesBeforeItsDefinition()
    {
        using TestProject project = GuestProject.Create("""
            <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="absent.elf" />
            </ItemGroup>
            <ItemDefinitionGroup><Guest><Kernel>kernel.elf</Kernel><Firmware>none</Firmware></Guest></ItemDefinitionGroup>
            <ItemGroup>
            """);

        Assert.StartsWith("board.partproj(12,58): HV0004:", Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }
}
