namespace Partition.Images.Elf;

/// <summary>One symbol of an ELF32 file.</summary>
/// <param name="Name">The name; empty when it lies outside the string table.</param>
/// <param name="Value">The address; bit 0 of a function's address says that it is Thumb code.</param>
/// <param name="Type">The symbol type: 0 none, 1 object, 2 function, 3 section, 4 file.</param>
/// <param name="Section">The number of the section it belongs to, or one of the reserved numbers from 0xFF00.</param>
public readonly record struct ElfSymbol(string Name, uint Value, byte Type, ushort Section);
