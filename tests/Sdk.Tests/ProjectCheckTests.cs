namespace Partition.Sdk.Tests;

/// <summary>What a project says in vain is found before anything is made.</summary>
public sealed class ProjectCheckTests
{
    private const string Guest = """<Guest Include="guest0" Devices="uart0" Kernel="kernel.elf" />""";
    private const string Booting =
        """<Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" Firmware="none" />""";

    private const string None = "<Hypervisor>None</Hypervisor>";

    [Theory]
    [InlineData("""<Guests Include="guest0" />""", "item 'Guests'. Did you mean 'Guest'?")]
    [InlineData("""<GuestDevices Include="uart0" Guest="guest0" />""", "item 'GuestDevices'. Did you mean 'GuestDevice'?")]
    [InlineData("""<RootFil Include="init" />""", "item 'RootFil'. Did you mean 'RootFile'?")]
    public void ItemThatIsNearlyOursIsToldAtItsPlace(string item, string expected)
    {
        using TestProject project = GuestProject.Create($"{Guest}\n{item}", None);

        string warning = Assert.Single(project.Build().Warnings);

        Assert.Equal($"board.partproj(13,2): HV0024: Nothing reads the {expected}", warning);
    }

    [Theory]
    [InlineData("""<Gest Include="guest0" Memory="64M" />""", "Gest", "Guest")]
    [InlineData("""<guests Include="guest0"><Devices>uart0</Devices></guests>""", "guests", "Guest")]
    [InlineData("""<GuestDevic Include="uart0" Guest="guest0" Access="Stub" />""", "GuestDevic", "GuestDevice")]
    public void ItemThatIsCertainlyOursIsAnError(string item, string name, string meant)
    {
        using TestProject project = GuestProject.Create(item, None);

        BuildOutcome outcome = project.Build();

        Assert.Equal(
            $"board.partproj(12,2): HV0024: Nothing reads the item '{name}'. Did you mean '{meant}'?",
            Assert.Single(outcome.Errors));
        Assert.Empty(outcome.Warnings);
    }

    [Theory]
    [InlineData("DeviceTreeIncludeDirectory", "linux/include",
        "an item, but is a property here, which nothing reads. Write it in an ItemGroup: "
        + "<DeviceTreeIncludeDirectory Include=\"linux/include\" />.")]
    [InlineData("RootFile", "", "an item, but is a property here, which nothing reads. Write it in an ItemGroup: "
        + "<RootFile Include=\"…\" />.")]
    public void PropertyThatIsAnItemShowsTheItem(string name, string value, string expected)
    {
        using TestProject project = GuestProject.Create(Guest, $"{None}<{name}>{value}</{name}>");

        string warning = Assert.Single(project.Build().Warnings);

        Assert.EndsWith($": HV0048: '{name}' must be {expected}", warning, StringComparison.Ordinal);
        Assert.StartsWith("board.partproj(9,", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ItemThatIsAPropertyShowsTheProperty()
    {
        using TestProject project = GuestProject.Create($"{Guest}\n<QemuMachine Include=\"virt\" />", None);

        Assert.Equal(
            "board.partproj(13,2): HV0048: 'QemuMachine' must be a property, but is an item here, which nothing reads. "
            + "Write it in a PropertyGroup: <QemuMachine>virt</QemuMachine>.",
            Assert.Single(project.Build().Warnings));
    }

    [Theory]
    [InlineData("QemuMachin")]
    [InlineData("qemumachines")]
    [InlineData("QemuMahcine")]
    public void PropertyThatIsNearlyOursIsToldAtItsPlace(string name)
    {
        using TestProject project = GuestProject.Create(Guest, $"{None}<{name}>virt</{name}>");

        string warning = Assert.Single(project.Build().Warnings);

        Assert.EndsWith($": HV0024: Nothing reads the property '{name}'. Did you mean 'QemuMachine'?", warning, StringComparison.Ordinal);
        Assert.StartsWith("board.partproj(9,", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void GuestsWithoutAKernelAreToldOnce()
    {
        using TestProject project = GuestProject.Create(
            $"""{Guest}<Guest Include="a" Devices="uart1" /><Guest Include="b" Devices="uart2" />""", None);

        Assert.Equal(
            "board.partproj(12,64): HV0050: Guests 'a', 'b' have no Kernel, so their trees are built and there is nothing to boot in them. "
            + "Set the metadatum Kernel, or add HV0050 to NoWarn if the trees are all that is needed.",
            Assert.Single(project.Build().Warnings));
        Assert.Empty(project.Build("PlanPartition").Warnings);
    }

    [Fact]
    public void PropertyOfTheCommandLineIsChecked()
    {
        using TestProject project = GuestProject.Create(Guest, None);

        Assert.Equal(
            "board.partproj: HV0024: Nothing reads the property 'DiskSiz'. Did you mean 'DiskSize'?",
            Assert.Single(project.Build(("DiskSiz", "64M")).Warnings));
    }

    [Fact]
    public void NamesOfOthersStayTheirs()
    {
        using TestProject project = GuestProject.Create(
            Guest + """<Guests Include="a" /><Gift Include="@(Guests)" /><Content Include="x" /><None Include="y" />""",
            None + "<DiskSizes>3</DiskSizes><Mine>$(DiskSizes)</Mine><Version>1.0</Version><BoardRevision>2</BoardRevision>");

        Assert.Empty(project.Build().Warnings);
    }

    [Fact]
    public void ImportedFilesOfGuestsAreRead()
    {
        using TestProject project = GuestProject.Create(Guest, None);
        project.Write("guests/guest1.props", "<Project><ItemGroup><GuestDevic Include=\"uart0\" /></ItemGroup></Project>");
        string text = File.ReadAllText(project["board.partproj"]);
        File.WriteAllText(
            project["board.partproj"],
            text.Replace("</Project>", """<Import Project="guests/*.props" /></Project>""", StringComparison.Ordinal));

        string warning = Assert.Single(project.Build().Warnings);

        Assert.EndsWith(
            "guest1.props(1,22): HV0024: Nothing reads the item 'GuestDevic'. Did you mean 'GuestDevice'?",
            warning,
            StringComparison.Ordinal);
    }

    [Fact]
    public void IncludeDirectoryThatIsNotThereIsTold()
    {
        using TestProject project = GuestProject.Create(Guest + """<DeviceTreeIncludeDirectory Include="no/such" />""", None);

        Assert.StartsWith(
            "board.partproj(12,64): HV0025: The include directory 'no/such' does not exist",
            Assert.Single(project.Build().Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A B", false)]
    [InlineData("1X=3", false)]
    [InlineData("=4", false)]
    [InlineData("A", true)]
    [InlineData("A=", true)]
    [InlineData("F(x)=(x + 1)", true)]
    [InlineData("NAME=a b=c", true)]
    public void MacrosOfTheProjectAreChecked(string define, bool isRight)
    {
        using TestProject project = GuestProject.Create(Guest, $"{None}<DeviceTreeDefines>{define}</DeviceTreeDefines>");

        Assert.Equal(
            isRight ? [] : [$"HV0026: '{define}' does not define a macro."],
            project.Build().Errors
                .Select(static error => error[error.IndexOf("HV", StringComparison.Ordinal)..(error.IndexOf('.', 40) + 1)]));
    }

    [Fact]
    public void CheckThatDoesNotExistIsTold()
    {
        using TestProject project = GuestProject.Create(
            Guest, None + "<DeviceTreeChecks>interupt_provider;no-unit_address_vs_reg</DeviceTreeChecks>");

        Assert.EndsWith(
            "HV0027: There is no check 'interupt_provider'. Did you mean 'interrupt_provider'?",
            Assert.Single(project.Build().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectationOfAGuestThatDoesNotExistFailsTheBuild()
    {
        using TestProject project = GuestProject.Create(Guest + """<ExpectDevice Include="rtc0" Guest="guest9" />""", None);

        Assert.Contains(": HV0017: ", Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void BoardWithoutGuestsIsAWarning()
    {
        using TestProject project = GuestProject.Create("", None);

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.StartsWith("board.partproj: HV0023: ", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<Guest Include="guest1" Memory="64M" Devices="uart1" AutoStart="maybe" />""",
        "HV2008: AutoStart of guest 'guest1' is 'maybe'.")]
    [InlineData("""<Guest Include="guest1" Memory="64M" Devices="uart1" PatchKernel="nope" />""",
        "HV2008: PatchKernel of guest 'guest1' is 'nope'.")]
    [InlineData("""<DeviceTree Include="board.dts" Symbols="1" />""", "HV0028: Symbols of 'board.dts' is '1'. Write true or false.")]
    [InlineData("""<DiskLink Include="/a" LinkTarget="b" Hard="0" />""", "HV0028: Hard of '/a' is '0'. Write true or false.")]
    public void ValueThatIsNeitherTrueNorFalseIsToldAtItsPlace(string item, string expected)
    {
        using TestProject project = GuestProject.Create($"{Booting}\n{item}");

        string error = Assert.Single(project.Build().Errors);

        Assert.StartsWith("board.partproj(13,", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LockedMode", "nope")]
    [InlineData("DiskHoles", "2")]
    public void PropertyThatIsNeitherTrueNorFalseIsTold(string name, string value)
    {
        using TestProject project = GuestProject.Create(
            Booting + """<DiskFile Include="board.dts" TargetPath="/a" />""",
            $"<{name}>{value}</{name}>");

        Assert.Contains(
            $": HV0028: {name} is '{value}'. Write true or false.",
            Assert.Single(project.Build().Errors),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no", false)]
    [InlineData("Off", false)]
    [InlineData("FALSE", false)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("", true)]
    public void GuestStartsByTheWordsOfMSBuild(string text, bool starts)
    {
        using TestProject project = GuestProject.Create(
            $"""<Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" Firmware="none" AutoStart="{text}" />""");

        Assert.Empty(project.Build().Errors);

        Assert.Equal(
            starts, File.ReadAllText(project["obj/Debug/boot/boot.xscript"]).Contains("guest kick guest0", StringComparison.Ordinal));
    }
}
