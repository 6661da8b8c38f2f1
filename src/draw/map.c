/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/map.h"

#include <math.h>

#define TICK_FROM_PX 40.0 /* length of leg from which it shows its direction */
#define LEADER_FROM_PX 5.0

static void trace(cairo_t *cairo, const TyProjection *projection, const double *lon_deg,
                  const double *lat_deg, gsize n) {
  double x, y;

  cairo_new_path(cairo);
  for (gsize i = 0; i < n; i++) {
    ty_project(projection, lon_deg[i], lat_deg[i], &x, &y);
    cairo_line_to(cairo, x, y);
  }
}

static void draw_lines(TyCanvas *canvas, const TyMapLayout *layout, const TyMap *map) {
  static const struct {
    TyRole role;
    double width;
  } looks[] = {[TY_LINE_BOUNDARY] = {TY_ROLE_HAIRLINE, 1.4},
               [TY_LINE_ROAD] = {TY_ROLE_HAIRLINE, 1},
               [TY_LINE_WATER] = {TY_ROLE_WATER, 3}};
  static const TyMapLineKind order[] = {TY_LINE_WATER, TY_LINE_BOUNDARY, TY_LINE_ROAD};
  cairo_t *cairo = ty_canvas_cairo(canvas);

  for (gsize k = 0; k < G_N_ELEMENTS(order); k++)
    for (gsize i = 0; i < map->n_lines; i++) {
      const TyMapLine *line = &map->lines[i];
      if (line->kind != order[k])
        continue;
      ty_canvas_colour(canvas, looks[line->kind].role, 1);
      cairo_set_line_width(cairo, looks[line->kind].width);
      trace(cairo, &layout->projection, line->lon_deg, line->lat_deg, line->n);
      cairo_stroke(cairo);
    }
}

/* A small arrowhead on the way from (x1, y1) to (x2, y2), a little past the middle. */
static void direction_tick(TyCanvas *canvas, double x1, double y1, double x2, double y2,
                           TyRole role) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double length = hypot(x2 - x1, y2 - y1);

  if (length < TICK_FROM_PX)
    return;
  double ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  double x = x1 + ux * length * .56, y = y1 + uy * length * .56;
  cairo_move_to(cairo, x + 5.5 * ux, y + 5.5 * uy);
  cairo_line_to(cairo, x - 5.5 * ux - 4.6 * uy, y - 5.5 * uy + 4.6 * ux);
  cairo_line_to(cairo, x - 3 * ux, y - 3 * uy);
  cairo_line_to(cairo, x - 5.5 * ux + 4.6 * uy, y - 5.5 * uy - 4.6 * ux);
  cairo_close_path(cairo);
  ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
  cairo_set_line_width(cairo, 2);
  cairo_stroke_preserve(cairo);
  ty_canvas_colour(canvas, role, 1);
  cairo_fill(cairo);
}

static void draw_leg(TyCanvas *canvas, const TyMapLayout *layout, const TyMapLeg *leg) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  TyRole role = ty_role_day(leg->day);
  double x1 = layout->stop_x[leg->from], y1 = layout->stop_y[leg->from];
  double x2 = layout->stop_x[leg->to], y2 = layout->stop_y[leg->to];

  if (leg->n_points) {
    gsize middle = leg->n_points / 2;
    trace(cairo, &layout->projection, leg->lon_deg, leg->lat_deg, leg->n_points);
    if (middle > 0) {
      ty_project(&layout->projection, leg->lon_deg[middle - 1], leg->lat_deg[middle - 1], &x1, &y1);
      ty_project(&layout->projection, leg->lon_deg[middle], leg->lat_deg[middle], &x2, &y2);
    }
  } else {
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
  }
  ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
  cairo_set_line_width(cairo, 5.5);
  cairo_stroke_preserve(cairo);
  ty_canvas_colour(canvas, role, 1);
  cairo_set_line_width(cairo, 2.4);
  ty_map_dash(cairo, leg->origin, leg->n_points == 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, NULL, 0, 0);
  direction_tick(canvas, x1, y1, x2, y2, role);
}

/* Hairlines from numbers that had to move to the places they stand for. */
static void draw_leaders(TyCanvas *canvas, const TyMapLayout *layout, const TyMap *map) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  for (gsize i = 0; i < map->n_stops; i++) {
    double x = layout->site_x[map->stops[i].site], y = layout->site_y[map->stops[i].site];
    if (hypot(layout->stop_x[i] - x, layout->stop_y[i] - y) < LEADER_FROM_PX)
      continue;
    ty_canvas_colour(canvas, TY_ROLE_INK, 1);
    cairo_set_line_width(cairo, .8);
    cairo_move_to(cairo, x, y);
    cairo_line_to(cairo, layout->stop_x[i], layout->stop_y[i]);
    cairo_stroke(cairo);
    cairo_arc(cairo, x, y, 2, 0, 2 * G_PI);
    cairo_fill(cairo);
  }
}

/* The first of the tour on top. */
static void draw_stops(TyCanvas *canvas, const TyMapLayout *layout, const TyMap *map) {
  guint number = 0;

  for (gsize i = 0; i < map->n_stops; i++)
    number += map->stops[i].sign == NULL;
  for (gsize i = map->n_stops; i-- > 0;) {
    const TyMapStop *stop = &map->stops[i];
    const TyMapSite *site = &map->sites[stop->site];
    double x = layout->stop_x[i], y = layout->stop_y[i];
    if (stop->sign)
      ty_canvas_place(canvas, x, y, stop->sign, stop->day, site->estimated);
    else
      ty_canvas_stop(canvas, x, y, number--, stop->day, site->level, site->estimated);
  }
}

static void draw_frame(TyCanvas *canvas, TyBox frame) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  ty_canvas_colour(canvas, TY_ROLE_HAIRLINE, 1);
  cairo_set_line_width(cairo, 1);
  cairo_rectangle(cairo, frame.x, frame.y, frame.width, frame.height);
  cairo_stroke(cairo);
}

static void draw(TyCanvas *canvas, const TyMapLayout *layout, const TyMap *map) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(TyBox));
  TyBox frame = layout->frame;

  cairo_save(cairo);
  cairo_rectangle(cairo, frame.x, frame.y, frame.width, frame.height);
  cairo_clip(cairo);
  ty_map_grid(canvas, layout, TRUE, boxes);
  draw_lines(canvas, layout, map);
  for (gsize i = 0; i < map->n_sites; i++)
    if (!layout->is_stop[i])
      ty_canvas_site(canvas, layout->site_x[i], layout->site_y[i], map->sites[i].level,
                     map->sites[i].estimated);
  for (gsize i = 0; i < map->n_legs; i++)
    draw_leg(canvas, layout, &map->legs[i]);
  draw_leaders(canvas, layout, map);
  draw_stops(canvas, layout, map);
  ty_labels_draw(canvas, (TyLabel *) layout->labels->data, layout->placed);
  cairo_restore(cairo);
  draw_frame(canvas, frame);
  ty_map_legend_draw(canvas, layout->legend);
}

static gboolean check_points(const double *lon_deg, const double *lat_deg, gsize n,
                             const char *what, gsize index, GError **error) {
  for (gsize i = 0; i < n; i++)
    if (!(lon_deg[i] >= -180 && lon_deg[i] <= 180 && lat_deg[i] >= -90 && lat_deg[i] <= 90)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s %zu lies at longitude %g, latitude %g, expected degrees in [-180, 180] and "
                  "[-90, 90]",
                  what, index + 1, lon_deg[i], lat_deg[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_sites(const TyMap *map, GError **error) {
  if (map->n_sites == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a map of no sites, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < map->n_sites; i++)
    if (!ty_picture_check_text(map->sites[i].name, "site", i, error) ||
        !check_points(&map->sites[i].lon_deg, &map->sites[i].lat_deg, 1, "site", i, error))
      return FALSE;
  for (gsize i = 0; i < map->n_towns; i++)
    if (!ty_picture_check_text(map->towns[i].name, "town", i, error) ||
        !check_points(&map->towns[i].lon_deg, &map->towns[i].lat_deg, 1, "town", i, error))
      return FALSE;
  return TRUE;
}

static gboolean check_tour(const TyMap *map, GError **error) {
  for (gsize i = 0; i < map->n_stops; i++)
    if (map->stops[i].sign &&
        !ty_picture_check_text(map->stops[i].sign, "the sign of stop", i, error))
      return FALSE;
    else if (map->stops[i].site >= map->n_sites || map->stops[i].day == 0) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "stop %zu is site %u on day %u, expected an index below %zu and a day from 1",
                  i + 1, map->stops[i].site, map->stops[i].day, map->n_sites);
      return FALSE;
    }
  for (gsize i = 0; i < map->n_legs; i++) {
    const TyMapLeg *leg = &map->legs[i];
    if (leg->from >= map->n_stops || leg->to >= map->n_stops || leg->day == 0 ||
        leg->origin >= TY_N_ORIGINS) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "leg %zu joins stops %u and %u on day %u, expected indices below %zu and a day "
                  "from 1",
                  i + 1, leg->from, leg->to, leg->day, map->n_stops);
      return FALSE;
    }
    if (!check_points(leg->lon_deg, leg->lat_deg, leg->n_points, "leg", i, error))
      return FALSE;
  }
  for (gsize i = 0; i < map->n_missing; i++)
    if (!ty_picture_check_text(map->missing[i], "missing stop", i, error))
      return FALSE;
  for (gsize i = 0; i < map->n_lines; i++)
    if (!check_points(map->lines[i].lon_deg, map->lines[i].lat_deg, map->lines[i].n, "line", i,
                      error))
      return FALSE;
  return TRUE;
}

GBytes *ty_draw_map(const TyMap *map, const TyPictureOptions *options, GError **error) {
  if (!check_sites(map, error) || !check_tour(map, error))
    return NULL;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, 760, error);
  if (!canvas)
    return NULL;
  if (ty_canvas_frame(canvas).width < 240 || ty_canvas_frame(canvas).height < 200) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a map's frame of %g × %g px, expected at least 240 × 200",
                ty_canvas_frame(canvas).width, ty_canvas_frame(canvas).height);
    return NULL;
  }
  g_autoptr(TyMapLayout) layout = ty_map_layout(canvas, map);
  draw(canvas, layout, map);
  return ty_canvas_finish(canvas, error);
}
