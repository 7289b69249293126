using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Partition.EndToEnd.Tests;

/// <summary>
/// <c>dotnet test</c> of a project: boots it in QEMU, and fails with the reason when a guest does not come up as it should.
/// </summary>
public sealed class BootTestTests
{
    private const string Qemu = "qemu-system-arm";
    private const string OneByItself = "-p:Hypervisor=None";

    [ToolFact(Qemu)]
    public void BareMetalSampleIsGreen()
    {
        using var project = new SampleProject();

        ToolResult test = project.Dotnet("test", OneByItself).Succeeded();

        Assert.Contains("guest0: up after ", test.Text, StringComparison.Ordinal);
        Assert.Contains("uart 0x10009000 interrupt 37 serial0\n", project.Log("guest0"), StringComparison.Ordinal);
    }

    [ToolFact(Qemu)]
    public void LinuxOfTheSampleIsGreenAndListsItsPorts()
    {
        using var project = new SampleProject();

        project.Dotnet(["build", "-t:BootTest", OneByItself, "-p:BootTimeout=600", .. Linux()]).Succeeded();

        Assert.Contains("device: ttyAMA2\n", project.Log("guest0"), StringComparison.Ordinal);
    }

    [ToolFact(Qemu)]
    public void DeviceOfTheOtherGuestIsToldAtItsItem()
    {
        using var project = new SampleProject("qemu-virt-xen");
        project.Replace(
            "qemu-virt-xen.partproj",
            "<ExpectDevice Include=\"rtc0\" Guest=\"guest1\" />",
            "<ExpectDevice Include=\"rtc0\" />");

        string text = Fails(project.Dotnet(["test", "-p:BootTimeout=600", .. Xen(), .. Linux()]));

        Assert.Contains(
            "error HV0604: Guest 'guest2' does not list 'rtc0' on its console. It lists: gpiochip0.",
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Guest 'guest1' does not", text, StringComparison.Ordinal);
        Assert.Contains(
            $"qemu-virt-xen.partproj({project.LineOf("qemu-virt-xen.partproj", "<ExpectDevice Include=\"rtc0\"")},",
            text,
            StringComparison.Ordinal);
    }

    [ToolFact(Qemu)]
    public void GuestThatNeverComesUpFailsWithItsLastLinesAndLeavesNoQemu()
    {
        using var project = new SampleProject();
        project.Replace("vexpress-a9.partproj", "Partition payload: done", "Partition payload: never");
        string tag = NewTag();

        string text = Fails(project.Dotnet("test", OneByItself, "-p:BootTimeout=3", Arguments(tag)));

        Assert.Contains(
            "error HV0601: Guest 'guest0' did not come up in 3 s: its console did not show 'Partition payload: never'.",
            text,
            StringComparison.Ordinal);
        Assert.Contains("  | Partition payload: done", text, StringComparison.Ordinal);
        Assert.Contains($"vexpress-a9.partproj({project.LineOf("vexpress-a9.partproj", "<BootMarker>")},", text, StringComparison.Ordinal);
        Assert.Empty(FindQemus(tag));
    }

    [Fact]
    public void QemuThatIsNotThereIsNamed()
    {
        using var project = new SampleProject();

        Assert.Contains(
            "error HV0010: QEMU ('no-such-qemu') is not on the PATH.",
            Fails(project.Dotnet("test", OneByItself, "-p:QemuCommand=no-such-qemu")),
            StringComparison.Ordinal);
    }

    [ToolFact(Qemu)]
    public void QemuThatEndsAtOnceIsQuoted()
    {
        using var project = new SampleProject();

        string text = Fails(project.Dotnet("test", OneByItself, "-p:QemuMachine=vexpres-a9"));

        Assert.Contains("error HV0602: QEMU ended with 1 before 'guest0' came up. It says: ", text, StringComparison.Ordinal);
        Assert.Contains("unsupported machine type", text, StringComparison.Ordinal);
    }

    [ToolFact(Qemu)]
    public void PortThatAnotherProgramHasIsToldAtTheArguments()
    {
        using var project = new SampleProject();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        project.Replace("vexpress-a9.partproj", "<QemuMachine>", string.Create(
            CultureInfo.InvariantCulture,
            $"<QemuArguments>-audiodev none,id=silent -nic user,hostfwd=tcp:127.0.0.1:{port}-:22</QemuArguments>\n<QemuMachine>"));

        string text = Fails(project.Dotnet("test", OneByItself));

        Assert.Contains("error HV0603: QEMU could not have a port that its arguments ask for", text, StringComparison.Ordinal);
        Assert.Contains(
            $"vexpress-a9.partproj({project.LineOf("vexpress-a9.partproj", "<QemuArguments>")},",
            text,
            StringComparison.Ordinal);
    }

    [ToolFact(Qemu, "kill")]
    public void SecondBootTestSaysThatThereIsAnotherAndCtrlCEndsTheFirstWithItsQemu()
    {
        using var project = new SampleProject();
        project.Dotnet("build", OneByItself).Succeeded();
        string tag = NewTag();
        // A machine that waits for a debugger says nothing.
        using Process first = Tool.Start("dotnet", project.Folder, NoNodes, "test", "--no-build", OneByItself, $"{Arguments(tag)} -S");
        Task<string> said = first.StandardOutput.ReadToEndAsync();
        WaitFor(() => FindQemus(tag).Length == 1 || first.HasExited);

        string text = Fails(project.Dotnet("test", "--no-build", OneByItself));
        Tool.Run("kill", project.Folder, "-INT", first.Id.ToString(CultureInfo.InvariantCulture)).Succeeded();
        WaitFor(() => first.HasExited);

        Assert.Contains("error HV0606: Another boot test of this project is running", text, StringComparison.Ordinal);
        Assert.NotEqual(0, first.ExitCode);
        Assert.DoesNotContain("error HV", said.Result, StringComparison.Ordinal);
        Assert.Empty(FindQemus(tag));
        project.Dotnet("test", "--no-build", OneByItself).Succeeded();
    }

    [ToolFact(Qemu)]
    public void CleanTakesTheLogs()
    {
        using var project = new SampleProject();
        project.Dotnet("test", OneByItself).Succeeded();
        project.Dotnet("build", OneByItself).Succeeded();
        Assert.NotEmpty(project.Log("guest0"));

        project.Dotnet("clean", OneByItself).Succeeded();

        Assert.Empty(Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories));
    }

    private static IReadOnlyDictionary<string, string> NoNodes { get; } = new Dictionary<string, string>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    private static string[] Linux()
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
        Assert.True(File.Exists(Path.Combine(linux, "vmlinuz")), "There is no Linux to boot. Run eng/fetch-guest-linux.sh.");
        return
        [
            SampleProject.Property("LinuxKernel", Path.Combine(linux, "vmlinuz")),
            SampleProject.Property("Busybox", Path.Combine(linux, "busybox")),
            SampleProject.Property("LinuxArguments", "quiet"),
        ];
    }

    private static string[] Xen()
    {
        string xen = Path.Combine(Repository.Root, "artifacts", "guest-xen", "xen");
        Assert.True(File.Exists(xen), "There is no Xen to boot. Run eng/fetch-xen.sh.");
        return [SampleProject.Property("HypervisorKernel", xen)];
    }

    private static string Fails(ToolResult result)
    {
        Assert.True(result.ExitCode != 0, result.Text);
        return result.Text + result.Errors;
    }

    private static string NewTag() => $"boot-test-{Guid.NewGuid():N}";

    private static string Arguments(string tag) => $"-p:QemuArguments=-audiodev none%2Cid=silent -name {tag}";

    /// <summary>The processes of QEMU's that were given a name.</summary>
    private static string[] FindQemus(string tag) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(directory => ReadCommandLine(directory) is { } line
            && line.Contains(Qemu, StringComparison.Ordinal) && line.Contains($"-name\0{tag}\0", StringComparison.Ordinal)
            && !line.Contains("dotnet", StringComparison.Ordinal)),
    ];

    private static string? ReadCommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // No process, or one that has just ended.
        }
    }

    private static void WaitFor(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)), "Nothing came of it in a minute.");
}
