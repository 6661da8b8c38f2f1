/* SPDX-License-Identifier: Apache-2.0 */
/** Tables and running text told apart. */
#pragma once
#include <glib.h>

/** Whether a text that is no other format is a table: its first record has a heading that is known,
 * or several cells as short as headings are, and as many as most of the records after it. */
gboolean ty_looks_like_table(const char *text, gsize length);
