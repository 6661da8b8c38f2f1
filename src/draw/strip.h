/* SPDX-License-Identifier: Apache-2.0 */
/** Where the stops of a line diagram stand. */
#pragma once
#include "draw/canvas.h"

typedef struct {
  guint row;
  double x;          /**< of the stop, from the frame's left edge */
  gboolean day_head; /**< the first of its day */
  gboolean row_head; /**< the first of its row */
} TyStripPlace;

typedef struct {
  guint n_rows, per_row;
  double step_px; /**< between stops */
  double row_px;  /**< height of a row */
  TyStripPlace *places;
} TyStripLayout;

/** Lays `n` ≥ 1 stops out over `width_px`. */
TyStripLayout *ty_strip_layout(const TyStripStop *stops, gsize n, double width_px);
void ty_strip_layout_free(TyStripLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyStripLayout, ty_strip_layout_free)
