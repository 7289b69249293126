/* SPDX-License-Identifier: MIT */
/*
 * The first instructions. Entered in ARM state at the first byte of the image, wherever that was loaded, with the MMU off;
 * r2 is the address of a device tree or 0.
 *
 * A hypervisor without help from the processor runs this in user mode and gets every instruction replaced that behaves
 * differently there: mrs, msr, cps and wfi below stand for the ones of a real kernel. None is conditional, because the
 * conditional forms of mrs and msr are not replaced.
 */
#define MODE_SUPERVISOR		0x13
#define MODE_MASK		0x1f
#define MASK_IRQ_AND_FIQ	0xc0
#define MPIDR_PROCESSOR		0x3

	.syntax	unified
	.arch	armv7-a
	.arm

	.section .start, "ax", %progbits
	.global	start
	.type	start, %function
start:
	@ Some machines start every processor here; only the first one works, the others wait.
	mrc	p15, 0, r12, c0, c0, 5		@ MPIDR
	tst	r12, #MPIDR_PROCESSOR
	bne	wait

	mrs	r11, cpsr
	bic	r12, r11, #MODE_MASK
	orr	r12, r12, #MODE_SUPERVISOR | MASK_IRQ_AND_FIQ
	msr	cpsr_c, r12
	cpsid	aif

	adr	r0, start
	mov	r1, r2
	bl	place_tree

	@ There is no stack to keep things on, so place.c leaves r10 and r11 alone.
	mov	r10, r0
	bl	place_memory
	mov	r1, r10
	adr	r2, start
	ldr	r3, image_size
	add	r3, r2, r3
	bl	place_stack

	mov	sp, r0
	mov	r0, r10
	mov	r1, r11
	bl	payload

wait:
	wfi
	b	wait

image_size:
	.word	image_end - start
	.size	start, . - start

	.section .note.GNU-stack, "", %progbits
