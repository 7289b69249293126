/* SPDX-License-Identifier: MIT */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include "devicetree.h"

/* The tree, or null. `hint` is where the starter says that it lies. */
const cell *place_tree(uintptr_t image, uintptr_t hint);

/* Where memory begins, by the tree, which may be null. */
uintptr_t place_memory(const cell *tree);

/* The top of a stack in memory that neither the image nor the tree occupies. The tree may be null. */
uintptr_t place_stack(uintptr_t memory, const cell *tree, uintptr_t image, uintptr_t image_end);

void payload(const cell *tree, uint32_t entry_status);

#endif
