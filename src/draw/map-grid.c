/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/map.h"

#include <math.h>

#define SCALE_BAR_PX 150.0
#define LINE_EVERY_PX 190.0

static const TyTextStyle note = {TY_SIZE_NOTE, FALSE, 0};

static void text_at(TyCanvas *canvas, double x, double y, const char *text, gboolean draw,
                    GArray *boxes) {
  TyBox box = ty_canvas_measure(canvas, text, note).ink;

  box.x += x;
  box.y += y;
  g_array_append_val(boxes, box);
  if (draw)
    ty_canvas_text(canvas, x, y, text, note, TY_ROLE_SECONDARY);
}

/* "105.5°E": as many decimals as the step has. */
static char *degrees(double value, double step, const char *positive, const char *negative) {
  char format[8], figures[G_ASCII_DTOSTR_BUF_SIZE];

  g_snprintf(format, sizeof format, "%%.%df", step >= 1 ? 0 : step >= .1 ? 1 : step >= .01 ? 2 : 3);
  return g_strdup_printf("%s°%s", g_ascii_formatd(figures, sizeof figures, format, fabs(value)),
                         value < 0 ? negative : positive);
}

static void line(TyCanvas *canvas, double x1, double y1, double x2, double y2) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  ty_canvas_colour(canvas, TY_ROLE_HAIRLINE, 1);
  cairo_set_line_width(cairo, .8);
  cairo_move_to(cairo, x1, y1);
  cairo_line_to(cairo, x2, y2);
  cairo_stroke(cairo);
}

static void graticule(TyCanvas *canvas, const TyMapLayout *layout, gboolean draw, GArray *boxes) {
  const TyProjection *projection = &layout->projection;
  TyBox frame = layout->frame;
  double right = frame.x + frame.width, bottom = frame.y + frame.height;
  double west, south, east, north, x, y;
  double step = ty_round_length(LINE_EVERY_PX / projection->px_per_deg / projection->cos_lat);

  ty_unproject(projection, frame.x, bottom, &west, &south);
  ty_unproject(projection, right, frame.y, &east, &north);
  for (double k = ceil(west / step); k * step < east; k++) {
    g_autofree char *text = degrees(k * step, step, "E", "W");
    ty_project(projection, k * step, south, &x, &y);
    if (draw)
      line(canvas, x, frame.y, x, bottom);
    if (x > frame.x + 60 && x < right - 60)
      text_at(canvas, x + 4, frame.y + 14, text, draw, boxes);
  }
  for (double k = ceil(south / step); k * step < north; k++) {
    g_autofree char *text = degrees(k * step, step, "N", "S");
    ty_project(projection, west, k * step, &x, &y);
    if (draw)
      line(canvas, frame.x, y, right, y);
    if (y > frame.y + 30 && y < bottom - 60)
      text_at(canvas, frame.x + 6, y - 4, text, draw, boxes);
  }
}

static void scale_bar(TyCanvas *canvas, const TyMapLayout *layout, gboolean draw, GArray *boxes) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double m_per_px = ty_projection_m_per_px(&layout->projection);
  double length_m = ty_round_length(SCALE_BAR_PX * m_per_px), width = length_m / m_per_px;
  double x = layout->frame.x + 14, y = layout->frame.y + layout->frame.height - 14;
  g_autofree char *text = length_m >= 1000 ? g_strdup_printf("%.0f 公里", length_m / 1000)
                                           : g_strdup_printf("%.0f 米", length_m);

  g_array_append_val(boxes, ((TyBox){x, y - 8, width, 10}));
  if (draw) {
    ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
    cairo_set_line_width(cairo, 1.2);
    cairo_move_to(cairo, x, y - 5);
    cairo_line_to(cairo, x, y);
    cairo_line_to(cairo, x + width, y);
    cairo_line_to(cairo, x + width, y - 5);
    cairo_stroke(cairo);
  }
  text_at(canvas, x, y - 10, text, draw, boxes);
}

static void north_arrow(TyCanvas *canvas, const TyMapLayout *layout, gboolean draw, GArray *boxes) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double x = layout->frame.x + layout->frame.width - 24, y = layout->frame.y + 14;

  g_array_append_val(boxes, ((TyBox){x - 8, y - 4, 16, 44}));
  if (draw) {
    ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
    cairo_move_to(cairo, x, y);
    cairo_line_to(cairo, x + 5, y + 18);
    cairo_line_to(cairo, x, y + 14);
    cairo_line_to(cairo, x - 5, y + 18);
    cairo_close_path(cairo);
    cairo_fill(cairo);
    ty_canvas_text_centred(canvas, x, y + 28, "北", note, TY_ROLE_SECONDARY);
  }
}

void ty_map_grid(TyCanvas *canvas, const TyMapLayout *layout, gboolean draw, GArray *boxes) {
  graticule(canvas, layout, draw, boxes);
  scale_bar(canvas, layout, draw, boxes);
  north_arrow(canvas, layout, draw, boxes);
}
