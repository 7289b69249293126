namespace Partition.Images.Elf;

/// <summary>One section header of an ELF32 file. All numbers are as the file says; whether the content lies inside the file
/// is checked when it is read.</summary>
/// <param name="Index">The section's number, from 0.</param>
/// <param name="Name">The name; empty when the file has no section name table or the name lies outside of it.</param>
/// <param name="Type">The <c>sh_type</c>; 8 (NOBITS) means that there is no content.</param>
/// <param name="Flags">The <c>sh_flags</c>; 2 is ALLOC, 4 is EXECINSTR.</param>
/// <param name="Address">The virtual address.</param>
/// <param name="Offset">Where the content begins, in bytes from the start of the file.</param>
/// <param name="Length">The length of the content, in bytes.</param>
/// <param name="Link">The <c>sh_link</c>: for a symbol table, the number of its string table.</param>
public sealed record ElfSection(int Index, string Name, uint Type, uint Flags, uint Address, uint Offset, uint Length, uint Link)
{
    /// <summary>Whether the section takes room in memory and has bytes in the file.</summary>
    public bool IsLoaded => (Flags & ElfLayout.SectionAllocated) != 0 && HasContent;

    /// <summary>Whether the section holds instructions and has bytes in the file.</summary>
    public bool IsCode => (Flags & ElfLayout.SectionExecutable) != 0 && HasContent;

    internal bool HasContent => Type != ElfLayout.SectionNoBits && Type != 0 && Length != 0;
}
