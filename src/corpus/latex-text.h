/* SPDX-License-Identifier: Apache-2.0 */
/** LaTeX as bibliographies have it → text. */
#pragma once
#include <glib.h>

/** Appends `text` without its LaTeX: accents (`\"{u}`, `{\'e}`, `\c c`, `\v{s}`) become letters, as
 * do
 * `\ss`, `\o`, `\l` and their like; `\&` and other escapes their character; `--`, `---` and quotes
 * those of print; braces, `$` and commands without a meaning in text go, their arguments stay.
 * White space becomes one space, an empty line a line break.
 * @param is_literal  for addresses: only escapes are undone. O(length) */
void ty_latex_append_plain(GString *out, const char *text, gboolean is_literal);
