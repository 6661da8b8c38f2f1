/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#define INLINE static inline
#define SLOW static
#define KERNEL ty_lda_sweep_scalar

typedef struct {
  float v[16];
} Lanes;

INLINE Lanes lanes_zero(void) { return (Lanes){{0}}; }

INLINE Lanes lanes_load(const float *x) {
  Lanes v;
  for (int i = 0; i < 16; i++)
    v.v[i] = x[i];
  return v;
}

INLINE void lanes_store(float *x, Lanes v) {
  for (int i = 0; i < 16; i++)
    x[i] = v.v[i];
}

INLINE Lanes lanes_add(Lanes a, Lanes b) {
  for (int i = 0; i < 16; i++)
    a.v[i] += b.v[i];
  return a;
}

INLINE Lanes lanes_multiply(Lanes a, Lanes b) {
  for (int i = 0; i < 16; i++)
    a.v[i] *= b.v[i];
  return a;
}

INLINE guint lanes_above(Lanes v, float x) {
  guint mask = 0;
  for (int i = 0; i < 16; i++)
    mask |= (guint) (v.v[i] > x) << i;
  return mask;
}

INLINE float lanes_last(Lanes v) { return v.v[15]; }

/* Running sums, in four rounds over distances 1, 2, 4 and 8. */
INLINE Lanes lanes_scan(Lanes v) {
  for (int distance = 1; distance < 16; distance *= 2)
    for (int i = 15; i >= distance; i--)
      v.v[i] += v.v[i - distance];
  return v;
}

INLINE void lanes_count(gint32 *to, const gint32 *more) {
  for (int i = 0; i < 16; i++)
    to[i] += more[i];
}

INLINE Lanes lanes_shifted(const gint32 *n, float by) {
  Lanes v;
  for (int i = 0; i < 16; i++)
    v.v[i] = (float) n[i] + by;
  return v;
}

INLINE guint lanes_find(const guint32 *entry, guint32 mark, guint32 topics) {
  guint mask = 0;
  for (int i = 0; i < 16; i++)
    mask |= (guint) ((entry[i] & topics) == mark) << i;
  return mask;
}

/* Sixteen counts. */
INLINE Lanes lanes_counted(const guint16 *count) {
  Lanes v;
  for (int i = 0; i < 16; i++)
    v.v[i] = (float) count[i];
  return v;
}

INLINE void lanes_put(float *x, guint k, float value) { x[k] = value; }

INLINE void lanes_count_one(guint16 *count, guint k, gint by) {
  count[k] = (guint16) (count[k] + by);
}

/* Takes one count from the entry of `mark`, closes it when that was the last, and gives
 * count · q of all entries. */
INLINE Lanes lanes_document(guint32 *entry, guint32 mark, guint shift, const float *q) {
  guint32 one = 1u << shift;
  Lanes v;

  for (int i = 0; i < 16; i++) {
    guint32 own = entry[i] & (one - 1);
    if (own == mark)
      entry[i] -= one;
    if (entry[i] < one)
      entry[i] = 0;
    v.v[i] = (float) (gint32) (entry[i] >> shift) * q[own];
  }
  return v;
}

INLINE void lanes_bump(guint32 *entries, guint i, guint32 one) { entries[i] += one; }

#include "topics/lda-kernel.h"
