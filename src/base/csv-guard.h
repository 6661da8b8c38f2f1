/* SPDX-License-Identifier: Apache-2.0 */
/** Texts in CSV that a spreadsheet must not run.
 *
 * A cell that begins with = + - @ (also their wide forms), a tab or a line end is a formula, or may
 * become one, to a program that opens the table; an apostrophe before it makes it text. So that it
 * can be taken away again, a text that begins with an apostrophe gets another. */
#pragma once
#include <glib.h>

/** Whether `text` needs the apostrophe. */
gboolean ty_csv_is_risky(const char *text);
/** Appends the text as one field, guarded and quoted. */
void ty_csv_append_guarded(GString *out, const char *text, gboolean first);
/** `text` without the apostrophe that guards it; borrowed. An apostrophe before anything else
 * stays.
 */
const char *ty_csv_unguard(const char *text);
