/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what the word lists of the data folder take out of counting. Nothing is
 * cut from a text: offsets lead to the source as it is. */
#pragma once
#include <tuyou/text.h>

/** No entry of furniture.txt takes more tokens (white space counts) or bytes. */
#define TY_FURNITURE_TOKENS 12
#define TY_FURNITURE_BYTES 96
/** A text with this many points of advertisement.txt is one. */
#define TY_ADVERTISING_POINTS 5

/** Stop words, furniture of platforms, marks of advertising; not to be changed while texts are
 * counted. */
typedef struct TyNoise TyNoise;

/** Reads stopwords.txt, furniture.txt and advertisement.txt, whose heads say what their columns
 * are.
 * @return NULL with TY_ERROR_MISSING or TY_ERROR_INPUT (file and line) */
TyNoise *ty_noise_open(const char *folder, GError **error);
void ty_noise_free(TyNoise *noise);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNoise, ty_noise_free)

/** Adds an entry, or takes one out (`is_there` FALSE).
 * @param role    stopword, furniture or advertisement; of another nothing is done
 * @param key     see ty_name_key
 * @param points  of an advertisement's mark; NAN: 1 */
void ty_noise_set(TyNoise *noise, const char *role, const char *key, double points,
                  gboolean is_there);

/** How many tokens from `tokens[0]` on are furniture: the longest entry that they spell; 0: none.
 * None begins with white space. */
gsize ty_noise_furniture(const TyNoise *noise, const TyToken *tokens, gsize n);

/** Makes punctuation of furniture, which parts what stands around it. A single character is left
 * where words stand right beside it: the 顶 of 宝顶山 is no button, whatever the segmenter makes of
 * the name. */
void ty_noise_part(const TyNoise *noise, TyToken *tokens, gsize n);

/** Whether a normalised word is a stop word. */
gboolean ty_noise_stops(const TyNoise *noise, const char *word, gsize length);

/** Whether a token is a word that says something: of two characters or more and no stop word. */
gboolean ty_noise_counts(const TyNoise *noise, const TyToken *token);

/** Whether a text has the marks of an advertisement. */
gboolean ty_noise_advertises(const TyNoise *noise, const char *text);

/** The entries of the lists as they are compared (normalised, without white space): words in no
 * order, phrases as listed. */
typedef void (*TyNoiseWordFunc)(const char *word, gpointer data);
typedef void (*TyNoisePhraseFunc)(const char *phrase, double points, gpointer data);
void ty_noise_each_stopword(const TyNoise *noise, TyNoiseWordFunc func, gpointer data);
void ty_noise_each_furniture(const TyNoise *noise, TyNoiseWordFunc func, gpointer data);
void ty_noise_each_phrase(const TyNoise *noise, TyNoisePhraseFunc func, gpointer data);
