namespace Partition.Images.Kernels.Arm;

/// <summary>A sensitive instruction without a hypercall, which stays in the kernel.</summary>
/// <param name="Section">The name of the section that holds it.</param>
/// <param name="Address">Its virtual address.</param>
/// <param name="Word">The instruction, as a number.</param>
/// <param name="Class">What kind of instruction it is.</param>
/// <param name="Symbol">The nearest symbol below it and the distance, such as <c>cpu_do_idle+0x8</c>; empty when there is none.</param>
public readonly record struct LeftBehindInstruction(
    string Section, uint Address, uint Word, InstructionClass Class, string Symbol)
{
    /// <summary>The number of the section: names need not be unique.</summary>
    internal int SectionIndex { get; init; }
}
