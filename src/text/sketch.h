/* SPDX-License-Identifier: Apache-2.0 */
/** What tells that two texts share much of their wording.
 *
 * The features of a text are its pairs of neighbouring letters (digits too), normalised, without
 * hashtags, and of a repost only what it passes on. Two texts are as like as their sets of features
 * (Jaccard: shared / all). A sketch estimates that in 64 bytes: one-permutation minwise hashing
 * (Li, Owen, Zhang 2012) with empty bins filled from others (Shrivastava 2017), 8 bits a bin (Li,
 * König 2010).
 *
 * Measured on the labelled sample: near duplicates have a likeness of .36 and more, other pairs of
 * .23 and less. A simhash of 64 bits does not part them on texts of this length: whatever the
 * features, some near duplicate lies farther away (14 to 26 bits) than some other pair (8 to 16).
 */
#pragma once
#include <tuyou/text.h>

#define TY_SKETCH_BINS 64

/** Texts with a likeness of at least this share much of their wording. */
#define TY_NEAR_LIKENESS .3
/** Shorter texts are like by chance. */
#define TY_NEAR_FEATURES 8

typedef struct {
  guint8 bin[TY_SKETCH_BINS]; /**< all 0 of a text without features */
  guint64 opening; /**< hash of the first TY_OPENING_LETTERS letters; 0 of a shorter text */
  gboolean repost; /**< passes on another's post: "…//@name:…" */
} TySketch;

#define TY_OPENING_LETTERS 12

/** Takes the features of a text: sorted, each once.
 * @param features  of guint32; what it held goes
 * @param sketch    out; may be NULL. O(length · log length) */
void ty_sketch_text(const char *text, gsize length, GArray *features, TySketch *sketch);

/** As ty_sketch_text, of a text that is normalised already. */
void ty_sketch_normalised(const TyNormalised *normalised, GArray *features, TySketch *sketch);

/** The letters of a text from which its features are taken: normalised, without hashtags, of a
 * repost what it passes on. O(length)
 * @param letters  of guint32; what it held goes */
void ty_sketch_letters(const char *text, gsize length, GArray *letters);

/** Shared features / all; 0 when one has fewer than TY_NEAR_FEATURES. */
double ty_features_likeness(const guint32 *a, gsize n_a, const guint32 *b, gsize n_b);

/** An estimate of the likeness, with a standard error of √(J (1 − J) / 64). */
double ty_sketch_likeness(const guint8 *a, const guint8 *b);
