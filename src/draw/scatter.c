/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/canvas.h"
#include "draw/labels.h"

#include <math.h>

#define LEFT_PX 46.0
#define BELOW_PX 44.0
#define RADIUS_PX 4.5

static const TyTextStyle label_style = {TY_SIZE_LABEL, FALSE, 0};
static const TyTextStyle note_style = {TY_SIZE_NOTE, FALSE, 0};

static gboolean check(const TyScatterPoint *points, gsize n, const char *x, const char *y,
                      GError **error) {
  if (n == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a scatter of no points, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    if (!ty_picture_check_text(points[i].label, "point", i, error))
      return FALSE;
    if (!(points[i].x >= 0 && points[i].x <= 1 && points[i].y >= 0 && points[i].y <= 1)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "point %zu (%s) is at %g, %g, expected both from 0 to 1", i + 1, points[i].label,
                  points[i].x, points[i].y);
      return FALSE;
    }
  }
  return ty_picture_check_text(x, "axis", 0, error) && ty_picture_check_text(y, "axis", 1, error);
}

/* Grid lines by fifths with their figures, and the middles a little darker. */
static void draw_axes(TyCanvas *canvas, TyBox plot, const char *x, const char *y) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  cairo_set_line_width(cairo, 1);
  for (int i = 0; i <= 10; i++) {
    double across = plot.x + plot.width * i / 10, down = plot.y + plot.height * (10 - i) / 10;
    if (i % 2 && i != 5)
      continue;
    ty_canvas_colour(canvas, i == 5 || i == 0 ? TY_ROLE_SECONDARY : TY_ROLE_HAIRLINE,
                     i == 5 ? .5 : 1);
    cairo_move_to(cairo, across, plot.y);
    cairo_line_to(cairo, across, plot.y + plot.height);
    cairo_move_to(cairo, plot.x, down);
    cairo_line_to(cairo, plot.x + plot.width, down);
    cairo_stroke(cairo);
    if (i == 5)
      continue;
    g_autofree char *figure = g_strdup_printf("%.1f", i / 10.0);
    ty_canvas_text_centred(canvas, across, plot.y + plot.height + 12, figure, note_style,
                           TY_ROLE_SECONDARY);
    ty_canvas_text_centred(canvas, plot.x - 16, down, figure, note_style, TY_ROLE_SECONDARY);
  }
  double wide = ty_canvas_measure(canvas, x, label_style).advance_px;
  ty_canvas_text(canvas, plot.x + plot.width - wide, plot.y + plot.height + 34, x, label_style,
                 TY_ROLE_INK);
  ty_canvas_text(canvas, plot.x, plot.y - 8, y, label_style, TY_ROLE_INK);
}

GBytes *ty_draw_scatter(const TyScatterPoint *points, gsize n, const char *x, const char *y,
                        const TyPictureOptions *options, GError **error) {
  if (!check(points, n, x, y, error))
    return NULL;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, 720, error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  TyBox plot = {frame.x + LEFT_PX, frame.y + 22, frame.width - LEFT_PX - 8,
                frame.height - BELOW_PX - 22};
  TyBox room = {plot.x + 3, plot.y - 4, frame.x + frame.width - plot.x - 3, plot.height + 2};
  cairo_t *cairo = ty_canvas_cairo(canvas);
  g_autofree TyLabel *labels = g_new0(TyLabel, n);
  g_autofree TyBox *discs = g_new(TyBox, n);

  draw_axes(canvas, plot, x, y);
  for (gsize i = 0; i < n; i++) {
    double px = plot.x + plot.width * points[i].x, py = plot.y + plot.height * (1 - points[i].y);
    discs[i] = (TyBox){px - RADIUS_PX, py - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX};
    labels[i] = (TyLabel){.text = points[i].label,
                          .x = px,
                          .y = py,
                          .radius = RADIUS_PX,
                          .reach = 40,
                          .style = label_style,
                          .role = TY_ROLE_INK};
    cairo_arc(cairo, px, py, RADIUS_PX, 0, 2 * G_PI);
    ty_canvas_colour(canvas, points[i].partly ? TY_ROLE_PAPER : ty_role_day(1),
                     points[i].partly ? 1 : .85);
    cairo_fill_preserve(cairo);
    ty_canvas_colour(canvas, ty_role_day(1), 1);
    cairo_set_line_width(cairo, 1.2);
    cairo_stroke(cairo);
  }
  g_autoptr(GArray) placed = ty_labels_place(canvas, labels, n, discs, n, NULL, 0, room);
  ty_labels_draw(canvas, labels, placed);
  return ty_canvas_finish(canvas, error);
}
