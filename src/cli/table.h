/* SPDX-License-Identifier: Apache-2.0 */
/** Tables for people on a terminal. */
#pragma once
#include <glib.h>

/** Columns that `text` takes on a terminal: 2 for wide characters, 0 for combining ones. */
int ty_display_width(const char *text);

/** A table that is filled row by row and printed once. */
typedef struct TyTable TyTable;

/** `headings`: names joined by '|'; one that begins with '>' is set flush right. */
TyTable *ty_table_new(const char *headings);
/** Adds a row; takes ownership of each cell (NULL: empty). The last argument is not a terminator:
 * exactly as many cells as headings are read. */
void ty_table_add(TyTable *table, ...);
/** Adds the next cell of a row, or the first of the next; takes ownership (NULL: empty). */
void ty_table_add_cell(TyTable *table, char *cell);
/** Prints the table with two spaces between columns, and frees it. */
void ty_table_print(TyTable *table);
/** Prints it as comma-separated values with the headings, and frees it. */
void ty_table_print_csv(TyTable *table);
