/* SPDX-License-Identifier: Apache-2.0 */
/** The words by which texts are searched.
 *
 * A text is a row of places. A word that holds shorter words of the lexicon takes as many places as
 * it has parts, the shortest words that follow each other in it; the word itself stands beside its
 * first part, and other shorter words beside the part in which they begin:
 *
 *     place      0        1       2      3        4
 *     part       大足     石刻    千手   观音     造像
 *     beside     大足石刻         千手观音
 *
 * So 千手观音, 观音造像 and 石刻 are all found in it, as words that follow each other. White space,
 * punctuation and the marks of topics have no place. */
#pragma once
#include <tuyou/atlas.h>
#include <tuyou/text.h>

/** No word of the index is longer: what is over is cut off. */
#define TY_INDEX_WORD_BYTES 250

/** Calls `func` with each word of a text, in order of place. */
void ty_index_words(TySegmenter *segmenter, const char *text, gsize length, TyIndexWordFunc func,
                    gpointer data);

/** A phrase as words that are looked for: its parts, one after the other.
 * @param whole  out: the word, when the phrase is one that has parts: other texts may have it
 * beside other parts (大学生 in 大学生活动: 大学, 生活, 动); else NULL; to be freed
 * @return NULL-terminated, empty when the text has no word; to be freed by g_strfreev */
char **ty_index_phrase(TySegmenter *segmenter, const char *text, char **whole);

/** The version of these rules: part of the stamp of an index. */
#define TY_INDEX_RULES 1
