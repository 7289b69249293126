namespace Partition.Images.Kernels.Arm;

/// <summary>Recognizes the words that patching leaves in a kernel.</summary>
internal static class Hypercalls
{
    private const uint NumberMask = 0xFFFFFF;

    /// <summary>Linux's system calls in the old ABI (__NR_OABI_SYSCALL_BASE), which old kernels carry as text for signal handlers. The
    /// hypercalls among these numbers would be 'stmda r0, {...}^', which no kernel uses.</summary>
    private const uint OldSystemCalls = 0x900000;

    private const uint OldSystemCallsEnd = 0x900400;

    /// <summary>Whether a word is a supervisor call whose number is exactly what some instruction of a kernel is replaced by.</summary>
    /// <remarks>Number 0 is left out, because every program uses it, and so are the numbers from 0xF00000, to which other supervisor
    /// calls are moved. The one supervisor call of Linux itself, 0x9F0000, is not such a number either.</remarks>
    public static bool IsHypercall(uint word)
    {
        if ((word & 0x0F000000) != 0x0F000000 || word >= 0xF0000000)
        {
            return false;
        }

        uint number = word & NumberMask;
        return (number >> 20) switch
        {
            0 => IsSystemCall(number),
            <= 12 => (number is < OldSystemCalls or >= OldSystemCallsEnd) && ((number >> 16) & 15) != 15 && (number & 0xFFFF) != 0,
            13 or 14 => IsReturnOpcode((number >> 16) & 15),
            _ => false,
        };
    }

    // Bits 19 to 17 choose the instruction; the bits that its fields do not reach are zero.
    private static bool IsSystemCall(uint number) => (number >> 17) switch
    {
        0 => (number & 0x1C000) != 0 && (number & 0x3F) == 0,              // cps with imod or M
        1 => (number & 0xFFF) == 0,                                        // mrs
        2 => true,                                                         // msr immediate
        3 => (number & 0xFF) == 0,                                         // msr from a register
        4 => (number & 0x3FF) == 0,                                        // rfe
        5 => (number & 0x1FF) == 0,                                        // srs
        6 => (number & 0x7FFF) == 0 && number != 0xD8000,                  // wfi, wfe, yield
        7 => (number & 0x1FFF) == 0,                                       // smc
        _ => false,
    };

    private static bool IsReturnOpcode(uint opcode) => opcode is < 8 or >= 12;
}
