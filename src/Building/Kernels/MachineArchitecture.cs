namespace Partition.Building.Kernels;

/// <summary>The instruction set that a kernel or a program is made of.</summary>
internal enum MachineArchitecture
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>32-bit ARM.</summary>
    Arm,

    /// <summary>64-bit ARM.</summary>
    Arm64,

    /// <summary>32-bit x86.</summary>
    X86,

    /// <summary>64-bit x86.</summary>
    X64,

    /// <summary>RISC-V, of any width.</summary>
    RiscV,

    /// <summary>MIPS, of any width.</summary>
    Mips,

    /// <summary>PowerPC, of any width.</summary>
    PowerPC,
}
