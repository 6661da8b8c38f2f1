/* SPDX-License-Identifier: Apache-2.0 */
/** Lines of words parted by blanks, where '#' begins a comment: the form of the word lists and
 * patterns that users may edit. */
#pragma once
#include <glib.h>

/** Takes the words of a line that has any. @param words n words and a NULL; the caller's
 * @return FALSE with error set stops the reading */
typedef gboolean (*TyWordLineFunc)(char **words, guint n, gpointer data, GError **error);

/** Hands out the lines of a text in their order; O(length).
 * @param file the name that errors give, as "file:line: "
 * @return FALSE with TY_ERROR_INPUT for bytes that are no UTF-8, or what take_line refused */
gboolean ty_word_lines_read(const char *file, const char *text, gsize length,
                            TyWordLineFunc take_line, gpointer data, GError **error);
