/* SPDX-License-Identifier: Apache-2.0 */
/** Whether two texts of much the same wording speak of different things: "…的圆觉洞…" and
 * "…的北山石刻…", as posts written after one pattern do. */
#pragma once
#include <tuyou/text.h>

/** Of longer texts a name is a detail: they are never told apart. */
#define TY_DIFFERENCE_LETTERS 200

/** Whether these letters are a name that is known. */
typedef gboolean (*TyIsNameFunc)(const guint32 *letters, gsize n, gpointer data);

/** Aligns two texts (longest common subsequence) and looks at what takes the place of what: both
 * sides must name something, by `is_name` or by an ending of names (…石刻, …洞) at or right behind
 * the place, and neither text has the other's known name elsewhere. What is only added, or put in
 * other words, is no difference of names.
 * @param a,b  letters of two texts (ty_sketch_letters)
 * @return FALSE when one is longer than TY_DIFFERENCE_LETTERS. O(n_a · n_b) in what is between the
 *         common beginning and the common end */
gboolean ty_names_differ(const guint32 *a, gsize n_a, const guint32 *b, gsize n_b,
                         const TyNameForms *forms, TyIsNameFunc is_name, gpointer data);
