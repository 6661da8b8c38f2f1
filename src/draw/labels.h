/* SPDX-License-Identifier: Apache-2.0 */
/** Names beside points, none over another: each is moved around its point, then shortened, then
 * dropped, in the order of rank. */
#pragma once
#include "draw/canvas.h"

typedef struct {
  const char *text;
  double x, y;      /**< the point */
  double radius;    /**< of what is drawn there */
  double reach;     /**< how far from it the name may go, with a hairline; 0: only beside it */
  gboolean centred; /**< the name may stand on the point itself (a town), and needs no hairline */
  gboolean whole;   /**< not to be shortened (a figure with its unit) */
  TyTextStyle style;
  TyRole role;
} TyLabel;

typedef struct {
  gsize label;        /**< index of the label */
  char *text;         /**< as it is drawn */
  gboolean shortened; /**< it ends in an ellipsis */
  TyBox box;          /**< of its ink */
  double x, y;        /**< start of the baseline */
  gboolean leader;    /**< far enough off to need a hairline to its point */
} TyPlacedLabel;

/** A line that names had better not cross. */
typedef struct {
  double x1, y1, x2, y2;
} TyStroke;

/** Places labels, the first ranks highest. A name stands nearer to its own point than to another's
 * where it can, shortened if need be. No box meets another, an obstacle, or the frame's edge.
 * @return a GArray of TyPlacedLabel in the order of the labels, without those dropped (it frees
 * their texts). O(labels · (labels + obstacles + strokes)) */
GArray *ty_labels_place(TyCanvas *canvas, const TyLabel *labels, gsize n, const TyBox *obstacles,
                        gsize n_obstacles, const TyStroke *strokes, gsize n_strokes, TyBox frame);
/** Draws them with a halo in paper colour and hairlines to their points. */
void ty_labels_draw(TyCanvas *canvas, const TyLabel *labels, const GArray *placed);

/** Moves discs apart until none covers another (or 200 rounds are over), keeping each inside the
 * frame. `pull` in [0, 1): how strongly each is drawn back to where it was. */
void ty_discs_spread(double *x, double *y, const double *radius, gsize n, double gap, double pull,
                     TyBox frame);
