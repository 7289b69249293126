using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What an Xvisor guest of a Cortex-A9 board has that stands in no board's tree, and the sizes Xvisor works in.</summary>
internal static class MachineProfile
{
    /// <summary>The CPU that guests are written for, as the board's tree names it and as Xvisor does.</summary>
    public const string HostProcessor = "arm,cortex-a9";

    /// <summary>The same CPU in Xvisor's words.</summary>
    public const string GuestProcessor = "armv7a,cortex-a9";

    /// <summary>Highest guest interrupt plus one; above the display multiplexer's lines.</summary>
    public const uint InterruptCount = 2048;

    /// <summary>RAM is handed out in stretches of two to this power bytes.</summary>
    public const uint MemoryAlignmentOrder = 21;

    /// <summary>How much of the board's flash a guest gets; the rest reads as zero.</summary>
    public const ulong FlashSize = 32 << 20;

    /// <summary>The largest tree that Xvisor reads for a guest, in bytes (<c>VFS_MAX_FDT_SZ</c>).</summary>
    public const int LargestConfigTree = 32 << 10;

    /// <summary>The longest name of a node, in bytes; Xvisor cuts off the rest, and two names can become one.</summary>
    public const int LongestName = 31;

    /// <summary>A page of the processor.</summary>
    public const ulong PageSize = 4096;

    /// <summary>Registers of the processor itself: snoop control, interrupt controller and private timers in one emulator.</summary>
    public const ulong PrivateRegionSize = 0x2000;

    private const uint PrivateTimer = 29;
    private const uint PrivateWatchdog = 30;

    // The distributor's own line to the CPU in the emulator's numbering.
    private const uint ProcessorLine = 6;

    /// <summary>The emulator of the processor's private registers.</summary>
    public static Emulator PrivateRegion { get; } = new("arm,cortex-a9-scu", "misc", "arm,a9mpcore",
    [
        ("timer_irq", PropertyValue.FromCells(PrivateTimer, PrivateWatchdog)),
        ("parent_irq", PropertyValue.FromCells(ProcessorLine)),
    ]);

    /// <summary>
    /// Xvisor's own devices: the page in which a firmware finds the guest's RAM and boot delay, and the virtio transports that
    /// Xvisor's firmware adds to every Linux tree by itself, so that they must be there.
    /// </summary>
    /// <param name="memory">The guest's RAM.</param>
    public static IEnumerable<Region> OwnDevices(AddressRange memory) =>
    [
        new("vminfo", new(0x2000_0000, PageSize), "virtual", "sys")
        {
            Compatible = "vminfo-0.1",
            Extra = [("ram0_base", PropertyValue.FromCells((uint)memory.Start)), ("boot_delay", PropertyValue.FromCells(0))],
        },
        Virtio("virtio-net0", 0x2010_0000, 1, 50, ("switch", PropertyValue.FromStrings("br0"))),
        Virtio("virtio-blk0", 0x2020_0000, 2, 53, ("blkdev", PropertyValue.FromStrings(""))),
        Virtio("virtio-con0", 0x2030_0000, 3, 54),
        Virtio("virtio-rpmsg0", 0x2040_0000, 7, 55, ("node_ns_name", PropertyValue.FromStrings("rpmsg_chrdev"))),
    ];

    private static Region Virtio(string name, ulong address, uint type, uint sharedInterrupt, params (string Name, PropertyValue Value)[] extra) =>
        new(name, new(address, PageSize), "virtual", "virtio")
        {
            Compatible = "virtio,mmio",
            Interrupts = [InterruptId.Shared(sharedInterrupt)],
            Extra = [("virtio_type", PropertyValue.FromCells(type)), .. extra],
        };

    /// <summary>Whether the board shows its RAM at address zero too, where the vectors are at reset.</summary>
    public static bool HasRemappedMemory(Board board) =>
        board[board.Document.Root].Compatible.Any(static name => name.StartsWith("arm,vexpress", StringComparison.Ordinal));
}
