namespace Partition.Images.Kernels.Arm.Reports;

/// <summary>What became of the sensitive instructions of one kind.</summary>
/// <param name="Patched">How many were replaced.</param>
/// <param name="Left">How many stay.</param>
public readonly record struct PatchCount(int Patched, int Left)
{
    internal PatchCount Plus(PatchCount other) => new(Patched + other.Patched, Left + other.Left);
}
