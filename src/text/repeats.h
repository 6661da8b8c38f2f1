/* SPDX-License-Identifier: Apache-2.0 */
/** Documents looked up by what they say: the first with the same text, those with much of the same
 * wording, that which begins so. All look-ups are O(1); memory is about 250 bytes a document.
 *
 * Like texts are found by bands of a sketch: 16 tables by four bins each, in which each slot keeps
 * the latest document; texts of likeness J meet in one of them with probability 1 − (1 − J⁴)¹⁶: .64
 * for J = .5, .99 for .7. While the documents are few (TY_REPEATS_FEW), 32 tables by two bins find
 * more: .95 for J = .3. */
#pragma once
#include "text/sketch.h"

#define TY_REPEATS_FEW 65536
/** Candidates that ty_repeats_like gives at most. */
#define TY_REPEATS_CANDIDATES 4

typedef struct TyRepeats TyRepeats;

TyRepeats *ty_repeats_new(void);
void ty_repeats_free(TyRepeats *repeats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRepeats, ty_repeats_free)

/** Notes a text, unless the same one is there. */
void ty_repeats_add_text(TyRepeats *repeats, gint64 id, guint64 text_hash);
/** Notes an original, for likeness and openings. */
void ty_repeats_add_original(TyRepeats *repeats, gint64 id, const guint8 *bins, guint64 opening);

/** The first document with that text; 0: none. */
gint64 ty_repeats_same(const TyRepeats *repeats, guint64 text_hash);
/** The first original with that opening; 0: none, or `opening` 0. */
gint64 ty_repeats_opening(const TyRepeats *repeats, guint64 opening);
/** Asks memory for what the look-ups of a text will need: a hint, for the next one while there is
 * other work. */
void ty_repeats_expect(const TyRepeats *repeats, guint64 text_hash, const guint8 *bins);
/** Originals that may be like, the most like first, then by id; to be verified by their features.
 * @param sure  out: the first is like enough without that: its estimate lies three standard errors
 *              above TY_NEAR_LIKENESS
 * @return how many, at most TY_REPEATS_CANDIDATES */
gsize ty_repeats_like(const TyRepeats *repeats, const guint8 *bins, gint64 *ids, gboolean *sure);
