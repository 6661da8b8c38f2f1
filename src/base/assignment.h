/* SPDX-License-Identifier: Apache-2.0 */
/** The linear assignment problem. */
#pragma once
#include <glib.h>

/** What it costs to give `row` the column `column`: any finite number. */
typedef double (*TyAssignmentCost)(gsize row, gsize column, gpointer data);

/** Gives each of n rows a column of its own at the least total cost (shortest augmenting paths,
 * Jonker & Volgenant 1987, Computing 38:325). Deterministic: ties go to the lower column.
 * O(n³) time, each cost asked for O(n) times; O(n) memory.
 * @param column_of  out: n columns; may be NULL
 * @return the total cost */
double ty_assign(gsize n, TyAssignmentCost cost, gpointer data, gsize *column_of);
