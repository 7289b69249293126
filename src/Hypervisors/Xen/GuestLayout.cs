using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>The machine that Xen makes for a guest: what is where, and on which interrupts.</summary>
/// <remarks>
/// Xen 4.17, xen/include/public/arch-arm.h, section "Virtual machine platform": the same for all guests. Only a guest whose RAM has the
/// board's addresses (<c>direct-map</c>) has the interrupt controller and the serial port where the board has its own
/// (xen/arch/arm/vgic-v2.c, vgic-v3.c and vpl011.c).
/// </remarks>
internal sealed class GuestLayout
{
    /// <summary>The unit in which Xen maps memory, in bytes.</summary>
    public const ulong PageSize = 4096;

    /// <summary>Where the RAM begins, at guest addresses.</summary>
    public const ulong MemoryStart = 0x4000_0000;

    /// <summary>How much RAM there is room for before it goes on elsewhere, in bytes.</summary>
    public const ulong MaxMemory = 0xc000_0000;

    /// <summary>What the address of RAM at a fixed location must be a multiple of, in bytes: kernels of 64 bits run nowhere else.</summary>
    public const ulong MemoryAlignment = 2 << 20;

    /// <summary>The phandle of the interrupt controller; Xen keeps this number and those above it for itself.</summary>
    public const uint InterruptControllerPhandle = 0xfde8;

    /// <summary>The longest command line of a guest's kernel, in bytes without the NUL (<c>BOOTMOD_MAX_CMDLINE</c>).</summary>
    public const int LongestArguments = 1023;

    /// <summary>How much of a register range is emulated of a GICv2's distributor, its CPU interface and a GICv3's distributor.</summary>
    private const ulong DistributorSize = 0x1000;
    private const ulong CpuInterfaceSize = 0x2000;
    private const ulong WideDistributorSize = 0x1_0000;

    /// <summary>How much of a GICv3's redistributors each CPU has.</summary>
    private const ulong RedistributorSize = 0x2_0000;

    private static readonly ConditionalWeakTable<GuestPlan, GuestLayout> s_known = [];

    private GuestLayout(GuestPlan plan)
    {
        IsDirectMapped = plan.HostMemory is not null;
        BoardDevice? port = IsDirectMapped ? FindHostConsole(plan) : null;
        HasConsole = plan.Request.SwitchOf(GuestMetadata.EmulatedConsole) ?? GuestMetadata.Defaults.EmulatedConsole;
        Console = port is { Registers: [var registers, ..] } ? registers with { Size = PageSize } : DefaultConsole;
        ConsoleInterrupt = port is { Interrupts: [var line, ..] } ? line : DefaultConsoleInterrupt;
        InterruptController = IsDirectMapped
            && BoardParts.FindInterruptController(plan.Board) is { Registers.Length: >= 2 } controller
            ? ControllerOf(plan, controller)
            : DefaultInterruptController(BoardParts.InterruptControllerVersion(plan.Board));
    }

    /// <summary>The interrupt of the emulated serial port of guests at Xen's own addresses.</summary>
    public static InterruptId DefaultConsoleInterrupt { get; } = InterruptId.Shared(0);

    /// <summary>
    /// Addresses that Xen has plans for. Only a guest with <c>xen,enhanced</c> has something there, and none is made here; a device
    /// that moves stays out of them, and out of all that may be RAM.
    /// </summary>
    public static ImmutableArray<AddressRange> KeptFree { get; } =
    [
        new(0x3800_0000, 0x200_0000), // The grant table, and pages for the hypervisor's own use.
        new(MemoryStart, MaxMemory),
        new(0x2_0000_0000, 0xfe_0000_0000), // RAM that does not fit below 4 GiB.
    ];

    /// <summary>Where a guest can see devices that cannot stay at the board's addresses, in the order of preference.</summary>
    public static ImmutableArray<AddressRange> Holes { get; } =
    [
        new(0x1000_0000, 0x3000_0000),
        new(0x0410_0000, 0x0bf0_0000),
        new(0x1_0000_0000, 0x1_0000_0000),
    ];

    /// <summary>Whether the guest's RAM has the board's addresses.</summary>
    public bool IsDirectMapped { get; }

    /// <summary>Whether Xen emulates a serial port for the guest.</summary>
    public bool HasConsole { get; }

    /// <summary>The emulated serial port that a guest with one talks on.</summary>
    public AddressRange Console { get; }

    /// <summary>Its interrupt.</summary>
    public InterruptId ConsoleInterrupt { get; }

    /// <summary>The emulated interrupt controller: distributor, then CPU interface or redistributors.</summary>
    public ImmutableArray<AddressRange> InterruptController { get; }

    /// <summary>What is at addresses where nothing else can be mapped.</summary>
    public IEnumerable<(AddressRange Range, string What)> FixedParts =>
        InterruptController.Select(static range => (range, "the interrupt controller"))
            .Concat(HasConsole ? [(Console, "the console")] : []);

    private static AddressRange DefaultConsole { get; } = new(0x2200_0000, PageSize);

    /// <summary>The machine of a guest.</summary>
    public static GuestLayout Of(GuestPlan plan) => s_known.GetValue(plan, static plan => new(plan));

    /// <summary>The serial port of the board whose address and interrupt a direct-mapped guest's emulated port takes over.</summary>
    public static BoardDevice? FindHostConsole(GuestPlan plan) =>
        plan.Policy is XenOwnership xen && xen.FindConsole(plan.Board) is { } port ? plan.Board[port] : null;

    private static ImmutableArray<AddressRange> DefaultInterruptController(int version) => version == 3
        ? [new(0x0300_1000, WideDistributorSize), new(0x0302_0000, 0x100_0000)]
        : [new(0x0300_1000, DistributorSize), new(0x0300_2000, CpuInterfaceSize)];

    /// <summary>Of the board's controller what Xen emulates: of the redistributors those ranges that the guest's CPUs are in.</summary>
    private static ImmutableArray<AddressRange> ControllerOf(GuestPlan plan, BoardDevice controller)
    {
        ImmutableArray<AddressRange> registers = controller.Registers;
        if (BoardParts.InterruptControllerVersion(plan.Board) == 2)
        {
            return [registers[0] with { Size = DistributorSize }, registers[1] with { Size = CpuInterfaceSize }];
        }

        uint regions = CellCounts.Read(controller.Node, "#redistributor-regions") ?? 1;
        ImmutableArray<AddressRange>.Builder used = ImmutableArray.CreateBuilder<AddressRange>();
        used.Add(registers[0] with { Size = WideDistributorSize });
        ulong cpus = 0;
        foreach (AddressRange region in registers.Skip(1).Take((int)regions).TakeWhile(_ => cpus < (ulong)plan.Request.Cpus))
        {
            used.Add(region);
            cpus += region.Size / RedistributorSize;
        }

        return used.ToImmutable();
    }
}
