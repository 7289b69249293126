/* SPDX-License-Identifier: MIT */
/*
 * Says on the console what the device tree offers. It keeps no writable data, so that it runs from flash as from memory,
 * and it sets nothing up: whoever started it left the serial port usable.
 */
#include "payload.h"

#define MAX_DEPTH		16

/* PrimeCell UART (PL011) Technical Reference Manual, chapter 3. */
#define UART_DATA		(0x00 / 4)
#define UART_FLAGS		(0x18 / 4)
#define UART_TRANSMIT_FULL	0x20

/* The reference board's first port, to say that there is no tree. */
#define DEFAULT_UART		0x10009000

#define STATUS_MODE_MASK	0x1f

#define GIC_SHARED		0
#define GIC_FIRST_SHARED	32
#define GIC_FIRST_PRIVATE	16

typedef volatile uint32_t *uart;

/* One node, and the way to it from the root. */
struct position {
	const cell *tree;
	const cell *next;
	uint32_t depth;
	const cell *path[MAX_DEPTH];
};

struct range {
	uint64_t address;
	uint64_t size;
};

static void print_character(uart console, char character)
{
	while (console[UART_FLAGS] & UART_TRANSMIT_FULL) {
	}
	console[UART_DATA] = (uint8_t)character;
}

static void print(uart console, const char *text)
{
	for (; *text != 0; text++) {
		if (*text == '\n')
			print_character(console, '\r');
		print_character(console, *text);
	}
}

static void print_hexadecimal(uart console, uint32_t value, uint32_t digits)
{
	print(console, "0x");
	while (digits > 0) {
		uint32_t digit;

		digits--;
		digit = value >> (4 * digits) & 0xf;
		print_character(console, (char)(digit < 10 ? '0' + digit : 'a' + digit - 10));
	}
}

static void print_decimal(uart console, uint32_t value)
{
	char digits[10];
	uint32_t count = 0;

	do {
		digits[count++] = (char)('0' + value % 10);
		value /= 10;
	} while (value != 0);
	while (count > 0)
		print_character(console, digits[--count]);
}

/* Before the first node; advance() leads to the root. */
static void begin(struct position *at, const cell *tree)
{
	at->tree = tree;
	at->next = tree_structure(tree);
	at->depth = 0;
}

static const cell *node_of(const struct position *at)
{
	return at->path[at->depth - 1];
}

/* Goes to the next node in the order of the tree. Nodes deeper than MAX_DEPTH end the walk. */
static bool advance(struct position *at)
{
	for (;;) {
		const cell *token = at->next;

		switch (read_cell(token)) {
		case TOKEN_BEGIN_NODE:
			if (at->depth == MAX_DEPTH)
				return false;
			at->path[at->depth++] = token;
			at->next = next_token(token);
			return true;
		case TOKEN_END_NODE:
			if (at->depth == 0)
				return false;
			at->depth--;
			break;
		case TOKEN_PROPERTY:
		case TOKEN_NOP:
			break;
		default:
			return false;
		}
		at->next = next_token(token);
	}
}

/* Null when the token is no property and the node has no more of them. */
static const cell *property_at(const cell *token)
{
	while (read_cell(token) == TOKEN_NOP)
		token = next_token(token);
	return read_cell(token) == TOKEN_PROPERTY ? token : NULL;
}

static const cell *find_property(const cell *tree, const cell *node, const char *name)
{
	const cell *property = property_at(next_token(node));

	while (property != NULL) {
		if (equal_texts(property_name(tree, property), name))
			return property;
		property = property_at(next_token(property));
	}
	return NULL;
}

static const char *find_text(const cell *tree, const cell *node, const char *name)
{
	const cell *property = find_property(tree, node, name);

	return property == NULL || property_length(property) == 0 ? NULL : (const char *)property_value(property);
}

static uint32_t find_count(const cell *tree, const cell *node, const char *name, uint32_t otherwise)
{
	const cell *property = find_property(tree, node, name);

	return property == NULL ? otherwise : read_cell(property_value(property));
}

static bool is_compatible(const struct position *at, const char *wanted)
{
	const cell *property = find_property(at->tree, node_of(at), "compatible");
	const char *text;
	const char *end;

	if (property == NULL)
		return false;
	text = (const char *)property_value(property);
	end = text + property_length(property);
	while (text < end) {
		if (equal_texts(text, wanted))
			return true;
		text += text_length(text) + 1;
	}
	return false;
}

/* A device is as much in use as the buses above it. */
static bool is_enabled(const struct position *at)
{
	uint32_t i;

	for (i = 0; i < at->depth; i++) {
		const char *status = find_text(at->tree, at->path[i], "status");

		if (status != NULL && !equal_texts(status, "okay") && !equal_texts(status, "ok"))
			return false;
	}
	return true;
}

static uint64_t read_number(const cell *at, uint32_t cells)
{
	uint64_t value = 0;

	for (; cells > 0; cells--)
		value = value << 32 | read_cell(at++);
	return value;
}

/* Takes an address on the bus of this node to the bus above it. */
static bool translate(const cell *tree, const cell *bus, const cell *above, uint64_t *address)
{
	const cell *ranges = find_property(tree, bus, "ranges");
	uint32_t child_cells = find_count(tree, bus, "#address-cells", 2);
	uint32_t size_cells = find_count(tree, bus, "#size-cells", 1);
	uint32_t parent_cells = find_count(tree, above, "#address-cells", 2);
	uint32_t step = child_cells + parent_cells + size_cells;
	const cell *entry;
	const cell *end;

	if (ranges == NULL)
		return false;
	if (property_length(ranges) == 0)
		return true;

	entry = property_value(ranges);
	end = entry + property_length(ranges) / sizeof(cell);
	for (; entry + step <= end; entry += step) {
		uint64_t child = read_number(entry, child_cells);
		uint64_t parent = read_number(entry + child_cells, parent_cells);
		uint64_t size = read_number(entry + child_cells + parent_cells, size_cells);

		if (*address >= child && *address - child < size) {
			*address = *address - child + parent;
			return true;
		}
	}
	return false;
}

/* The node's first address range, as the processor sees it. */
static bool find_range(const struct position *at, struct range *range)
{
	const cell *reg = find_property(at->tree, node_of(at), "reg");
	uint32_t level = at->depth - 1;
	uint32_t address_cells;
	uint32_t size_cells;

	if (reg == NULL || level == 0)
		return false;
	address_cells = find_count(at->tree, at->path[level - 1], "#address-cells", 2);
	size_cells = find_count(at->tree, at->path[level - 1], "#size-cells", 1);
	if (property_length(reg) < (address_cells + size_cells) * sizeof(cell))
		return false;
	range->address = read_number(property_value(reg), address_cells);
	range->size = read_number(property_value(reg) + address_cells, size_cells);

	for (level--; level > 0; level--)
		if (!translate(at->tree, at->path[level], at->path[level - 1], &range->address))
			return false;
	return true;
}

/* A name in a path may leave the unit address out. */
static bool is_named(const cell *node, const char *wanted, size_t length)
{
	const char *name = node_name(node);
	size_t i;

	for (i = 0; i < length; i++)
		if (name[i] != wanted[i] || name[i] == 0)
			return false;
	return name[length] == 0 || name[length] == '@';
}

/* Ends at the node that the first `length` characters of `path` name; both "/" and "" name the root. */
static bool find_path(struct position *at, const cell *tree, const char *path, size_t length)
{
	const char *end = path + length;
	uint32_t wanted_depth = 1;

	begin(at, tree);
	if (!advance(at))
		return false;
	for (;;) {
		const char *name;

		while (path < end && *path == '/')
			path++;
		if (path == end)
			return true;
		name = path;
		while (path < end && *path != '/')
			path++;

		wanted_depth++;
		do {
			if (!advance(at) || at->depth < wanted_depth)
				return false;
		} while (at->depth != wanted_depth || !is_named(node_of(at), name, (size_t)(path - name)));
	}
}

static bool find_node(struct position *at, const cell *tree, const char *path)
{
	return find_path(at, tree, path, text_length(path));
}

/* What /chosen names: a path or an alias, up to the options that follow a colon. */
static bool find_chosen_console(struct position *at, const cell *tree)
{
	const char *chosen;
	size_t length = 0;
	const cell *property;

	if (!find_node(at, tree, "/chosen"))
		return false;
	chosen = find_text(tree, node_of(at), "stdout-path");
	if (chosen == NULL)
		return false;
	while (chosen[length] != 0 && chosen[length] != ':')
		length++;
	if (chosen[0] == '/')
		return find_path(at, tree, chosen, length);

	if (!find_node(at, tree, "/aliases"))
		return false;
	for (property = property_at(next_token(node_of(at))); property != NULL; property = property_at(next_token(property)))
		if (same_text(chosen, length, property_name(tree, property)))
			return find_node(at, tree, (const char *)property_value(property));
	return false;
}

static bool is_port(const struct position *at, struct range *range)
{
	return is_compatible(at, "arm,pl011") && is_enabled(at) && find_range(at, range);
}

static uart find_console(const cell *tree)
{
	struct position at;
	struct range range;

	if (find_chosen_console(&at, tree) && is_port(&at, &range))
		return (uart)(uintptr_t)range.address;
	begin(&at, tree);
	while (advance(&at))
		if (is_port(&at, &range))
			return (uart)(uintptr_t)range.address;
	return (uart)DEFAULT_UART;
}

static void print_interrupt(uart console, const struct position *at)
{
	const cell *property = find_property(at->tree, node_of(at), "interrupts");
	uint32_t length = property == NULL ? 0 : property_length(property);

	print(console, " interrupt ");
	if (length == sizeof(cell)) {
		print_decimal(console, read_cell(property_value(property)));
	} else if (length >= 3 * sizeof(cell)) {
		bool shared = read_cell(property_value(property)) == GIC_SHARED;
		uint32_t number = read_cell(property_value(property) + 1);

		print_decimal(console, number + (shared ? GIC_FIRST_SHARED : GIC_FIRST_PRIVATE));
	} else {
		print(console, "none");
	}
}

static void print_alias(uart console, const struct position *at)
{
	struct position other;
	const cell *property;

	if (!find_node(&other, at->tree, "/aliases"))
		return;
	for (property = property_at(next_token(node_of(&other))); property != NULL; property = property_at(next_token(property))) {
		struct position target;

		if (find_node(&target, at->tree, (const char *)property_value(property)) && node_of(&target) == node_of(at)) {
			print(console, " ");
			print(console, property_name(at->tree, property));
			return;
		}
	}
}

static uint32_t print_ports(uart console, const cell *tree)
{
	struct position at;
	struct range range;
	uint32_t count = 0;

	begin(&at, tree);
	while (advance(&at)) {
		if (!is_port(&at, &range))
			continue;
		print(console, "uart ");
		print_hexadecimal(console, (uint32_t)range.address, 8);
		print_interrupt(console, &at);
		print_alias(console, &at);
		print(console, "\n");
		count++;
	}
	return count;
}

static void print_mode(uart console, uint32_t entry_status)
{
	uint32_t status;

	__asm__ volatile("mrs %0, cpsr" : "=r"(status));
	print(console, "Partition payload: entered in mode ");
	print_hexadecimal(console, entry_status & STATUS_MODE_MASK, 2);
	print(console, ", runs in mode ");
	print_hexadecimal(console, status & STATUS_MODE_MASK, 2);
	print(console, "\n");
}

static void print_tree(uart console, const cell *tree)
{
	struct position at;
	const char *model;

	begin(&at, tree);
	model = advance(&at) ? find_text(tree, node_of(&at), "model") : NULL;
	print(console, "Partition payload: device tree at ");
	print_hexadecimal(console, (uint32_t)(uintptr_t)tree, 8);
	print(console, ", model \"");
	print(console, model == NULL ? "" : model);
	print(console, "\"\n");
}

static void print_memory(uart console, const cell *tree)
{
	struct position at;
	struct range range;

	print(console, "memory ");
	if (find_node(&at, tree, "/memory") && find_range(&at, &range)) {
		print_hexadecimal(console, (uint32_t)range.address, 8);
		print(console, " + ");
		print_hexadecimal(console, (uint32_t)range.size, 8);
	} else {
		print(console, "unknown");
	}
}

void payload(const cell *tree, uint32_t entry_status)
{
	uart console = tree == NULL ? (uart)DEFAULT_UART : find_console(tree);
	uint32_t count;

	if (tree == NULL) {
		print(console, "Partition payload: no device tree\n");
	} else {
		print_tree(console, tree);
		print_mode(console, entry_status);
		count = print_ports(console, tree);
		print(console, "Partition payload: ");
		print_decimal(console, count);
		print(console, count == 1 ? " UART, " : " UARTs, ");
		print_memory(console, tree);
		print(console, "\n");
	}
	print(console, "Partition payload: done\n");
}
