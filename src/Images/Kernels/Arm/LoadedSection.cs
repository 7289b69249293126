using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm;

/// <summary>A section with content, and where it is loaded.</summary>
internal readonly record struct LoadedSection(ElfSection Section, uint LoadAddress)
{
    public long End => (long)LoadAddress + Section.Length;

    /// <summary>The sections that a boot loader copies, in file order.</summary>
    public static List<LoadedSection> Of(ElfFile file)
    {
        List<ElfSegment> segments = file.Segments.Where(static segment => segment.IsLoad).ToList();
        bool hasPhysicalAddresses = segments.Count <= 1 || segments.Exists(static segment => segment.PhysicalAddress != 0);
        return file.Sections
            .Where(static section => section.IsLoaded)
            .Select(section => new LoadedSection(section, LoadAddressOf(section, hasPhysicalAddresses ? segments : [])))
            .ToList();
    }

    private static uint LoadAddressOf(ElfSection section, List<ElfSegment> segments) =>
        segments.Find(segment => segment.Holds(section)) is { } segment
            ? unchecked(segment.PhysicalAddress + (section.Offset - segment.Offset))
            : section.Address;
}
