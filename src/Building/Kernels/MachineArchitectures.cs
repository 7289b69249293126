using System.Collections.Frozen;

namespace Partition.Building.Kernels;

/// <summary>Knows the numbers that formats have for an architecture, and what runs on what.</summary>
internal static class MachineArchitectures
{
    // System V ABI, e_machine.
    private static readonly FrozenDictionary<int, MachineArchitecture> s_ofElf = new Dictionary<int, MachineArchitecture>
    {
        [3] = MachineArchitecture.X86,
        [8] = MachineArchitecture.Mips,
        [20] = MachineArchitecture.PowerPC,
        [21] = MachineArchitecture.PowerPC,
        [40] = MachineArchitecture.Arm,
        [62] = MachineArchitecture.X64,
        [183] = MachineArchitecture.Arm64,
        [243] = MachineArchitecture.RiscV,
    }.ToFrozenDictionary();

    // U-Boot, include/image.h, IH_ARCH_….
    private static readonly FrozenDictionary<int, MachineArchitecture> s_ofUImage = new Dictionary<int, MachineArchitecture>
    {
        [2] = MachineArchitecture.Arm,
        [3] = MachineArchitecture.X86,
        [5] = MachineArchitecture.Mips,
        [6] = MachineArchitecture.Mips,
        [7] = MachineArchitecture.PowerPC,
        [22] = MachineArchitecture.Arm64,
        [24] = MachineArchitecture.X64,
        [26] = MachineArchitecture.RiscV,
    }.ToFrozenDictionary();

    // PE format, IMAGE_FILE_MACHINE_….
    private static readonly FrozenDictionary<int, MachineArchitecture> s_ofPortableExecutable = new Dictionary<int, MachineArchitecture>
    {
        [0x14C] = MachineArchitecture.X86,
        [0x1C2] = MachineArchitecture.Arm,
        [0x5032] = MachineArchitecture.RiscV,
        [0x5064] = MachineArchitecture.RiscV,
        [0x8664] = MachineArchitecture.X64,
        [0xAA64] = MachineArchitecture.Arm64,
    }.ToFrozenDictionary();

    /// <summary>The architecture of an ELF file, by its <c>e_machine</c>.</summary>
    public static MachineArchitecture OfElf(int machine) => s_ofElf.GetValueOrDefault(machine);

    /// <summary>The architecture of a uImage, by its <c>ih_arch</c>.</summary>
    public static MachineArchitecture OfUImage(int architecture) => s_ofUImage.GetValueOrDefault(architecture);

    /// <summary>The architecture of a PE file, by the machine of its COFF header.</summary>
    public static MachineArchitecture OfPortableExecutable(int machine) => s_ofPortableExecutable.GetValueOrDefault(machine);

    /// <summary>Whether a kernel starts programs of an architecture, as far as both are known.</summary>
    public static bool Starts(this MachineArchitecture kernel, MachineArchitecture program) => (kernel, program) switch
    {
        (MachineArchitecture.Unknown, _) or (_, MachineArchitecture.Unknown) => true,
        (MachineArchitecture.Arm64, MachineArchitecture.Arm) or (MachineArchitecture.X64, MachineArchitecture.X86) => true,
        _ => kernel == program,
    };

    /// <summary>The name of an architecture in messages.</summary>
    public static string NameOf(MachineArchitecture architecture) => architecture switch
    {
        MachineArchitecture.Arm => "32-bit ARM",
        MachineArchitecture.Arm64 => "64-bit ARM",
        MachineArchitecture.X86 => "32-bit x86",
        MachineArchitecture.X64 => "x86-64",
        MachineArchitecture.RiscV => "RISC-V",
        MachineArchitecture.Mips => "MIPS",
        MachineArchitecture.PowerPC => "PowerPC",
        _ => "an unknown architecture",
    };
}
