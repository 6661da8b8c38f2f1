/* SPDX-License-Identifier: Apache-2.0 */
/** Where a text has the words that are looked for. */
#pragma once
#include <tuyou/atlas.h>
#include <tuyou/text.h>

/** Spans of all places where a phrase of a clause that is not excluded stands, in order, none
 * within another.
 * @param hits  of TySpan (bytes of the text); appended to. O(words · phrases) */
void ty_find_hits(TySegmenter *segmenter, const char *text, const TySearchClause *clauses,
                  gsize n_clauses, GArray *hits);

/** Whether a text has a phrase. */
gboolean ty_text_has_phrase(TySegmenter *segmenter, const char *text, const TyPhrase *phrase);

/** The part of a text to show: about `n_characters`, from a sentence's beginning where one is near,
 * with as many hits as possible. Empty texts give an empty span. */
TySpan ty_choose_snippet(const char *text, const TySpan *hits, gsize n_hits, gsize n_characters);
