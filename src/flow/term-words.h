/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: tokens as the words that terms are made of. */
#pragma once
#include "flow/sieve.h"
#include <tuyou/topics.h>

/** Turns tokens into words for ty_term_finder_add; remembers what it looked up. One a thread. */
typedef struct TyTermWords TyTermWords;

/** Borrows its arguments. */
TyTermWords *ty_term_words_new(const TyLexicon *lexicon, const TySieve *sieve);
void ty_term_words_free(TyTermWords *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTermWords, ty_term_words_free)

/** The words of tokens of ty_segmenter_tokens, spans shifted by `offset`: `*n_words` words, the
 * maker's until its next call. White space within a Latin phrase is left out; furniture of
 * platforms is a break. */
const TyTermWord *ty_term_words(TyTermWords *maker, const TyToken *tokens, gsize n, gsize offset,
                                gsize *n_words);
