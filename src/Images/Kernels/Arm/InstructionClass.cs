namespace Partition.Images.Kernels.Arm;

/// <summary>The kinds of instructions that a guest kernel must not execute itself: each reads or changes privileged state
/// without a trap when it runs in user mode, so each is replaced by a supervisor call that Xvisor decodes.</summary>
public enum InstructionClass
{
    /// <summary>Not sensitive.</summary>
    None,

    /// <summary><c>cps</c>: change processor state.</summary>
    Cps,

    /// <summary><c>rfe</c>: return from exception.</summary>
    Rfe,

    /// <summary><c>srs</c>: store return state.</summary>
    Srs,

    /// <summary><c>svc</c>: supervisor call; moved out of the way of the hypercalls.</summary>
    Svc,

    /// <summary><c>wfi</c>: wait for interrupt.</summary>
    Wfi,

    /// <summary><c>wfe</c>: wait for event.</summary>
    Wfe,

    /// <summary><c>yield</c>.</summary>
    Yield,

    /// <summary><c>sev</c> and <c>sevl</c>: send event; becomes <c>mov r0, r0</c>.</summary>
    Sev,

    /// <summary><c>smc</c>: secure monitor call.</summary>
    Smc,

    /// <summary><c>mrs</c>: read CPSR or SPSR.</summary>
    Mrs,

    /// <summary><c>msr</c> with an immediate: write CPSR or SPSR.</summary>
    MsrImmediate,

    /// <summary><c>msr</c> from a register: write CPSR or SPSR.</summary>
    MsrRegister,

    /// <summary><c>ldm …^</c>: load user registers, or return from an exception.</summary>
    LdmUser,

    /// <summary><c>stm …^</c>: store user registers.</summary>
    StmUser,

    /// <summary><c>subs pc, …, #imm</c> and its kin: return from an exception.</summary>
    ReturnImmediate,

    /// <summary><c>movs pc, lr</c> and its kin: return from an exception.</summary>
    ReturnRegister,
}
