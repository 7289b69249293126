using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Hypervisors.Tests.Xvisor.Machine;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>
/// Whatever a project asks for: either the build has an error, or Xvisor's own rules make every guest and load every file.
/// </summary>
[Trait("Speed", "Slow")]
public class PlanPropertyTests
{
    private static readonly string[] s_devices =
        [
            "uart0", "uart1", "uart2", "uart3", "rtc", "ethernet", "timer01", "timer23", "flash0", "flash1", "psram", "mmci", "usb",
            "keyboard", "board_clcd", "aaci",
        ];

    private static readonly string[] s_virtualBoardDevices = ["uart", "rtc", "gpio", "virtio0", "firmware_interface"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryPlanOfTheReferenceBoardStarts(int seed) =>
        Try(new Random(seed), static () => SampleBoard.Read(), s_devices, "ethernet", "uart");

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryPlanOfABoardWithVirtualizationStarts(int seed) =>
        Try(new Random(seed), static () => XenBoard.Read(), s_virtualBoardDevices, "", "");

    private static void Try(Random random, Func<Board> board, string[] devices, string card, string port)
    {
        int built = 0;
        for (int i = 0; i < 8; i++)
        {
            int count = random.Next(1, 4);
            (GuestRequest, (GuestFileKind, int)[])[] guests = [.. Enumerable.Range(0, count)
                .Select(n => Guest(random, n, count == 1, devices, card, port))];
            XvisorBuild build = XvisorBuild.Of(board(), guests);
            if (!build.Partition.Errors.Any())
            {
                built++;
                XvisorPrompt prompt = build.Start();
                Assert.Empty(prompt.Failures);
                Assert.Equal(build.Partition.Plan.Guests.Select(static guest => guest.Name), prompt.Running);
            }
        }

        Assert.True(built > 0, "no plan of this seed was without an error");
    }

    private static (GuestRequest, (GuestFileKind, int)[]) Guest(
        Random random,
        int number,
        bool isAlone,
        string[] devices,
        string card,
        string port)
    {
        string name = $"guest{number}";
        bool hasAll = isAlone && random.Next(2) == 0;
        string selection = hasAll ? "*" : string.Join("; ", devices.Where(_ => random.Next(2) == 0).DefaultIfEmpty(";"));
        var guest = new GuestRequest(name)
        {
            Devices = selection,
            Memory = ByteSize.FromMebibytes((ulong)random.Next(16, 50) * 2),
            Cpus = random.Next(1, 3),
            CpuAffinity = random.Next(2) == 0 ? [] : [random.Next(2)],
            Metadata = ImmutableDictionary<string, string>.Empty
                .Add(GuestMetadata.Priority, random.Next(2) == 0 ? "" : $"{random.Next(8)}")
                .Add(GuestMetadata.TimeSlice, random.Next(2) == 0 ? "" : $"{random.Next(1, 100)}ms")
                .Add(GuestMetadata.BootDelay, random.Next(2) == 0 ? "" : $"{random.Next(5)}")
                .Add(GuestMetadata.ConfigOverrides, random.Next(3) == 0 ? "mem0,align_order,uint32,12" : ""),
            KernelArguments = "console=ttyAMA0",
            VirtualDevices = [.. Enumerable.Range(0, random.Next(4)).Select(n => new VirtualDeviceRequest(
                $"extra{n}", (VirtualDeviceKind)random.Next(4), random.Next(2) == 0 ? "" : $"sw{random.Next(2)}", SourceSpan.None))],
        };

        // An imitation each, so that guests may have the same.
        foreach (string device in devices.Where(device => !hasAll && selection.Split("; ").Contains(device)))
        {
            string backend = device == card && random.Next(2) == 0 ? "sw0"
                : port.Length > 0 && device.StartsWith(port, StringComparison.Ordinal) && random.Next(4) == 0
                    ? $"{port}{random.Next(1, 4)}"
                    : "";
            guest = guest with
            {
                Refinements = guest.Refinements.Add(new(device, DeviceAccess.Emulated, SourceSpan.None) { Backend = backend }),
            };
        }

        (GuestFileKind, int)[] kernel = [(GuestFileKind.Kernel, random.Next(1, 9) << 20)];
        return (
            guest,
            random.Next(3) == 0
                ? kernel
                : [.. kernel, (GuestFileKind.Firmware, 100_000), (GuestFileKind.RootFileSystem, random.Next(1, 4) << 20)]);
    }
}
