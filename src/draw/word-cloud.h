/* SPDX-License-Identifier: Apache-2.0 */
/** Where the words of a word cloud stand. */
#pragma once
#include "draw/canvas.h"

typedef struct {
  gsize word; /**< index into the words given */
  gsize rank; /**< 0: the heaviest */
  TyTextStyle style;
  TyBox box;   /**< of its ink */
  double x, y; /**< start of the baseline */
} TyPlacedWord;

/** Words in the frame of the canvas, heaviest first; no two boxes meet, all lie in the frame, all
 * areas are the same multiple of the weights. */
GArray *ty_wordcloud_layout(TyCanvas *canvas, const TyWord *words, gsize n);
