namespace Partition.Images.Kernels.Arm;

public static partial class SensitiveInstructions
{
    private static uint Encode(uint word, InstructionClass kind)
    {
        uint condition = word & 0xF0000000;
        return kind switch
        {
            InstructionClass.Cps => EncodeCps(word),
            InstructionClass.Rfe => EncodeRfe(word),
            InstructionClass.Srs => EncodeSrs(word),
            InstructionClass.Svc => condition | 0x0FF00000 | Bits(word, 19, 0),
            InstructionClass.Wfi => condition | 0x0F0C0000,
            InstructionClass.Wfe => condition | 0x0F0C8000,
            InstructionClass.Yield => condition | 0x0F0D0000,
            InstructionClass.Sev => NoOperation,
            InstructionClass.Smc => condition | 0x0F0E0000 | Bits(word, 3, 0) << 13,
            InstructionClass.Mrs => condition | 0x0F020000 | Bits(word, 15, 12) << 13 | Bits(word, 22, 22) << 12,
            InstructionClass.MsrImmediate =>
                condition | 0x0F040000 | Bits(word, 19, 16) << 13 | Bits(word, 11, 0) << 1 | Bits(word, 22, 22),
            InstructionClass.MsrRegister =>
                condition | 0x0F060000 | Bits(word, 19, 16) << 13 | Bits(word, 3, 0) << 9 | Bits(word, 22, 22) << 8,
            InstructionClass.LdmUser => condition | EncodeLdm(word),
            InstructionClass.StmUser => condition | EncodeStm(word),
            InstructionClass.ReturnImmediate =>
                condition | 0x0FE00000 | Bits(word, 24, 21) << 16 | Bits(word, 19, 16) << 12 | Bits(word, 11, 0),
            InstructionClass.ReturnRegister => condition | EncodeRegisterReturn(word),
            _ => word,
        };
    }

    private static uint EncodeCps(uint word) => 0xEF000000
        | Bits(word, 19, 18) << 15  // imod
        | Bits(word, 17, 17) << 14  // M: the mode changes
        | Bits(word, 8, 6) << 11    // A, I, F
        | Bits(word, 4, 0) << 6;    // the mode

    private static uint EncodeRfe(uint word) => 0xEF080000
        | Bits(word, 24, 23) << 15  // P, U
        | Bits(word, 21, 21) << 14  // W
        | Bits(word, 19, 16) << 10; // Rn

    private static uint EncodeSrs(uint word) => 0xEF0A0000
        | Bits(word, 24, 23) << 15  // P, U
        | Bits(word, 21, 21) << 14  // W
        | Bits(word, 4, 0) << 9;    // the mode

    private static uint EncodeLdm(uint word)
    {
        uint number = 1 + 4 * Bits(word, 24, 24) + 2 * Bits(word, 23, 23) + Bits(word, 21, 21);
        return 0x0F000000 | number << 20 | Bits(word, 19, 0);
    }

    // The hypercall has room neither for W nor for r15.
    private static uint EncodeStm(uint word)
    {
        uint number = 9 + 2 * Bits(word, 24, 24) + Bits(word, 23, 23);
        return 0x0F000000 | number << 20 | Bits(word, 19, 16) << 16 | Bits(word, 14, 0);
    }

    // Bit 4 has no place in the hypercall: a shift by a register becomes a shift by a number.
    private static uint EncodeRegisterReturn(uint word) => 0x0FD00000
        | Bits(word, 24, 21) << 16
        | Bits(word, 19, 16) << 12
        | Bits(word, 11, 5) << 5
        | Bits(word, 3, 0);
}
