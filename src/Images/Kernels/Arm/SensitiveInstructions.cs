namespace Partition.Images.Kernels.Arm;

/// <summary>Which ARM instruction words Xvisor's guests may not execute, and the hypercall word that replaces each.</summary>
/// <remarks>
/// <para>Field positions follow the ARM Architecture Reference Manual (ARMv7-A, chapter A5 and section B9.3); the hypercall words are
/// those that Xvisor v0.3.0 decodes (arch/arm/cpu/arm32, emulation of hypercalls). <c>c</c> is the condition, bits 31 to 28:</para>
/// <list type="table">
/// <item><term>any c, or none</term><description>CPS, RFE, SRS, SVC, WFI, WFE, YIELD, SEV, SMC</description></item>
/// <item><term>c = 14 (always)</term><description>MRS, MSR, LDM ^, STM ^, data processing into pc with S</description></item>
/// </list>
/// <para>The conditional forms in the second row get no hypercall from the usual recipe; a caller may ask for one. What is left then is
/// found by <see cref="IsLeftBehind"/>.</para>
/// </remarks>
public static partial class SensitiveInstructions
{
    private const uint Always = 14;
    private const uint Unconditional = 15;

    /// <summary>The word of <c>mov r0, r0</c>, which replaces SEV and SEVL whatever their condition was.</summary>
    private const uint NoOperation = 0xE1A00000;

    /// <summary>Finds the hypercall for an instruction word.</summary>
    /// <param name="word">The instruction as a number, whatever its byte order in the file.</param>
    /// <param name="hypercall">The word to put in its place; <paramref name="word"/> itself when there is none.</param>
    /// <param name="kind">The kind of instruction; <see cref="InstructionClass.None"/> when it is not to be replaced.</param>
    /// <returns>Whether the word is to be replaced.</returns>
    public static bool TryEncode(uint word, out uint hypercall, out InstructionClass kind) =>
        TryEncode(word, patchConditional: false, out hypercall, out kind);

    /// <summary>Finds the hypercall for an instruction word, and also for those forms of it that only run on a condition.</summary>
    /// <param name="word">The instruction as a number, whatever its byte order in the file.</param>
    /// <param name="patchConditional">Whether to encode conditional MRS, MSR, LDM ^, STM ^ and returns into pc also. The hypercall keeps
    /// the condition: a supervisor call whose condition fails does nothing, just as the instruction itself.</param>
    /// <param name="hypercall">The word to put in its place; <paramref name="word"/> itself when there is none.</param>
    /// <param name="kind">The kind of instruction; <see cref="InstructionClass.None"/> when it is not to be replaced.</param>
    /// <returns>Whether the word is to be replaced.</returns>
    public static bool TryEncode(uint word, bool patchConditional, out uint hypercall, out InstructionClass kind)
    {
        uint condition = word >> 28;
        if (condition == Unconditional)
        {
            kind = ClassifyUnconditional(word);
        }
        else
        {
            kind = ClassifyOnAnyCondition(word);
            if (kind == InstructionClass.None && (condition == Always || patchConditional))
            {
                kind = ClassifyOnAlways(word);
            }
        }

        hypercall = kind == InstructionClass.None ? word : Encode(word, kind);
        return kind != InstructionClass.None;
    }

    /// <summary>Whether a word is a sensitive instruction without a hypercall of the usual recipe, so that it stays in a patched
    /// kernel.</summary>
    /// <param name="word">The instruction as a number.</param>
    /// <param name="kind">The kind it belongs to.</param>
    /// <remarks>These are the conditional forms of the kinds that are only replaced when they are unconditional, and
    /// <c>movs pc</c> with a shifted register.</remarks>
    public static bool IsLeftBehind(uint word, out InstructionClass kind)
    {
        kind = InstructionClass.None;
        uint condition = word >> 28;
        if (condition == Unconditional || ClassifyOnAnyCondition(word) != InstructionClass.None)
        {
            return false;
        }

        kind = condition == Always ? InstructionClass.None : ClassifyOnAlways(word);
        if (kind == InstructionClass.None && IsShiftedMoveToPc(word))
        {
            kind = InstructionClass.ReturnRegister;
        }

        return kind != InstructionClass.None;
    }

    private static uint Bits(uint word, int high, int low) => (word >> low) & ((1u << (high - low + 1)) - 1);
}
