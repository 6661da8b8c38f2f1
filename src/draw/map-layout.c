/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/map.h"

#include "base/number.h"

#include <math.h>

#define BADGE_RADIUS 12.0 /* a stop's number with its ring */
#define STOP_GAP 4.0
#define CROWD 30.0    /* px within which stops crowd each other */
#define CROWD_STOPS 4 /* from which on they are laid out in a row */
#define PADDING_X 70.0
#define PADDING_Y 46.0
#define NAME_REACH 40.0

static const TyTextStyle stop_style = {TY_SIZE_LABEL, TRUE, 0};
static const TyTextStyle site_style = {TY_SIZE_LABEL, FALSE, 0};
static const TyTextStyle town_style = {TY_SIZE_TEXT, FALSE, 5};
static const TyTextStyle note_style = {TY_SIZE_NOTE, FALSE, 0};

/* The frame goes around the stops and the roads between them; without stops, around the sites. */
static TyProjection fit(const TyMap *map, TyBox frame) {
  g_autoptr(GArray) lon = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) lat = g_array_new(FALSE, FALSE, sizeof(double));
  TyBox room = {frame.x + PADDING_X, frame.y + PADDING_Y, frame.width - 2 * PADDING_X,
                frame.height - 2 * PADDING_Y};

  for (gsize i = 0; i < (map->n_stops ? map->n_stops : map->n_sites); i++) {
    const TyMapSite *site = &map->sites[map->n_stops ? map->stops[i].site : i];
    g_array_append_val(lon, site->lon_deg);
    g_array_append_val(lat, site->lat_deg);
  }
  for (gsize i = 0; i < map->n_legs; i++)
    if (map->legs[i].n_points) {
      g_array_append_vals(lon, map->legs[i].lon_deg, (guint) map->legs[i].n_points);
      g_array_append_vals(lat, map->legs[i].lat_deg, (guint) map->legs[i].n_points);
    }
  return ty_projection_fit((double *) lon->data, (double *) lat->data, lon->len, room);
}

/* Of many stops close together, each moves towards where the tour comes from and where it goes to,
 * the first most to the one, the last most to the other: they then lie in the tour's order. */
static void lean(TyMapLayout *layout, gsize n) {
  const double *x = layout->stop_x, *y = layout->stop_y;
  g_autofree double *move_x = g_new0(double, n), *move_y = g_new0(double, n);

  for (gsize i = 0; i < n; i++) {
    gsize before = i, after = i;
    while (before > 0 && hypot(x[before] - x[i], y[before] - y[i]) < CROWD)
      before--;
    while (after + 1 < n && hypot(x[after] - x[i], y[after] - y[i]) < CROWD)
      after++;
    if (after - before <= CROWD_STOPS)
      continue;
    const gsize ends[] = {before, after};
    const gsize weight[] = {after - i, i - before};
    for (int e = 0; e < 2; e++) {
      double dx = x[ends[e]] - x[i], dy = y[ends[e]] - y[i], far = hypot(dx, dy);
      if (far < CROWD)
        continue;
      double share = BADGE_RADIUS * (double) weight[e] / far;
      move_x[i] += dx * share;
      move_y[i] += dy * share;
    }
  }
  for (gsize i = 0; i < n; i++) {
    layout->stop_x[i] += move_x[i];
    layout->stop_y[i] += move_y[i];
  }
}

static void place_stops(TyMapLayout *layout, const TyMap *map) {
  g_autofree double *radius = g_new(double, map->n_stops);

  layout->stop_x = g_new(double, map->n_stops);
  layout->stop_y = g_new(double, map->n_stops);
  for (gsize i = 0; i < map->n_stops; i++) {
    guint32 site = map->stops[i].site;
    layout->is_stop[site] = TRUE;
    layout->stop_x[i] = layout->site_x[site];
    layout->stop_y[i] = layout->site_y[site];
    radius[i] = BADGE_RADIUS;
  }
  TyBox room = {layout->frame.x + 20, layout->frame.y + 20, layout->frame.width - 40,
                layout->frame.height - 40};
  lean(layout, map->n_stops);
  ty_discs_spread(layout->stop_x, layout->stop_y, radius, map->n_stops, STOP_GAP, 0, room);
}

static gboolean in_frame(const TyMapLayout *layout, double x, double y) {
  TyBox f = layout->frame;
  return x > f.x && x < f.x + f.width && y > f.y && y < f.y + f.height;
}

static void add(TyMapLayout *layout, TyLabel label) {
  if (in_frame(layout, label.x, label.y))
    g_array_append_val(layout->labels, label);
}

static void add_site_names(TyMapLayout *layout, const TyMap *map, TySiteLevel level) {
  static const double radius[] = {3, 4.2, 6.2};

  for (gsize i = 0; i < map->n_sites; i++)
    if (!layout->is_stop[i] && map->sites[i].level == level)
      add(layout, (TyLabel){map->sites[i].name, layout->site_x[i], layout->site_y[i], radius[level],
                            12, FALSE, FALSE, site_style, TY_ROLE_SECONDARY});
}

/* Names in the order of their rank. A site that is visited twice is named once. */
static void collect_labels(TyMapLayout *layout, const TyMap *map) {
  double x, y;

  for (gsize i = 0; i < map->n_stops; i++) {
    gboolean named = FALSE;
    for (gsize before = 0; before < i && !named; before++)
      named = map->stops[before].site == map->stops[i].site;
    if (!named)
      add(layout,
          (TyLabel){map->sites[map->stops[i].site].name, layout->stop_x[i], layout->stop_y[i],
                    BADGE_RADIUS, NAME_REACH, FALSE, FALSE, stop_style, TY_ROLE_INK});
  }
  add_site_names(layout, map, TY_SITE_RING);
  for (gsize i = 0; i < map->n_towns; i++) {
    ty_project(&layout->projection, map->towns[i].lon_deg, map->towns[i].lat_deg, &x, &y);
    add(layout,
        (TyLabel){map->towns[i].name, x, y, 0, 52, TRUE, TRUE, town_style, TY_ROLE_SECONDARY});
  }
  add_site_names(layout, map, TY_SITE_FILLED);
  for (gsize i = 0; i < map->n_legs; i++) {
    const TyMapLeg *leg = &map->legs[i];
    if (isnan(leg->length_m))
      continue;
    x = (layout->stop_x[leg->from] + layout->stop_x[leg->to]) / 2;
    y = (layout->stop_y[leg->from] + layout->stop_y[leg->to]) / 2;
    if (leg->n_points)
      ty_project(&layout->projection, leg->lon_deg[leg->n_points / 2],
                 leg->lat_deg[leg->n_points / 2], &x, &y);
    GString *length = g_string_new(NULL);
    ty_number_append(length, leg->length_m / 1000, 2);
    g_string_append_printf(length, " 公里 %s", ty_origin_mark(leg->origin));
    char *text = g_string_free(length, FALSE);
    g_ptr_array_add(layout->texts, text);
    add(layout, (TyLabel){text, x, y, 3, 8, FALSE, TRUE, note_style, TY_ROLE_SECONDARY});
  }
  add_site_names(layout, map, TY_SITE_SMALL);
}

static void place_labels(TyCanvas *canvas, TyMapLayout *layout, const TyMap *map) {
  g_autoptr(GArray) obstacles = g_array_new(FALSE, FALSE, sizeof(TyBox));
  g_autoptr(GArray) strokes = g_array_new(FALSE, FALSE, sizeof(TyStroke));
  TyBox room = {layout->frame.x + 4, layout->frame.y + 4, layout->frame.width - 8,
                layout->frame.height - 8};

  ty_map_grid(canvas, layout, FALSE, obstacles);
  for (gsize i = 0; i < map->n_stops; i++) {
    TyBox box = {layout->stop_x[i] - BADGE_RADIUS, layout->stop_y[i] - BADGE_RADIUS,
                 2 * BADGE_RADIUS, 2 * BADGE_RADIUS};
    g_array_append_val(obstacles, box);
  }
  for (gsize i = 0; i < map->n_sites; i++)
    if (!layout->is_stop[i]) {
      TyBox box = {layout->site_x[i] - 4, layout->site_y[i] - 4, 8, 8};
      g_array_append_val(obstacles, box);
    }
  for (gsize i = 0; i < map->n_legs; i++) {
    const TyMapLeg *leg = &map->legs[i];
    TyStroke stroke = {layout->stop_x[leg->from], layout->stop_y[leg->from],
                       layout->stop_x[leg->to], layout->stop_y[leg->to]};
    if (leg->n_points == 0)
      g_array_append_val(strokes, stroke);
    for (gsize p = 1; p < leg->n_points; p++) {
      ty_project(&layout->projection, leg->lon_deg[p - 1], leg->lat_deg[p - 1], &stroke.x1,
                 &stroke.y1);
      ty_project(&layout->projection, leg->lon_deg[p], leg->lat_deg[p], &stroke.x2, &stroke.y2);
      g_array_append_val(strokes, stroke);
    }
  }
  layout->placed = ty_labels_place(canvas, (TyLabel *) layout->labels->data, layout->labels->len,
                                   (TyBox *) obstacles->data, obstacles->len,
                                   (TyStroke *) strokes->data, strokes->len, room);
}

TyMapLayout *ty_map_layout(TyCanvas *canvas, const TyMap *map) {
  TyMapLayout *layout = g_new0(TyMapLayout, 1);
  TyBox frame = ty_canvas_frame(canvas);
  double legend_height;

  layout->legend = ty_map_legend(canvas, map, frame.x, frame.width, &legend_height);
  legend_height = MIN(legend_height, frame.height / 2);
  layout->frame = (TyBox){frame.x, frame.y, frame.width, frame.height - legend_height - 6};
  for (guint i = 0; i < layout->legend->len; i++)
    g_array_index(layout->legend, TyLegendItem, i).y += frame.y + frame.height - legend_height;
  layout->projection = fit(map, layout->frame);
  layout->site_x = g_new(double, map->n_sites);
  layout->site_y = g_new(double, map->n_sites);
  layout->is_stop = g_new0(gboolean, map->n_sites);
  for (gsize i = 0; i < map->n_sites; i++)
    ty_project(&layout->projection, map->sites[i].lon_deg, map->sites[i].lat_deg,
               &layout->site_x[i], &layout->site_y[i]);
  place_stops(layout, map);
  layout->labels = g_array_new(FALSE, FALSE, sizeof(TyLabel));
  layout->texts = g_ptr_array_new_with_free_func(g_free);
  collect_labels(layout, map);
  place_labels(canvas, layout, map);
  return layout;
}

void ty_map_layout_free(TyMapLayout *layout) {
  if (!layout)
    return;
  g_free(layout->site_x);
  g_free(layout->site_y);
  g_free(layout->is_stop);
  g_free(layout->stop_x);
  g_free(layout->stop_y);
  g_array_unref(layout->legend);
  g_array_unref(layout->labels);
  g_ptr_array_unref(layout->texts);
  g_array_unref(layout->placed);
  g_free(layout);
}
