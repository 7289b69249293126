using System.Diagnostics;
using System.Xml.Linq;

namespace Partition.Sdk.Tests;

/// <summary>Boot tests of a program in QEMU's place, which says what a guest would.</summary>
public sealed class BootTestTests
{
    private const string Sh = "sh";
    private const string Place = "board.partproj(13,";

    [ToolFact(Sh)]
    public void GuestThatComesUpPasses()
    {
        using TestProject project = Create(
            "echo 'Booting'; echo 'device: rtc0'; printf '/ # '; sleep 60",
            """<ExpectDevice Include="rtc0" Guest="guest0" /><RejectDevice Include="rtc1" />""");

        BuildOutcome outcome = project.Build("BootTest");

        Assert.Empty(outcome.Errors);
        Assert.Equal("Booting\ndevice: rtc0\n/ # \n", File.ReadAllText(project["bin/Debug/boot-logs/guest0.log"]));
        Assert.Contains(outcome.Highlights, static text => text.StartsWith("guest0: up after ", StringComparison.Ordinal));
    }

    [ToolFact(Sh)]
    public void GuestThatDoesNotComeUpIsToldAtItsPlaceWithItsLastLinesAndQemuIsGone()
    {
        using TestProject project = Create("echo $$ >pid; echo 'Kernel panic'; sleep 60 & sleep 60");

        BuildOutcome outcome = project.Build("BootTest", ("BootTimeout", "0.8"));

        string error = Assert.Single(outcome.Errors);
        Assert.StartsWith("board.partproj(12,2): HV0601: Guest 'guest0' did not come up in 0.8 s", error, StringComparison.Ordinal);
        Assert.EndsWith("guest0.log:\n  | Kernel panic", error, StringComparison.Ordinal);
        AssertGone(project);
    }

    [ToolFact(Sh)]
    public void MarkerOfTheProjectIsWaitedForAndItsPlaceIsShown()
    {
        using TestProject project = Create("echo 'partition: guest is up'; sleep 60");
        project.WriteProject(Guest("BootMarker=\"all done\" "), Properties);

        BuildOutcome outcome = project.Build("BootTest", ("BootTimeout", "0.5"));

        Assert.StartsWith(
            "board.partproj(12,65): HV0601: Guest 'guest0' did not come up in 0.5 s: its console did not show 'all done'.",
            Assert.Single(outcome.Errors),
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void SilentGuestIsToldAsSuch()
    {
        using TestProject project = Create("sleep 60");

        Assert.Contains(
            "Its console was silent",
            Assert.Single(project.Build("BootTest", ("BootTimeout", "0.5")).Errors),
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void QemuThatEndsAtOnceIsToldWithWhatItSays()
    {
        using TestProject project = Create("echo 'qemu: unsupported machine type' >&2; exit 3");

        string error = Assert.Single(project.Build("BootTest").Errors);

        Assert.StartsWith(
            "board.partproj(12,2): HV0602: QEMU ended with 3 before 'guest0' came up. It says: qemu: unsupported machine type",
            error,
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void PortThatIsTakenIsToldAtTheArguments()
    {
        using TestProject project = Create("echo 'qemu: -serial tcp::1: Failed to find an available port: Address already in use' >&2; "
            + "exit 1");
        project.WriteProject(Guest(""), Properties + "<QemuArguments>-serial tcp::1</QemuArguments>");

        Assert.StartsWith("board.partproj(9,", Assert.Single(project.Build("BootTest").Errors), StringComparison.Ordinal);
        Assert.Contains(": HV0603: QEMU could not have a port", Assert.Single(project.Build("BootTest").Errors), StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void MissingAndUnwantedDevicesAreToldAtTheirItemsInOneRun()
    {
        using TestProject project = Create(
            "echo 'device: rtc0'; echo 'device: ttyAMA0 mmio'; echo 'partition: guest is up'; sleep 60",
            """<ExpectDevice Include="gpiochip0" Guest="guest0" /><RejectDevice Include="a port" Pattern="ttyAMA\d" />""");

        BuildOutcome outcome = project.Build("BootTest");

        Assert.Equal(2, outcome.Errors.Length);
        Assert.StartsWith(
            $"{Place}2): HV0604: Guest 'guest0' does not list 'gpiochip0' on its console. It lists: rtc0, ttyAMA0.",
            outcome.Errors[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Place}53): HV0605: Guest 'guest0' lists 'a port' on its console and must not have it: 'device: ttyAMA0 mmio'.",
            outcome.Errors[1],
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void ExpectationsWithFaultsAreToldBeforeAnythingBoots()
    {
        using TestProject project = Create(
            "touch started",
            """<ExpectDevice Include="rtc0" Guest="gest0" />"""
                + """<ExpectDevice Include="port" Pattern="(" Gest="guest0" />""");

        BuildOutcome outcome = project.Build("BootTest");

        Assert.Equal(2, outcome.Errors.Length);
        Assert.StartsWith(
            $"{Place}30): HV0017: 'rtc0' is meant for guest 'gest0', and there is no such guest. Did you mean 'guest0'?",
            outcome.Errors[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"{Place}75): HV0607: The Pattern of 'port' is no regular expression: ",
            outcome.Errors[1],
            StringComparison.Ordinal);
        Assert.StartsWith($"{Place}87): HV0016: ", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(project["started"]));
    }

    [ToolFact(Sh)]
    public void GuestsBootOneAfterTheOtherWithoutAHypervisor()
    {
        using TestProject project = Create("echo \"$@\" >>runs; echo 'partition: guest is up'; sleep 60");
        project.WriteProject("""
            <Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" />
            <Guest Include="guest1" Memory="32M" Devices="uart1" Kernel="kernel.elf" />
            """, Properties);

        Assert.Empty(project.Build("BootTest").Errors);
        Assert.Empty(project.Build("BootTest", ("RunGuest", "guest1"), ("NoBuild", "true")).Errors);

        string[] runs = File.ReadAllLines(project["runs"]);
        Assert.Equal(["64M", "32M", "32M"], runs.Select(static run => run.Split(' ').SkipWhile(static word => word != "-m").ElementAt(1)));
        Assert.All(runs, static run => Assert.Contains("-serial stdio -monitor none -no-reboot", run, StringComparison.Ordinal));
        Assert.Equal("partition: guest is up\n", File.ReadAllText(project["bin/Debug/boot-logs/guest1.log"]));
    }

    [ToolTheory(Sh)]
    [InlineData("vexpress-a9", "", "-m 96M -kernel")]
    [InlineData("vexpress-a9", "Cpus=\"2\"", "-m 96M -smp 2 -kernel")]
    [InlineData("raspi3b", "", "-m 1024M -smp 4 -kernel")]
    [InlineData("raspi2b", "Cpus=\"2\"", "-m 1024M -smp 4 -kernel")]
    [InlineData("orangepi-pc", "Cpus=\"4\"", "-m 1024M -smp 4 -kernel")]
    [InlineData("cubieboard", "Memory=\"600M\"", "-m 1024M -kernel")]
    [InlineData("raspi0", "Memory=\"513M\"", "-m 513M -kernel")]
    public void MachineHasTheCpusAndTheRamThatQemuCanGiveIt(string machine, string guest, string arguments)
    {
        using TestProject project = Create("echo \"$@\" >>runs; echo 'partition: guest is up'; sleep 60");
        project.Write("board.dts", TestBoard.Source
            .Replace("reg = <0x60000000 0x20000000>", "reg = <0x60000000 0x40000000>", StringComparison.Ordinal)
            .Replace("cpu@0 {", string.Concat(Enumerable.Range(1, 3).Select(MoreCpu)) + "cpu@0 {", StringComparison.Ordinal));
        project.WriteProject(Guest(guest + " "), Properties + $"<QemuMachine>{machine}</QemuMachine>");

        Assert.Empty(project.Build("BootTest").Errors);

        Assert.Contains($" {arguments} ", File.ReadAllText(project["runs"]), StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void SecondBootTestAtTheSameTimeLeavesTheLogsOfTheFirst()
    {
        using TestProject project = Create("echo 'partition: guest is up'; sleep 60");
        Assert.Empty(project.Build("BootTest").Errors);
        using (new FileStream(project["bin/Debug/boot-logs/.lock"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            File.WriteAllText(project["bin/Debug/boot-logs/guest0.log"], "the first");

            Assert.StartsWith(
                "board.partproj: HV0606: Another boot test of this project is running",
                Assert.Single(project.Build("BootTest").Errors),
                StringComparison.Ordinal);
        }

        Assert.Equal("the first", File.ReadAllText(project["bin/Debug/boot-logs/guest0.log"]));
        Assert.Empty(project.Build("BootTest").Errors);
    }

    [ToolFact(Sh)]
    public void DeviceOfAGuestThatTheHypervisorDoesNotStartIsToldAtItsItem()
    {
        using TestProject project = Create("echo '[guest0/uart0] guest is up'; sleep 60");
        project.Write("vmm.bin", new byte[64]);
        project.WriteProject("""
            <Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" Firmware="none" BootMarker="guest is up" />
            <Guest Include="guest1" Memory="32M" Devices="uart1" Kernel="kernel.elf" Firmware="none" AutoStart="false" />
            <ExpectDevice Include="rtc0" Guest="guest1" />
            """, "<HypervisorKernel>vmm.bin</HypervisorKernel><QemuCommand>./qemu</QemuCommand>");

        string error = Assert.Single(project.Build("BootTest").Errors);

        Assert.StartsWith("board.partproj(14,2): HV0608: Nothing can be said of 'rtc0'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitThatIsNoNumberIsToldAtItsPlace()
    {
        using TestProject project = GuestProject.Create(Guest(""), Properties + "<BootTimeout>soon</BootTimeout>");

        Assert.StartsWith("board.partproj(9,", Assert.Single(project.Build("BootTest").Errors), StringComparison.Ordinal);
        Assert.Contains(
            ": HV0007: BootTimeout is not a valid number: 'soon'. Use a number of seconds",
            Assert.Single(project.Build("BootTest").Errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNoProgramIsTold()
    {
        using TestProject project = GuestProject.Create(Guest("") + """<ExpectDevice Include="rtc0" Guest="guest0" />""", Properties);
        project.Write("qemu", "no program");

        Assert.StartsWith("board.partproj: HV0609: QEMU (", Assert.Single(project.Build("BootTest").Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectWithoutGuestsHasNothingToBoot()
    {
        using TestProject project = GuestProject.Create("", Properties);

        Assert.StartsWith(
            "board.partproj: HV0612: There is no guest to boot.", Assert.Single(project.Build("VSTest").Errors), StringComparison.Ordinal);
    }

    [ToolTheory(Sh)]
    [InlineData("Failed to execute /init (error -2)")]
    [InlineData("Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)")]
    [InlineData("ALERT!  /dev/vda1 does not exist.  Dropping to a shell!")]
    public void PromptAfterAFaultIsNoSuccess(string fault)
    {
        using TestProject project = Create($"echo 'Booting'; echo '[    4.2] {fault}'; printf '/ # '; sleep 60");

        string error = Assert.Single(project.Build("BootTest").Errors);

        Assert.StartsWith(
            $"board.partproj(12,2): HV0610: Guest 'guest0' did not come up: it said '[    4.2] {fault}'.", error, StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void ShellOfTheInitialRamDiskIsNoSuccess()
    {
        using TestProject project = Create("printf '(initramfs) '; sleep 60");

        Assert.Contains("HV0610", Assert.Single(project.Build("BootTest").Errors), StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void ErrorLineOfTheHypervisorFailsTheTest()
    {
        using TestProject project = Create("echo 'line6: failed'; echo '[guest0/uart0] guest is up'; sleep 60");
        project.Write("vmm.bin", new byte[64]);
        project.WriteProject(
            """<Guest Include="guest0" Memory="64M" Devices="uart0" Kernel="kernel.elf" Firmware="none" BootMarker="guest is up" />""",
            "<HypervisorKernel>vmm.bin</HypervisorKernel><QemuCommand>./qemu</QemuCommand>");

        Assert.StartsWith(
            "board.partproj: HV0611: Xvisor could not do what the partition needs, although it went on: line6: failed",
            Assert.Single(project.Build("BootTest").Errors),
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void NothingExpectedIsSaidAsSuch()
    {
        using TestProject project = Create("printf '/ # '; sleep 60");

        BuildOutcome outcome = project.Build("BootTest");

        Assert.Contains(outcome.Highlights, static text => text.Contains("; no device was checked", StringComparison.Ordinal));
        Assert.Contains(outcome.Highlights, static text => text.StartsWith(
            "Passed!  - Failed: 0, Passed: 1, Skipped: 0, Total: 1, ", StringComparison.Ordinal));
    }

    [ToolFact(Sh)]
    public void EachGuestAndEachExpectationIsATestThatAFilterSelects()
    {
        using TestProject project = CreateForResults();

        BuildOutcome listed = project.Build("BootTest", ("VSTestListTests", "true"));
        Assert.Equal(
            ["guest0 comes up", "guest0 lists rtc0", "guest0 does not list rtc1"],
            listed.Highlights.Select(static line => line.Trim())
                .Where(static line => line.StartsWith("guest0 ", StringComparison.Ordinal)));

        Assert.Empty(project.Build("BootTest", ("VSTestTestCaseFilter", "Name=guest0 comes up")).Errors);
        Assert.Contains(
            "HV0605", Assert.Single(project.Build("BootTest", ("VSTestTestCaseFilter", "rtc1")).Errors), StringComparison.Ordinal);
        Assert.StartsWith(
            "board.partproj: HV0613: No test matches the filter 'guest7'. The tests are: guest0 comes up, guest0 lists rtc0,",
            Assert.Single(project.Build("BootTest", ("VSTestTestCaseFilter", "guest7")).Errors),
            StringComparison.Ordinal);
        Assert.Contains(
            "HV0614", Assert.Single(project.Build("BootTest", ("VSTestTestCaseFilter", "(a")).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Xvisor")]
    public void ListsTestsWithoutQemuAndTheHypervisorsFile(string hypervisor)
    {
        using TestProject project = GuestProject.Create(
            GuestProject.Guest + """<ExpectDevice Include="rtc0" Guest="guest0" />""",
            $"<Hypervisor>{hypervisor}</Hypervisor><QemuCommand>no-such-program</QemuCommand>");

        BuildOutcome listed = project.Build("BootTest", ("VSTestListTests", "true"));

        Assert.Empty(listed.Errors);
        Assert.Equal(
            ["guest0 comes up", "guest0 lists rtc0"],
            listed.Highlights.Select(static line => line.Trim())
                .Where(static line => line.StartsWith("guest0 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ThereAreNoTestsToListWithoutAKernel()
    {
        using TestProject project = GuestProject.Create("""<Guest Include="guest0" Devices="uart0" />""", "<Hypervisor>None</Hypervisor>");

        Assert.StartsWith(
            "board.partproj: HV0014: ",
            Assert.Single(project.Build("BootTest", ("VSTestListTests", "true")).Errors),
            StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void ResultsAreWrittenAsTrxOnDemand()
    {
        using TestProject project = CreateForResults();

        Assert.Single(project.Build(
            "BootTest",
            ("VSTestLogger", "trx%3BLogFileName=boot.trx"),
            ("VSTestResultsDirectory", "results")).Errors);

        XElement run = XDocument.Load(project["results/boot.trx"]).Root!;
        XNamespace ns = run.Name.Namespace;
        Assert.Equal(
            [("guest0 comes up", "Passed"), ("guest0 lists rtc0", "Passed"), ("guest0 does not list rtc1", "Failed")],
            run.Descendants(ns + "UnitTestResult").Select(static result =>
                ((string)result.Attribute("testName")!, (string)result.Attribute("outcome")!)));
        Assert.Equal("2", (string?)run.Descendants(ns + "Counters").Single().Attribute("passed"));
        Assert.Contains("HV0605", (string)run.Descendants(ns + "Message").Single(), StringComparison.Ordinal);
        Assert.Contains(
            "HV0615", Assert.Single(project.Build("BootTest", ("VSTestLogger", "html")).Errors), StringComparison.Ordinal);
    }

    [ToolFact(Sh)]
    public void DevicesOfAGuestThatIsNotUpAreSkipped()
    {
        using TestProject project = Create(
            "echo 'Kernel panic - not syncing: x'; sleep 60",
            """<ExpectDevice Include="rtc0" />""");

        BuildOutcome outcome = project.Build("BootTest");

        Assert.Single(outcome.Errors);
        Assert.Contains(outcome.Highlights, static text => text.StartsWith(
            "Failed!  - Failed: 1, Passed: 0, Skipped: 1, Total: 2, ", StringComparison.Ordinal));
    }

    private static string MoreCpu(int number) =>
        $$"""cpu@{{number}} { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <{{number}}>; }; """;

    private const string Properties = "<Hypervisor>None</Hypervisor><QemuCommand>./qemu</QemuCommand>";

    private static string Guest(string metadata) => $"""
        <Guest Include="guest0" Devices="*; !uart3" Kernel="kernel.elf" {metadata}/>
        """;

    private static TestProject Create(string script, string items = "")
    {
        TestProject project = GuestProject.Create(Guest("") + "\n" + items, Properties);
        project.Write("qemu", $"#!/bin/sh\ncd \"$(dirname \"$0\")\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(project["qemu"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return project;
    }

    private static TestProject CreateForResults() => Create(
        "echo 'device: rtc0'; echo 'device: rtc1'; echo 'partition: guest is up'; sleep 60",
        """<ExpectDevice Include="rtc0" Guest="guest0" /><RejectDevice Include="rtc1" />""");

    private static void AssertGone(TestProject project)
    {
        int id = int.Parse(File.ReadAllText(project["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.DoesNotContain(Process.GetProcesses(), process => process.Id == id);
    }
}
