/* SPDX-License-Identifier: MIT */
/*
 * Reads a flattened device tree where it lies. Structure of the format: Devicetree Specification 0.4, chapter 5.
 *
 * Everything here is inlined into its callers: place.c runs before there is a stack and can call nothing. Memory is read
 * a byte or an aligned word at a time, because without an MMU an unaligned access is a fault.
 */
#ifndef DEVICETREE_H
#define DEVICETREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INLINE			static inline __attribute__((always_inline))

#define TREE_MAGIC		0xd00dfeed
#define TREE_COMPATIBLE_VERSION	17
#define TREE_SIZE_LIMIT		0x100000

/* Words of the header. */
#define HEADER_MAGIC		0
#define HEADER_TOTAL_SIZE	1
#define HEADER_STRUCTURE	2
#define HEADER_STRINGS		3
#define HEADER_VERSION		5
#define HEADER_LAST_COMPATIBLE	6

#define TOKEN_BEGIN_NODE	1
#define TOKEN_END_NODE		2
#define TOKEN_PROPERTY		3
#define TOKEN_NOP		4

typedef uint32_t cell;

INLINE uint32_t read_cell(const cell *at)
{
	return __builtin_bswap32(*at);
}

INLINE bool is_tree(const cell *at)
{
	return read_cell(at + HEADER_MAGIC) == TREE_MAGIC
		&& read_cell(at + HEADER_TOTAL_SIZE) <= TREE_SIZE_LIMIT
		&& read_cell(at + HEADER_VERSION) >= TREE_COMPATIBLE_VERSION
		&& read_cell(at + HEADER_LAST_COMPATIBLE) <= TREE_COMPATIBLE_VERSION;
}

INLINE const cell *tree_structure(const cell *tree)
{
	return tree + read_cell(tree + HEADER_STRUCTURE) / sizeof(cell);
}

/* The first `length` characters of `text` are `other`, and all of it. */
INLINE bool same_text(const char *text, size_t length, const char *other)
{
	while (length > 0 && *other != 0 && *text == *other) {
		text++;
		other++;
		length--;
	}
	return length == 0 && *other == 0;
}

INLINE bool equal_texts(const char *text, const char *other)
{
	while (*text != 0 && *text == *other) {
		text++;
		other++;
	}
	return *text == *other;
}

INLINE size_t text_length(const char *text)
{
	const char *end = text;

	while (*end != 0)
		end++;
	return (size_t)(end - text);
}

INLINE const char *node_name(const cell *node)
{
	return (const char *)(node + 1);
}

INLINE const char *property_name(const cell *tree, const cell *property)
{
	return (const char *)tree + read_cell(tree + HEADER_STRINGS) + read_cell(property + 2);
}

INLINE uint32_t property_length(const cell *property)
{
	return read_cell(property + 1);
}

INLINE const cell *property_value(const cell *property)
{
	return property + 3;
}

INLINE size_t cells_for(size_t bytes)
{
	return (bytes + sizeof(cell) - 1) / sizeof(cell);
}

/* The token behind this one; behind a node's beginning comes its first property, child or end. */
INLINE const cell *next_token(const cell *token)
{
	switch (read_cell(token)) {
	case TOKEN_BEGIN_NODE:
		return token + 1 + cells_for(text_length(node_name(token)) + 1);
	case TOKEN_PROPERTY:
		return token + 3 + cells_for(property_length(token));
	default:
		return token + 1;
	}
}

#endif
