namespace Partition.Images.Kernels.Arm;

public static partial class SensitiveInstructions
{
    private const uint OpcodeMove = 13;

    /// <summary>Whether a word may be sensitive, which few others are said to be: a cheap first look.</summary>
    internal static bool MayMatter(uint word) => word >= 0xF0000000 || InterestingOpcodes[(int)Bits(word, 27, 20)];

    private static readonly bool[] InterestingOpcodes = FindInterestingOpcodes();

    // Bits 27 to 20 decide all but a few masks of every rule; the rest is left to the full classification.
    private static bool[] FindInterestingOpcodes()
    {
        bool[] interesting = new bool[256];
        for (uint i = 0; i < interesting.Length; i++)
        {
            bool supervisorCall = (i & 0xF0) == 0xF0;
            bool status = (i & 0xF9) == 0x10;          // mrs, msr from a register, smc: 0001 0xx0
            bool immediateStatus = (i & 0xFB) == 0x32; // msr immediate and the hints: 0011 0x10
            bool userMultiple = (i & 0xE4) == 0x84;    // ldm and stm with ^
            bool setsFlags = (i & 0xC1) == 0x01;       // data processing with S
            interesting[i] = supervisorCall || status || immediateStatus || userMultiple || setsFlags;
        }

        return interesting;
    }

    private static InstructionClass ClassifyUnconditional(uint word) => word switch
    {
        _ when (word & 0xFFF1FE20) == 0xF1000000 => InstructionClass.Cps,
        _ when (word & 0xFE50FFFF) == 0xF8100A00 => InstructionClass.Rfe,
        _ when (word & 0xFE5FFFE0) == 0xF84D0500 => InstructionClass.Srs,
        _ => InstructionClass.None,
    };

    private static InstructionClass ClassifyOnAnyCondition(uint word)
    {
        if ((word & 0x0F000000) == 0x0F000000)
        {
            // The two numbers of the instruction memory barriers keep their place, because they encode to themselves.
            return Bits(word, 23, 0) is 0xF00000 or 0xF00001 ? InstructionClass.None : InstructionClass.Svc;
        }

        return (word & 0x0FFFFFFF) switch
        {
            0x0320F001 => InstructionClass.Yield,
            0x0320F002 => InstructionClass.Wfe,
            0x0320F003 => InstructionClass.Wfi,
            0x0320F004 or 0x0320F005 => InstructionClass.Sev,
            _ => IsSmc(word) ? InstructionClass.Smc : InstructionClass.None,
        };
    }

    // Only numbers up to 32 are known to the reference tool.
    private static bool IsSmc(uint word) =>
        (word & 0x0FF000F0) == 0x01600070 && (((word >> 4) & 0xFFF0) | (word & 15)) <= 32;

    private static InstructionClass ClassifyOnAlways(uint word)
    {
        if ((word & 0x0FB00CFF) == 0x01000000)
        {
            return InstructionClass.Mrs;
        }

        if ((word & 0x0FB0F000) == 0x0320F000)
        {
            // A mask of no field at all is the space of the hints (nop, dbg, ...).
            return (word & 0x0FFFFF00) == 0x0320F000 ? InstructionClass.None : InstructionClass.MsrImmediate;
        }

        if ((word & 0x0FB0F000) == 0x0120F000 && !IsOtherThanMsr(word))
        {
            return InstructionClass.MsrRegister;
        }

        return ClassifyUserMultiple(word) is var multiple and not InstructionClass.None ? multiple : ClassifyReturn(word);
    }

    // Instructions that share the fixed bits of MSR (register): bx, blx, bxj, clz, the saturating and halving ones, crc32, bkpt...
    private static bool IsOtherThanMsr(uint word)
    {
        bool spsr = Bits(word, 22, 22) != 0;
        uint mask = Bits(word, 19, 16);
        uint sbz = Bits(word, 11, 8);
        return Bits(word, 7, 4) switch
        {
            7 or 13 or 15 => true,
            5 => sbz == 0,
            4 => !spsr && sbz is 0 or 2,
            8 or 12 => !spsr,
            11 => spsr || sbz == 0,
            1 => mask == 15 && sbz == 15,
            2 or 3 => !spsr && mask == 15 && sbz == 15,
            _ => false,
        };
    }

    private static InstructionClass ClassifyUserMultiple(uint word)
    {
        if ((word & 0x0E400000) != 0x08400000 || Bits(word, 19, 16) == 15 || Bits(word, 15, 0) == 0)
        {
            return InstructionClass.None;
        }

        return Bits(word, 20, 20) != 0 ? InstructionClass.LdmUser : InstructionClass.StmUser;
    }

    private static InstructionClass ClassifyReturn(uint word)
    {
        if (!IsReturningOpcode(word))
        {
            return InstructionClass.None;
        }

        if ((word & 0x0E10F000) == 0x0210F000)
        {
            return InstructionClass.ReturnImmediate;
        }

        bool plainMove = Bits(word, 24, 21) != OpcodeMove || Bits(word, 11, 4) == 0;
        return IsRegisterReturn(word) && plainMove ? InstructionClass.ReturnRegister : InstructionClass.None;
    }

    private static bool IsShiftedMoveToPc(uint word) =>
        IsRegisterReturn(word) && IsReturningOpcode(word) && Bits(word, 24, 21) == OpcodeMove && Bits(word, 11, 4) != 0;

    // Bits 7 and 4 both set are the multiplications and the extra loads and stores.
    private static bool IsRegisterReturn(uint word) => (word & 0x0E10F000) == 0x0010F000 && (word & 0x90) != 0x90;

    // The comparisons (8 to 11) have no destination; a move has no first operand.
    private static bool IsReturningOpcode(uint word)
    {
        uint opcode = Bits(word, 24, 21);
        return opcode is < 8 or >= 12 && (opcode != OpcodeMove || Bits(word, 19, 16) == 0);
    }
}
