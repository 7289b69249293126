namespace Partition.Images.Kernels.Arm;

/// <summary>One instruction word that was replaced.</summary>
/// <param name="Section">The name of the section that holds it.</param>
/// <param name="Address">Its virtual address.</param>
/// <param name="FileOffset">Where its four bytes lie in the ELF file.</param>
/// <param name="Original">The instruction, as a number.</param>
/// <param name="Replacement">The hypercall, as a number.</param>
/// <param name="Class">What kind of instruction it was.</param>
public readonly record struct PatchedWord(
    string Section, uint Address, long FileOffset, uint Original, uint Replacement, InstructionClass Class)
{
    /// <summary>The number of the section: names need not be unique.</summary>
    internal int SectionIndex { get; init; }
}
