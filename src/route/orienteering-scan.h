/* SPDX-License-Identifier: Apache-2.0 */
/** The two inner loops of the solver on vectors of eight, compiled once for every processor and
 * once for AVX2 (GCC's and clang's vector types; comparison gives all ones or zero in each lane).
 * The including file defines SCAN and CHOOSE, the functions' names, and TARGET. Whole numbers, one
 * division and one product a lane: both give the same bits. */
#include "route/orienteering.h"

#include <string.h>

typedef gint32 Ints __attribute__((vector_size(4 * TY_LANES), aligned(4), may_alias));
typedef float Floats __attribute__((vector_size(4 * TY_LANES), aligned(4), may_alias));

#define ALL(x) ((Ints){x, x, x, x, x, x, x, x})
#define PICK(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

TARGET void SCAN(const TyOrient *orient, TyOrientDay *day, gboolean narrow) {
  gsize stride = orient->stride, row = day->kind * stride;
  guint32 n_gaps = day->n + 1;

  for (guint32 p = 0; p < n_gaps; p++) {
    day->leave[p] = day->begin[p] + orient->service[day->node[p]];
    day->rows[2 * p] = orient->to + day->node[p] * stride;
    day->rows[2 * p + 1] = orient->from + day->node[p + 1] * stride;
  }
  const gint32 *block_open = orient->block_open + row / TY_LANES;
  const gint32 *block_close = orient->block_close + row / TY_LANES;
  guint32 n_live = 0, first = 0, last = 0;
  guint32 n_blocks = narrow ? day->n_live : (guint32) stride / TY_LANES;
  for (guint32 i = 0; i < n_blocks; i++) {
    guint32 block = narrow ? day->live[i] : i;
    /* Leaving and latest times grow along the day: the gaps in question are first … last − 1. */
    for (; first < n_gaps && day->latest[first + 1] < block_open[block]; first++)
      ;
    for (; first > 0 && day->latest[first] >= block_open[block]; first--)
      ;
    for (; last < n_gaps && day->leave[last] <= block_close[block]; last++)
      ;
    for (; last > 0 && day->leave[last - 1] > block_close[block]; last--)
      ;
    if (first >= last)
      continue;
    gsize s = block * TY_LANES;
    Ints open = *(const Ints *) (orient->open + row + s);
    Ints close = *(const Ints *) (orient->close + row + s);
    Ints service = *(const Ints *) (orient->service + s);
    Ints least = ALL(TY_NO_SHIFT), gap = ALL(0);
    for (guint32 p = first; p < last; p++) {
      Ints begin = *(const Ints *) (day->rows[2 * p] + s) + ALL(day->leave[p]);
      begin = PICK(begin > open, begin, open);
      Ints arrive = begin + service + *(const Ints *) (day->rows[2 * p + 1] + s);
      Ints shift = arrive - ALL(day->base[p]);
      Ints better = (begin <= close) & (arrive <= ALL(day->latest[p + 1])) & (shift < least);
      least = PICK(better, shift, least);
      gap = PICK(better, ALL((gint32) p), gap);
    }
    if (!ANY(least < ALL(TY_NO_SHIFT)))
      continue;
    day->live[n_live++] = block;
    *(Ints *) (day->shift + s) = least;
    *(Ints *) (day->gap + s) = gap;
  }
  day->n_live = n_live;
}

TARGET TyOrientChoice CHOOSE(const TyOrient *orient, const TyOrientState *state,
                             const float *weight, const float *blink) {
  gsize stride = orient->stride;
  Floats most = {0};
  Ints where = {0}, lane = {0, 1, 2, 3, 4, 5, 6, 7};

  for (gsize d = 0; d < state->n_days; d++) {
    const TyOrientDay *day = &state->day[d];
    const float *w = weight + day->kind * stride;
    for (guint32 i = 0; i < day->n_live; i++) {
      gsize s = day->live[i] * TY_LANES;
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
