/* SPDX-License-Identifier: MIT */
/*
 * Finds the device tree and a place for the stack. The payload may lie in flash, and then nothing that it brings along can
 * be written: until the tree has said where memory is, there are only registers. build.sh compiles this file so that the
 * compiler may use all of them, and refuses a result that touches the stack.
 */
#include "payload.h"

/* Where a boot image in flash keeps its device tree, counted from the flash's base. */
#define FLASH_TREE_OFFSET	0x017f0000

#define SEARCH_STEP		0x00010000
#define SEARCH_LENGTH		0x02000000

/* Memory of the reference board, for a tree that names none. */
#define DEFAULT_MEMORY		0x60000000

#define STACK_SIZE		0x4000
#define STACK_STEP		0x100000

const cell *place_tree(uintptr_t image, uintptr_t hint)
{
	uintptr_t at;

	/* Address 0 and odd ones are what a starter leaves that passes no tree; reading there could fault. */
	if (hint != 0 && hint % sizeof(cell) == 0 && is_tree((const cell *)hint))
		return (const cell *)hint;
	if (is_tree((const cell *)(image + FLASH_TREE_OFFSET)))
		return (const cell *)(image + FLASH_TREE_OFFSET);

	image &= ~(uintptr_t)(SEARCH_STEP - 1);
	for (at = image; at - image < SEARCH_LENGTH; at += SEARCH_STEP)
		if (is_tree((const cell *)at))
			return (const cell *)at;
	return NULL;
}

INLINE bool is_memory_name(const char *name)
{
	return same_text(name, 6, "memory") && (name[6] == 0 || name[6] == '@');
}

uintptr_t place_memory(const cell *tree)
{
	const cell *token;
	uint32_t address_cells = 2;
	uint32_t depth = 0;
	bool in_memory = false;

	if (tree == NULL)
		return DEFAULT_MEMORY;
	for (token = tree_structure(tree);; token = next_token(token)) {
		switch (read_cell(token)) {
		case TOKEN_BEGIN_NODE:
			depth++;
			in_memory = depth == 2 && is_memory_name(node_name(token));
			break;
		case TOKEN_END_NODE:
			depth--;
			in_memory = false;
			break;
		case TOKEN_PROPERTY:
			if (depth == 1 && equal_texts(property_name(tree, token), "#address-cells"))
				address_cells = read_cell(property_value(token));
			if (in_memory && equal_texts(property_name(tree, token), "reg"))
				return read_cell(property_value(token) + address_cells - 1);
			break;
		case TOKEN_NOP:
			break;
		default:
			return DEFAULT_MEMORY;
		}
	}
}

INLINE bool overlaps(uintptr_t begin, uintptr_t end, uintptr_t other_begin, uintptr_t other_end)
{
	return begin < other_end && other_begin < end;
}

uintptr_t place_stack(uintptr_t memory, const cell *tree, uintptr_t image, uintptr_t image_end)
{
	uintptr_t tree_begin = (uintptr_t)tree;
	uintptr_t tree_end = tree == NULL ? tree_begin : tree_begin + read_cell(tree + HEADER_TOTAL_SIZE);
	uintptr_t top = memory + STACK_STEP;

	while (overlaps(top - STACK_SIZE, top, image, image_end) || overlaps(top - STACK_SIZE, top, tree_begin, tree_end))
		top += STACK_STEP;
	return top;
}
