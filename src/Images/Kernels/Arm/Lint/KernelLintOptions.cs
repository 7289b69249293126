namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>What a kernel will meet as a guest.</summary>
public sealed record KernelLintOptions
{
    /// <summary>The lowest virtual address that Xvisor v0.3.0 keeps for itself on a processor without virtualization extensions
    /// (CPU_TEXT_START in its arch/arm/cpu/arm32/objects.mk).</summary>
    public const uint XvisorStart = 0xFF000000;

    /// <summary>The lowest virtual address that the hypervisor keeps for itself.</summary>
    public uint HypervisorStart { get; init; } = XvisorStart;

    /// <summary>
    /// The text of the configuration ('.config') that the kernel was built with, for one that does not carry it; <see langword="null"/>
    /// when it is not known.
    /// </summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the board's processor is known to be an ARMv7 one.</summary>
    public bool IsArmV7 { get; init; }
}
