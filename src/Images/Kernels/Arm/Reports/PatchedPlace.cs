using System.Collections.Immutable;

namespace Partition.Images.Kernels.Arm.Reports;

/// <summary>A part of a kernel that has sensitive instructions.</summary>
/// <param name="Section">The name of the section.</param>
/// <param name="Symbol">The name of the function in it; empty when the place is a whole section, or no symbol comes before the
/// instructions.</param>
/// <param name="Address">The virtual address of the symbol, or else of the first sensitive instruction.</param>
/// <param name="Classes">What became of the instructions, by their kind; kinds that do not occur are absent.</param>
public sealed record PatchedPlace(
    string Section,
    string Symbol,
    uint Address,
    ImmutableSortedDictionary<InstructionClass, PatchCount> Classes);
