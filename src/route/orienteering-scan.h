/* SPDX-License-Identifier: Apache-2.0 */
/** The two inner loops of the solver on vectors of eight, compiled once for every processor and once
 * for AVX2 (GCC's and clang's vector types; comparison gives all ones or zero in each lane). The
 * including file defines SCAN and CHOOSE, the functions' names, and TARGET. Whole numbers, one
 * division and one product a lane: both give the same bits. */
#include "route/orienteering.h"

#include <string.h>

typedef gint32 Ints __attribute__((vector_size(4 * TY_LANES), aligned(4), may_alias));
typedef float Floats __attribute__((vector_size(4 * TY_LANES), aligned(4), may_alias));

#define ALL(x) ((Ints){x, x, x, x, x, x, x, x})
#define PICK(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

TARGET void SCAN(const TyOrient *orient, TyOrientDay *day) {
  gsize stride = orient->stride, row = day->kind * stride;
  guint32 n_gaps = day->n + 1;

  for (guint32 p = 0; p < n_gaps; p++) {
    day->leave[p] = day->begin[p] + orient->service[day->node[p]];
    day->rows[2 * p] = orient->to + day->node[p] * stride;
    day->rows[2 * p + 1] = orient->from + day->node[p + 1] * stride;
  }
  for (gsize s = 0; s < stride; s += TY_LANES) {
    Ints open = *(const Ints *) (orient->open + row + s);
    Ints close = *(const Ints *) (orient->close + row + s);
    Ints service = *(const Ints *) (orient->service + s);
    Ints least = ALL(TY_NO_SHIFT), gap = ALL(0);
    for (guint32 p = 0; p < n_gaps; p++) {
      Ints begin = *(const Ints *) (day->rows[2 * p] + s) + ALL(day->leave[p]);
      begin = PICK(begin > open, begin, open);
      Ints arrive = begin + service + *(const Ints *) (day->rows[2 * p + 1] + s);
      Ints shift = arrive - ALL(day->base[p]);
      Ints better = (begin <= close) & (arrive <= ALL(day->latest[p + 1])) & (shift < least);
      least = PICK(better, shift, least);
      gap = PICK(better, ALL((gint32) p), gap);
    }
    *(Ints *) (day->shift + s) = least;
    *(Ints *) (day->gap + s) = gap;
  }
}

TARGET TyOrientChoice CHOOSE(const TyOrient *orient, const TyOrientState *state,
                             const float *weight, const float *blink) {
  gsize stride = orient->stride;
  Floats most = {0};
  Ints where = {0}, lane = {0, 1, 2, 3, 4, 5, 6, 7};

  for (gsize d = 0; d < state->n_days; d++) {
    const TyOrientDay *day = &state->day[d];
    const float *w = weight + day->kind * stride;
    for (gsize s = 0; s < stride; s += TY_LANES) {
      Ints shift = *(const Ints *) (day->shift + s);
      Ints fits = shift < ALL(TY_NO_SHIFT);
      shift = PICK(shift > ALL(1), shift, ALL(1));
      Floats worth = *(const Floats *) (w + s) * *(const Floats *) (state->left + s) *
                     *(const Floats *) (blink + s) / __builtin_convertvector(shift, Floats);
      Ints better = (Ints) (worth > most) & fits;
      most = (Floats) PICK(better, (Ints) worth, (Ints) most);
      where = PICK(better, lane + ALL((gint32) (d * stride + s)), where);
    }
  }
  gsize best = 0;
  for (gsize i = 1; i < TY_LANES; i++)
    if (most[i] > most[best])
      best = i;
  return (TyOrientChoice){(guint32) (where[best] / (gint32) stride),
                          (guint32) (where[best] % (gint32) stride), most[best]};
}
