namespace Partition.Images.Kernels.Arm;

/// <summary>How the kinds of instructions are written in messages.</summary>
internal static class Mnemonics
{
    public static string Of(InstructionClass kind) => kind switch
    {
        InstructionClass.MsrImmediate or InstructionClass.MsrRegister => "'msr'",
        InstructionClass.Mrs => "'mrs'",
        InstructionClass.LdmUser => "'ldm ^'",
        InstructionClass.StmUser => "'stm ^'",
        InstructionClass.ReturnImmediate or InstructionClass.ReturnRegister => "a flag-setting write to pc",
        _ => "an instruction",
    };
}
