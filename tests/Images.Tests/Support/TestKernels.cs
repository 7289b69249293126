namespace Partition.Images.Tests.Support;

/// <summary>Small kernels, assembled and linked with the cross tools.</summary>
internal static class TestKernels
{
    public const string Gcc = "arm-linux-gnueabi-gcc";
    public const string Objcopy = "arm-linux-gnueabi-objcopy";
    public const string Objdump = "arm-linux-gnueabi-objdump";

    /// <summary>Sections with the same virtual address and other load addresses, as Linux has them for its vectors.</summary>
    public const string Script = """
        OUTPUT_ARCH(arm)
        ENTRY(start)
        SECTIONS
        {
          . = 0x80008000;
          .head.text : { *(.head.text) }
          .text : AT(ADDR(.text)) { *(.text) }
          .rodata : { *(.rodata) }
          .notes : { *(.notes) }
          . = ALIGN(4096);
          __vectors_lma = .;
          .vectors 0xffff0000 : AT(__vectors_lma) { *(.vectors) }
          . = __vectors_lma + SIZEOF(.vectors);
          .vectors2 0xffff0000 : AT(__vectors_lma + 0x40) { *(.vectors2) }
          .stubs 0xffff1000 : AT(__vectors_lma + 0x80) { *(.stubs) }
          . = __vectors_lma + 0x400;
          .init.text : { *(.init.text) }
          .data : { *(.data) }
          .bss : { *(.bss) }
        }
        """;

    public const string Source = """
            .syntax unified
            .arch armv7-a
            .arch_extension sec
            .section .head.text, "ax"
            .globl start
        start:
            cpsid if, #0x13
            mrs r0, cpsr
            msr cpsr_c, #0xd3
            msr spsr_fsxc, r3
            ldr r4, =0xf1020013     @ a constant that looks like cps
            b start
            .ltorg
            .text
            .type idle, %function
        idle:
            wfi
            wfene
            sev
                .inst 0xe320f005        @ sevl
            yield
            mrseq r1, cpsr
            msrne cpsr_c, r5
            smc #0
            bx lr
            .word 0xe10f0000        @ mrs as data
            .word 0xf57ff04f
            .align 2
        back:
            ldm sp, {r0-r12, lr}^
            stmdb sp, {r0-lr}^
            ldmia sp!, {r0-r12, pc}^
            movs pc, lr
            subs pc, lr, #4
            lsls pc, lr, #2
            rfeia sp!
            srsdb sp!, #0x12
            clz r0, r1
            bx r3
            blx r3
            svc #0x9f0000
            .section .rodata, "a"
            .word 0xe10f0000, 0x12345678
            .section .notes, "ax"
            mrs r0, cpsr
            .section .vectors, "ax"
            b . + 8
            svc #0x9f0000
            .section .vectors2, "ax"
            wfe
            mrs r3, spsr
            .section .stubs, "ax"
            cpsie i
            mrs r2, cpsr
            .section .init.text, "ax"
            msr cpsr_fc, r0
            cps #0x1f
            .data
            .word 0xe10f0000, 1, 2, 3
            .bss
            .space 64
        """;

    public static byte[] Link(TemporaryFolder folder, string source = Source, string script = Script, params string[] options)
    {
        File.WriteAllText(folder.File("kernel.s"), source + "\n");
        File.WriteAllText(folder.File("kernel.lds"), script);
        Tool.Run(Gcc, folder.Folder,
            ["-marm", .. options, "-g", "-nostdlib", "-static", "-Wl,--build-id=none", "-Wl,--no-warn-rwx-segments", "-Wl,-T,kernel.lds",
                "-o", "kernel.elf", "kernel.s"]).Succeeded();
        return File.ReadAllBytes(folder.File("kernel.elf"));
    }
}
