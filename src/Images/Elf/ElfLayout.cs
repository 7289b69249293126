namespace Partition.Images.Elf;

/// <summary>Where the fields of ELF32 structures lie: bytes from the start of each structure, in the file's own byte order.</summary>
/// <remarks>Names and order follow the System V ABI, chapter 4 (<c>Elf32_Ehdr</c>,
/// <c>Elf32_Shdr</c>, <c>Elf32_Phdr</c>, <c>Elf32_Sym</c>).</remarks>
internal static class ElfLayout
{
    public const int IdentClass = 4;   // u8: 1 is 32-bit, 2 is 64-bit
    public const int IdentData = 5;    // u8: 1 is little-endian, 2 is big-endian
    public const int IdentVersion = 6; // u8: 1

    public const int HeaderSize = 52;
    public const int Type = 0x10;                    // u16: 1 relocatable, 2 executable, 3 shared
    public const int Machine = 0x12;                 // u16: 40 is ARM
    public const int Entry = 0x18;                   // u32
    public const int ProgramHeaderOffset = 0x1C;     // u32
    public const int SectionHeaderOffset = 0x20;     // u32
    public const int Flags = 0x24;                   // u32
    public const int ProgramHeaderEntrySize = 0x2A;  // u16
    public const int ProgramHeaderCount = 0x2C;      // u16
    public const int SectionHeaderEntrySize = 0x2E;  // u16
    public const int SectionHeaderCount = 0x30;      // u16: 0 when the count is in section 0's size
    public const int SectionNameIndex = 0x32;        // u16: 0xFFFF when the index is in section 0's link

    public const int SectionSize = 40;
    public const int SectionName = 0x00;    // u32: offset into the section name table
    public const int SectionType = 0x04;    // u32
    public const int SectionFlags = 0x08;   // u32
    public const int SectionAddress = 0x0C; // u32
    public const int SectionOffset = 0x10;  // u32
    public const int SectionLength = 0x14;  // u32
    public const int SectionLink = 0x18;    // u32

    public const int SegmentSize = 32;
    public const int SegmentType = 0x00;            // u32: 1 is PT_LOAD
    public const int SegmentOffset = 0x04;          // u32
    public const int SegmentVirtualAddress = 0x08;  // u32
    public const int SegmentPhysicalAddress = 0x0C; // u32
    public const int SegmentFileSize = 0x10;        // u32
    public const int SegmentMemorySize = 0x14;      // u32

    public const int SymbolSize = 16;
    public const int SymbolName = 0x00;    // u32: offset into the linked string table
    public const int SymbolValue = 0x04;   // u32
    public const int SymbolLength = 0x08;  // u32
    public const int SymbolInfo = 0x0C;    // u8: the type in the low four bits
    public const int SymbolSection = 0x0E; // u16

    public const int TypeRelocatable = 1;
    public const int MachineArm = 40;
    public const uint SegmentLoad = 1;
    public const uint SectionSymbols = 2;
    public const uint SectionStrings = 3;
    public const uint SectionNoBits = 8;
    public const uint SectionAllocated = 0x2;
    public const uint SectionExecutable = 0x4;
    public const int ExtendedIndex = 0xFFFF;
    public const int SymbolFunction = 2;

    /// <summary>EF_ARM_BE8 (ELF for the ARM Architecture): data is big-endian, instructions are little-endian.</summary>
    public const uint FlagBigEndianData = 0x00800000;
}
