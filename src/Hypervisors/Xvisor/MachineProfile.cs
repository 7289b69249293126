using System.Collections.Immutable;

namespace Partition.Hypervisors.Xvisor;

/// <summary>
/// A machine that Xvisor guests are written for: what a guest has that stands in no board's tree, and where Xvisor's firmware looks for it.
/// </summary>
/// <remarks>
/// Addresses and interrupts are those of the firmware for the machine of the same name in Xvisor v0.3.0, <c>tests/arm32</c> and
/// <c>tests/arm64</c>.
/// </remarks>
internal sealed record MachineProfile(string Name)
{
    /// <summary>How much flash a guest gets; what the board has beyond that reads as zero.</summary>
    public const ulong FlashSize = 32 << 20;

    /// <summary>RAM is handed out in stretches of two to this power bytes.</summary>
    public const uint MemoryAlignmentOrder = 21;

    /// <summary>Whether the machine's CPUs are of 64 bits.</summary>
    public bool Is64Bit { get; init; }

    /// <summary>The CPU of a guest in Xvisor's words, where <see cref="ProcessorsByBoard"/> has none for the board's.</summary>
    public string Processor { get; init; } = "armv7a,generic";

    /// <summary>The CPU of a guest by the <c>compatible</c> of the board's CPUs, when they are all the same.</summary>
    public ImmutableDictionary<string, string> ProcessorsByBoard { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The CPUs that Xvisor can give a guest of this machine.</summary>
    public ImmutableArray<string> Processors { get; init; } = [];

    /// <summary>Whether the processor has virtualization extensions: kernels then run as they are.</summary>
    public bool HasVirtualization { get; init; }

    /// <summary>
    /// The guest address of the flash that a guest starts from; <see langword="null"/> for where the board's first flash stands.
    /// </summary>
    public ulong? FlashStart { get; init; }

    /// <summary>The guest address of the page in which a firmware finds the guest's RAM and boot delay.</summary>
    public ulong InformationPage { get; init; }

    /// <summary>Highest guest interrupt plus one; above the display multiplexer's lines.</summary>
    public uint InterruptCount { get; init; } = 2048;

    /// <summary>Whether the machine shows its RAM at address zero too, where the vectors are at reset.</summary>
    public bool RemapsMemory { get; init; }

    /// <summary>Where a Linux kernel wants to be, from the start of RAM.</summary>
    public ulong KernelOffset { get; init; } = 0x8000;

    /// <summary>The emulator of the motherboard's system registers.</summary>
    public string SystemRegisters { get; init; } = "vexpress,a9";

    /// <summary>The virtio transports that the firmware adds to every Linux tree by itself, so that they must be there.</summary>
    public ImmutableArray<VirtioSlot> FirmwareSlots { get; init; } = [];

    /// <summary>Where further virtio transports begin.</summary>
    public ulong VirtioStart { get; init; }

    /// <summary>The guest's firmware in a built Xvisor, from its folder.</summary>
    public string Firmware { get; init; } = "";
}
