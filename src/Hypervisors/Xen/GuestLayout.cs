using System.Collections.Immutable;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>The machine that Xen makes for every guest: what is where, and on which interrupts.</summary>
/// <remarks>Xen 4.17, xen/include/public/arch-arm.h, section "Virtual machine platform". The same for all guests.</remarks>
internal static class GuestLayout
{
    /// <summary>The unit in which Xen maps memory, in bytes.</summary>
    public const ulong PageSize = 4096;

    /// <summary>Where the RAM begins.</summary>
    public const ulong MemoryStart = 0x4000_0000;

    /// <summary>How much RAM there is room for before it goes on elsewhere, in bytes.</summary>
    public const ulong MostMemory = 0xc000_0000;

    /// <summary>The phandle of the interrupt controller; Xen keeps this number and those above it for itself.</summary>
    public const uint InterruptControllerPhandle = 0xfde8;

    /// <summary>The longest command line of a guest's kernel, in bytes without the NUL (<c>BOOTMOD_MAX_CMDLINE</c>).</summary>
    public const int LongestArguments = 1023;

    /// <summary>The emulated serial port that a guest talks on.</summary>
    public static AddressRange Console { get; } = new(0x2200_0000, 0x1000);

    /// <summary>Its interrupt.</summary>
    public static InterruptId ConsoleInterrupt { get; } = InterruptId.Shared(0);

    /// <summary>The emulated interrupt controller: distributor, then CPU interface or redistributors.</summary>
    /// <param name="version">2 or 3, as the board's.</param>
    public static ImmutableArray<AddressRange> InterruptController(int version) => version == 3
        ? [new(0x0300_1000, 0x1_0000), new(0x0302_0000, 0x100_0000)]
        : [new(0x0300_1000, 0x1000), new(0x0300_2000, 0x2000)];

    /// <summary>What is at fixed addresses of every guest, where nothing else can be mapped.</summary>
    /// <param name="version">The version of the interrupt controller.</param>
    public static IEnumerable<(AddressRange Range, string What)> FixedParts(int version) =>
    [
        .. InterruptController(version).Select(static range => (range, "the interrupt controller")),
        (Console, "the console"),
    ];

    /// <summary>
    /// Addresses that Xen has plans for. Only a guest with <c>xen,enhanced</c> has something there, and none is made here; a device
    /// that moves stays out of them, and out of all that may be RAM.
    /// </summary>
    public static ImmutableArray<AddressRange> KeptFree { get; } =
    [
        new(0x3800_0000, 0x200_0000), // The grant table, and pages for the hypervisor's own use.
        new(MemoryStart, MostMemory),
        new(0x2_0000_0000, 0xfe_0000_0000), // RAM that does not fit below 4 GiB.
    ];

    /// <summary>Where a guest can see devices that cannot stay at the board's addresses, in the order of preference.</summary>
    public static ImmutableArray<AddressRange> Holes { get; } =
    [
        new(0x1000_0000, 0x3000_0000),
        new(0x0410_0000, 0x0bf0_0000),
        new(0x1_0000_0000, 0x1_0000_0000),
    ];
}
