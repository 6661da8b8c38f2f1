/* SPDX-License-Identifier: Apache-2.0 */
/** BibTeX, as reference managers and data bases write it. */
#pragma once
#include "corpus/lines.h"

/** Bytes from the '@' at `p` to the opening brace or parenthesis of an entry, with it; 0 when none
 * begins there.
 * @param type  out: bytes of the entry's type */
gsize ty_bibtex_entry_start(const char *p, const char *end, gsize *type);

/** Papers of a BibTeX file: texts in braces or quotes, joined by '#', names made by @string, LaTeX
 * undone. What stands outside of entries, @comment and @preamble, and lines that begin with '%'
 * there, are passed over. An entry that is broken is rejected with its line; reading goes on at the
 * next line that begins one. As for ty_corpus_read. O(length) */
gboolean ty_bibtex_read(TyReader *reader, const char *text, gsize length, GError **error);
