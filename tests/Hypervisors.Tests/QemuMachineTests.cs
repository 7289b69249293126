using System.Globalization;
using System.Text;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests;

/// <summary>What a machine is asked for is what QEMU can give it.</summary>
public sealed class QemuMachineTests
{
    private const string Qemu = "qemu-system-aarch64";

    // Microcontrollers, old versions of another machine, and machines that need files of firmware.
    private static readonly string[] s_others =
    [
        "none", "virt-", "mps2-", "mps3-", "musca-", "stm32", "lm3s", "netduino", "emcraft", "microbit", "b-l475e", "olimex", "connex",
        "verdex", "sbsa-ref", "canon-", "cheetah", "sx1",
    ];

    /// <summary>So little that a guest of it fits into every machine.</summary>
    private static readonly ByteSize s_guestMemory = ByteSize.FromMebibytes(32);

    [Theory]
    [InlineData("virt", 1, 32)]
    [InlineData("raspi3b", 4, 1024)]
    [InlineData("raspi3b,usb=on", 4, 1024)]
    [InlineData("cubieboard", 1, 512)]
    [InlineData("smdkc210", 2, 32)]
    public void MachineHasTheLeastThatItCanHave(string name, int cpus, ulong mebibytes)
    {
        var machine = QemuMachine.Find(name);

        Assert.Equal((cpus, ByteSize.FromMebibytes(mebibytes)), (machine.Cpus, machine.MemoryFor(s_guestMemory)));
    }

    [Theory]
    [InlineData("cubieboard", 513, 1024)]
    [InlineData("cubieboard", 1024, 1024)]
    [InlineData("cubieboard", 1025, 1025)] // QEMU refuses it, and says what it takes.
    public void MachineHasTheRamThatAGuestNeeds(string name, ulong wanted, ulong mebibytes) => Assert.Equal(
        ByteSize.FromMebibytes(mebibytes), QemuMachine.Find(name).MemoryFor(ByteSize.FromMebibytes(wanted)));

    [ToolFact(Qemu)]
    public void QemuStartsEveryMachineSo()
    {
        string[] machines =
        [
            .. Tool.Run(Qemu, Path.GetTempPath(), "-M", "help").Succeeded().Text
                .Split('\n').Skip(1)
                .Select(static line => line.Split(' ')[0])
                .Where(static name => name.Length > 0 && !s_others.Any(other => name.StartsWith(other, StringComparison.Ordinal))),
        ];

        Assert.Contains("raspi3b", machines);
        Assert.Empty(machines.AsParallel().Select(FindRefusal).Where(static refusal => refusal.Length > 0));
    }

    /// <summary>Why QEMU does not start a machine for a guest of one CPU; empty when it does.</summary>
    private static string FindRefusal(string name)
    {
        var machine = QemuMachine.Find(name);
        string[] cpus = machine.Cpus > 1 ? ["-smp", machine.Cpus.ToString(CultureInfo.InvariantCulture)] : [];
        string memory = string.Create(CultureInfo.InvariantCulture, $"{machine.MemoryFor(s_guestMemory).Bytes >> 20}M");

        // It does not run anything, and the monitor ends it.
        ToolResult run = Tool.Run(
            Qemu,
            Path.GetTempPath(),
            Encoding.ASCII.GetBytes("quit\n"),
            [
                "-M", name, .. cpus, "-m", memory, "-S", "-nodefaults", "-display", "none", "-audiodev", "none,id=silent",
                "-monitor", "stdio",
            ]);
        return run.ExitCode == 0 ? "" : $"{name}: {run.Errors}";
    }
}
