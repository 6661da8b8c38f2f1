/* SPDX-License-Identifier: Apache-2.0 */
/** Where everything on a route map stands. */
#pragma once
#include "draw/labels.h"
#include "draw/projection.h"

/** A straight piece of legend: a sign and its words. */
typedef enum {
  TY_LEGEND_DAY,
  TY_LEGEND_ORIGIN,
  TY_LEGEND_LEVEL,
  TY_LEGEND_ESTIMATED,
  TY_LEGEND_NOTE,
  TY_LEGEND_MISSING, /**< begins a row of its own */
} TyLegendKind;

typedef struct {
  TyLegendKind kind;
  guint value; /**< day, TyOrigin (+ TY_N_ORIGINS: straight) or TySiteLevel */
  char *text;
  double x, y; /**< start of the sign, on the middle of the line */
} TyLegendItem;

typedef struct {
  TyBox frame; /**< of the map itself */
  TyProjection projection;
  double *site_x, *site_y; /**< of each site */
  gboolean *is_stop;       /**< of each site */
  double *stop_x, *stop_y; /**< of each stop's number, moved apart */
  GArray *legend;          /**< of TyLegendItem */
  GArray *labels;          /**< of TyLabel, by rank */
  GPtrArray *texts;        /**< texts of labels made for the map */
  GArray *placed;          /**< of TyPlacedLabel */
} TyMapLayout;

TyMapLayout *ty_map_layout(TyCanvas *canvas, const TyMap *map);
void ty_map_layout_free(TyMapLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyMapLayout, ty_map_layout_free)

/** The legend of what is on the map, set in rows from (x, 0) over `width`. `height`: out. */
GArray *ty_map_legend(TyCanvas *canvas, const TyMap *map, double x, double width, double *height);
void ty_map_legend_draw(TyCanvas *canvas, const GArray *legend);
/** Sets how the line of a leg is broken, by its origin and whether it is straight. */
void ty_map_dash(cairo_t *cairo, TyOrigin origin, gboolean straight);

/** Graticule, scale bar and north; `boxes` receives the TyBox of each text on it. */
void ty_map_grid(TyCanvas *canvas, const TyMapLayout *layout, gboolean draw, GArray *boxes);
