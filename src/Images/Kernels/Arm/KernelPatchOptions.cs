namespace Partition.Images.Kernels.Arm;

/// <summary>How to treat a kernel.</summary>
public sealed record KernelPatchOptions
{
    /// <summary>
    /// Whether to replace sensitive instructions; otherwise the code stays as it is, for a kernel that is only flattened.
    /// </summary>
    public bool Patch { get; init; } = true;

    /// <summary>Whether to replace also the conditional forms of MRS, MSR, LDM ^, STM ^ and of returns into pc (those of HV3014).</summary>
    /// <remarks>
    /// <para>The hypercall keeps the condition. That is right: a supervisor call whose condition fails is a no-op to the processor, so the
    /// hypervisor sees it exactly when the instruction itself would have run.</para>
    /// <para>It is not the default, because the result is then not the one of the usual recipe: Xvisor's own tool (v0.3.0) replaces these
    /// instructions only when they are unconditional, and its word for a kernel is what others compare with.</para>
    /// </remarks>
    public bool PatchConditional { get; init; }

    /// <summary>Whether the kernel is known to come from its own build and its supervisor calls only look like hypercalls (HV3013).
    /// Patching a patched kernel destroys it.</summary>
    public bool AssumeUnpatched { get; init; }
}
