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

INLINE float lanes_get(Lanes v, guint lane) { return v.v[lane]; }

INLINE float lanes_total(Lanes v) {
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++)
      v.v[i] += v.v[i + half];
  return v.v[0];
}

/* Running sums: within quarters, then the quarters before, then `before`. */
INLINE Lanes lanes_scan(Lanes v, float before) {
  float carry[4];

  for (int quarter = 0; quarter < 4; quarter++) {
    float *x = v.v + 4 * quarter, pair = x[1] + x[2];
    x[3] = (x[3] + x[2]) + (x[1] + x[0]);
    x[2] = pair + x[0];
    x[1] += x[0];
  }
  carry[0] = 0;
  carry[1] = v.v[3];
  carry[2] = v.v[7] + v.v[3];
  carry[3] = (v.v[11] + v.v[7]) + v.v[3];
  for (int i = 0; i < 16; i++)
    v.v[i] = (v.v[i] + carry[i / 4]) + before;
  return v;
}

/* q = (n + β) · inverse, and the sum of α · q. */
INLINE float lanes_weigh(const gint32 *n, float beta, const float *inverse, const float *alpha,
                         float *q) {
  Lanes weights;
  for (int i = 0; i < 16; i++) {
    q[i] = ((float) n[i] + beta) * inverse[i];
    weights.v[i] = alpha[i] * q[i];
  }
  return lanes_total(weights);
}

INLINE guint lanes_find(const guint32 *entry, guint32 mark, guint32 topics) {
  guint mask = 0;
  for (int i = 0; i < 16; i++)
    mask |= (guint) ((entry[i] & topics) == mark) << i;
  return mask;
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
    v.v[i] = (float) (gint32) (entry[i] >> shift) * q[(gint32) own - 1];
  }
  return v;
}

INLINE void lanes_bump(guint32 *entry, guint lane, guint32 one) { entry[lane] += one; }

#include "topics/lda-kernel.h"
