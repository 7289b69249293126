namespace Partition.EndToEnd.Tests;

/// <summary>The reference result: what a guest's kernel finds is what its slice of the board has, seen on its console.</summary>
public sealed class BootTests
{
    private const string Qemu = "qemu-system-arm";

    [ToolFact(Qemu)]
    public void LinuxWithoutTheFourthSerialPortFindsThree() => Assert.Equal(Ports(0, 1, 2), BootLinux("*; !uart3"));

    [ToolFact(Qemu)]
    public void LinuxWithTheWholeBoardFindsFour() => Assert.Equal(Ports(0, 1, 2, 3), BootLinux("*"));

    [ToolFact(Qemu)]
    public void LinuxWithOneMoreRemovedFindsTwo() => Assert.Equal(Ports(0, 1), BootLinux("*; !uart3; !uart2"));

    [ToolFact(Qemu)]
    public void PayloadFindsThePortsOfEverySlice()
    {
        using var project = new SampleProject();

        Assert.Equal([37, 38, 39], BootPayload(project, "*; !uart3"));
        Assert.Equal([37, 38, 39, 40], BootPayload(project, "*"));
        Assert.Equal([37, 38], BootPayload(project, "*; !uart3; !uart2"));
    }

    [ToolFact(Qemu)]
    public void GuestWithoutTheFirstPortTalksOnItsOwn()
    {
        using var project = new SampleProject();

        Assert.Equal([38], BootPayload(project, "uart1"));
    }

    private static string[] BootLinux(string devices)
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
        Assert.True(File.Exists(Path.Combine(linux, "vmlinuz")), "There is no Linux to boot. Run eng/fetch-guest-linux.sh.");
        using var project = new SampleProject();
        string[] properties =
        [
            SampleProject.Property("Hypervisor", "None"),
            SampleProject.Property("LinuxKernel", Path.Combine(linux, "vmlinuz")),
            SampleProject.Property("Busybox", Path.Combine(linux, "busybox")),
            SampleProject.Property("Guest0Devices", devices),
        ];
        project.Dotnet(["build", .. properties]).Succeeded();

        IReadOnlyList<string> console = GuestConsole.Boot(project, "partition: guest is up", properties);

        return [.. console.Where(static line => line.StartsWith("partition: uart ", StringComparison.Ordinal))];
    }

    private static int[] BootPayload(SampleProject project, string devices)
    {
        string[] properties = [SampleProject.Property("Hypervisor", "None"), SampleProject.Property("Guest0Devices", devices)];
        project.Dotnet(["build", .. properties]).Succeeded();

        IReadOnlyList<string> console = GuestConsole.Boot(project, "Partition payload: done", properties);

        return
        [
            .. console
                .Where(static line => line.StartsWith("uart 0x", StringComparison.Ordinal))
                .Select(static line => int.Parse(line.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }

    private static string[] Ports(params int[] numbers) =>
        [.. numbers.Select(static number => $"partition: uart ttyAMA{number} mmio 0x1000{"9abc"[number]}000")];
}
