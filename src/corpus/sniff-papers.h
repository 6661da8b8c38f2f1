/* SPDX-License-Identifier: Apache-2.0 */
/** Formats of papers, and of networks that are called like one (.net), told by a line. */
#pragma once
#include "corpus/sniff.h"

/** The format that the line gives away: RIS, EndNote, RefWorks, Web of Science (text or table),
 * BibTeX, Pajek; else TY_FORMAT_NONE.
 * @param next  where the line after it begins, up to `end`: "RT " and "PT J" alone would not do */
TyFormat ty_sniff_papers_line(const char *line, gsize length, const char *next, const char *end);
