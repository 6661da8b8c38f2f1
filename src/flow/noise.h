/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what the word lists of the data folder take out of counting. Nothing is
 * cut from a text: offsets lead to the source as it is. */
#pragma once
#include <tuyou/text.h>

/** Stop words, furniture of platforms, marks of advertising; immutable. */
typedef struct TyNoise TyNoise;

/** Reads stopwords.txt, furniture.txt and advertisement.txt, whose heads say what their columns
 * are.
 * @return NULL with TY_ERROR_MISSING or TY_ERROR_INPUT (file and line) */
TyNoise *ty_noise_open(const char *folder, GError **error);
void ty_noise_free(TyNoise *noise);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNoise, ty_noise_free)

/** How many tokens from `tokens[0]` on are furniture: the longest entry that they spell; 0: none.
 */
gsize ty_noise_furniture(const TyNoise *noise, const TyToken *tokens, gsize n);

/** Whether a normalised word is a stop word. */
gboolean ty_noise_stops(const TyNoise *noise, const char *word, gsize length);

/** Whether a token is a word that says something: of two characters or more and no stop word. */
gboolean ty_noise_counts(const TyNoise *noise, const TyToken *token);

/** Whether a text has the marks of an advertisement. */
gboolean ty_noise_advertises(const TyNoise *noise, const char *text);
