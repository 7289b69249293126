namespace Partition.EndToEnd.Tests;

/// <summary>The verbs of the command line, and what they say when something is missing.</summary>
public sealed class VerbTests
{
    [Fact]
    public void RunWithoutQemuNamesThePropertyToSet()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run", "-p:Hypervisor=None", "-p:QemuCommand=no-such-qemu");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error HV0010: QEMU ('no-such-qemu') is not on the PATH.", run.Text + run.Errors, StringComparison.Ordinal);
        Assert.Contains("set the property QemuCommand", run.Text + run.Errors, StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm")]
    public void RunWithoutAHypervisorNamesThePropertyToSet()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error HV0012: There is no hypervisor to boot. Set the property HypervisorDirectory", run.Text + run.Errors, StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm")]
    public void RunOfAGuestThatIsNotThereListsTheGuests()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run", "-p:Hypervisor=None", "-p:RunGuest=guest7");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(
            "error HV0013: There is no guest 'guest7'. Set the property RunGuest to the one to boot: guest0.", run.Text + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void CleanLeavesNothingBuilt()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();

        project.Dotnet("clean").Succeeded();

        Assert.Empty(Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void PublishCopiesWhatTheMachineBootsFrom()
    {
        using var project = new SampleProject();

        project.Dotnet("publish", "-o", "out").Succeeded();

        Assert.Equal(
            ["disk.img", "host.dtb", "vexpress-v2p-ca9.dtb"],
            Directory.EnumerateFiles(project["out"]).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }
}
