namespace Partition.Images.Elf;

/// <summary>One program header of an ELF32 file.</summary>
/// <param name="Type">The <c>p_type</c>; 1 is PT_LOAD.</param>
/// <param name="Offset">Where the content begins, in bytes from the start of the file.</param>
/// <param name="VirtualAddress">Where it runs.</param>
/// <param name="PhysicalAddress">Where it is loaded.</param>
/// <param name="FileSize">Bytes in the file.</param>
/// <param name="MemorySize">Bytes in memory.</param>
public sealed record ElfSegment(
    uint Type, uint Offset, uint VirtualAddress, uint PhysicalAddress, uint FileSize, uint MemorySize)
{
    /// <summary>Whether it is PT_LOAD.</summary>
    public bool IsLoad => Type == ElfLayout.SegmentLoad;

    /// <summary>Whether both the file range and the address range of a section lie inside this segment.</summary>
    internal bool Holds(ElfSection section) =>
        section.Offset >= Offset && (long)section.Offset + section.Length <= (long)Offset + FileSize
        && section.Address >= VirtualAddress && (long)section.Address + section.Length <= (long)VirtualAddress + MemorySize;
}
