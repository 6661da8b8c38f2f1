/* SPDX-License-Identifier: Apache-2.0 */
/** Printing where an inferred fact comes from. */
#pragma once
#include <jansson.h>

/** Prints the premises of "because", one a line with its sources, deeper ones further in. */
void ty_print_because(const json_t *told, int indent);
/** Tells on standard error that an answer is not whole, when `cut` says so: TRUE or a reason. */
void ty_warn_cut(const json_t *cut);
