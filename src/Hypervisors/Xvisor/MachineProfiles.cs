using System.Collections.Immutable;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The machines that Xvisor guests can be written for, and the choice among them.</summary>
internal static class MachineProfiles
{
    private static readonly string[] s_ofArmV7 = ["arm,cortex-a7", "arm,cortex-a12", "arm,cortex-a15", "arm,cortex-a17"];

    private static readonly string[] s_ofArmV8 =
        [
            "arm,armv8", "arm,cortex-a35", "arm,cortex-a53", "arm,cortex-a55", "arm,cortex-a57", "arm,cortex-a72", "arm,cortex-a73",
            "arm,cortex-a75", "arm,cortex-a76",
        ];

    // On a CPU with virtualization extensions of 32 bits a guest has the board's own kind, as far as Xvisor knows it.
    private static readonly ImmutableDictionary<string, string> s_armV7ByBoard = ImmutableDictionary<string, string>.Empty
        .Add("arm,cortex-a15", "armv7a,cortex-a15")
        .Add("arm,cortex-a7", "armv7a,cortex-a7");

    private static readonly ImmutableArray<string> s_armV7Processors =
        ["armv7a,cortex-a15", "armv7a,cortex-a7", "armv7a,generic", "armv7a,cortex-a8", "armv7a,cortex-a9"];

    private static readonly MachineProfile s_vexpressA9 = new("vexpress-a9")
    {
        Processor = "armv7a,cortex-a9",
        Processors = ["armv7a,cortex-a9", "armv7a,cortex-a8", "armv6,arm11mp", "armv5te,arm926ej"],
        InformationPage = 0x2000_0000,
        RemapsMemory = true,
        FirmwareSlots = Slots(0x2010_0000, 50, 53, 54, 55),
        VirtioStart = 0x2050_0000,
        Firmware = "build/tests/arm32/vexpress-a9/basic/firmware.bin.patched",
    };

    private static readonly MachineProfile s_vexpressA15 = new("vexpress-a15")
    {
        ProcessorsByBoard = s_armV7ByBoard,
        Processors = s_armV7Processors,
        HasVirtualization = true,
        FlashStart = 0,
        InformationPage = 0x4000_0000,
        SystemRegisters = "vexpress,a15",
        FirmwareSlots = Slots(0x4010_0000, 18, 19, 20, 21),
        VirtioStart = 0x4050_0000,
        Firmware = "build/tests/arm32/vexpress-a15/basic/firmware.bin",
    };

    private static readonly MachineProfile s_virtV7 = new("virt-v7")
    {
        ProcessorsByBoard = s_armV7ByBoard,
        Processors = s_armV7Processors,
        HasVirtualization = true,
        FlashStart = 0,
        InformationPage = 0x0900_1000,
        InterruptCount = 1024,
        VirtioStart = 0x0b00_0000,
        Firmware = "build/tests/arm32/virt-v7/basic/firmware.bin",
    };

    private static readonly MachineProfile s_virtV8 = s_virtV7 with
    {
        Name = "virt-v8",
        Is64Bit = true,
        Processor = "armv8,generic",
        ProcessorsByBoard = ImmutableDictionary<string, string>.Empty,
        Processors =
            ["armv8,generic", "armv8,cortex-a53", "armv8,cortex-a57", "armv7a,cortex-a15", "armv7a,cortex-a7", "armv7a,generic"],
        KernelOffset = 0x8_0000,
        Firmware = "build/tests/arm64/virt-v8/basic/firmware.bin",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<MachineProfile> All { get; } = [s_vexpressA9, s_vexpressA15, s_virtV7, s_virtV8];

    /// <summary>Finds the profile that a project names, or else the one that the board's tree shows.</summary>
    /// <param name="board">The board.</param>
    /// <param name="name">The name that the project gives; empty when it gives none.</param>
    /// <returns>The profile, or <see langword="null"/> when there is none of the name or for the board.</returns>
    public static MachineProfile? Find(Board board, string name)
    {
        if (name.Length > 0)
        {
            return All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        bool isExpress = board[board.Document.Root].Compatible.Any(
            static name => name.StartsWith("arm,vexpress", StringComparison.Ordinal));
        MachineProfile?[] profiles = [.. board.Cpus.Select(cpu => OfProcessor(board[cpu].Compatible, isExpress)).Distinct()];
        return profiles is [{ } only] ? only : null;
    }

    /// <summary>Finds the profile of a guest's plan.</summary>
    public static MachineProfile? Of(GuestPlan plan) => Find(plan.Board, plan.Profile);

    /// <summary>The processor in Xvisor's words.</summary>
    public static string ProcessorOf(GuestPlan plan, MachineProfile profile)
    {
        string?[] host = [.. plan.Board.Cpus.Select(cpu => plan.Board[cpu].Compatible.FirstOrDefault()).Distinct()];
        return host is [{ } only] ? profile.ProcessorsByBoard.GetValueOrDefault(only, profile.Processor) : profile.Processor;
    }

    private static MachineProfile? OfProcessor(ImmutableArray<string> compatible, bool isExpress) =>
        compatible.Contains("arm,cortex-a9") ? s_vexpressA9
        : compatible.Any(s_ofArmV7.Contains) ? isExpress ? s_vexpressA15 : s_virtV7
        : compatible.Any(s_ofArmV8.Contains) ? s_virtV8
        : null;

    private static ImmutableArray<VirtioSlot> Slots(ulong start, uint network, uint block, uint console, uint messages) =>
    [
        new(VirtualDeviceKind.Network, start, InterruptId.Shared(network)),
        new(VirtualDeviceKind.Block, start + 0x10_0000, InterruptId.Shared(block)),
        new(VirtualDeviceKind.Console, start + 0x20_0000, InterruptId.Shared(console)),
        new(VirtualDeviceKind.Messages, start + 0x30_0000, InterruptId.Shared(messages)),
    ];
}
