/* SPDX-License-Identifier: Apache-2.0 */
/** What a file calls its columns; see ty_corpus_headings. */
#pragma once
#include <tuyou/corpus.h>

/** The keys of the first record in a text of JSON that may be cut off anywhere (an array, lines,
 * one object, or an object that holds the array), and those of all its whole records. NULL and
 * empty when there is none. O(length) */
void ty_headings_of_json(const char *text, gsize length, TyDocumentKind kind, char ***first,
                         char ***all);
