namespace Partition.Images;

/// <summary>How to treat a kernel.</summary>
public sealed record KernelPatchOptions
{
    /// <summary>True to replace sensitive instructions; false to leave the code as it is, for a kernel that is only flattened.</summary>
    public bool Patch { get; init; } = true;

    /// <summary>True when the kernel is known to come from its own build and its supervisor calls only look like hypercalls (HV3013).
    /// Patching a patched kernel destroys it.</summary>
    public bool AssumeUnpatched { get; init; }
}
