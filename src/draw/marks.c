/* SPDX-License-Identifier: Apache-2.0 */
/* The small signs of maps and diagrams. */
#include "draw/canvas.h"

#include <math.h>

#define STOP_RADIUS 9.0

static void disc(cairo_t *cairo, double x, double y, double radius) {
  cairo_new_path(cairo);
  cairo_arc(cairo, x, y, radius, 0, 2 * G_PI);
}

void ty_canvas_site(TyCanvas *canvas, double x, double y, TySiteLevel level, gboolean estimated) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  static const double radius[] = {2.4, 3.6, 5.2};
  double r = radius[level];

  disc(cairo, x, y, r);
  ty_canvas_colour(canvas, level == TY_SITE_FILLED && !estimated ? TY_ROLE_INK : TY_ROLE_PAPER, 1);
  cairo_fill_preserve(cairo);
  ty_canvas_colour(canvas, level == TY_SITE_SMALL ? TY_ROLE_SECONDARY : TY_ROLE_INK, 1);
  cairo_set_line_width(cairo, level == TY_SITE_RING ? 1.8 : 1);
  if (estimated)
    cairo_set_dash(cairo, (double[]){1.6, 1.6}, 2, 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, NULL, 0, 0);
  if (level == TY_SITE_RING) {
    disc(cairo, x, y, 1.4);
    cairo_fill(cairo);
  }
}

void ty_canvas_stop(TyCanvas *canvas, double x, double y, guint number, guint day,
                    TySiteLevel level, gboolean estimated) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  char figures[12];

  g_snprintf(figures, sizeof figures, "%u", number);
  disc(cairo, x, y, STOP_RADIUS + (level == TY_SITE_RING ? 3.5 : 1.5));
  ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
  cairo_fill(cairo);
  if (level == TY_SITE_RING) {
    disc(cairo, x, y, STOP_RADIUS + 2.5);
    ty_canvas_colour(canvas, ty_role_day(day), 1);
    cairo_set_line_width(cairo, 1.4);
    cairo_stroke(cairo);
  }
  disc(cairo, x, y, STOP_RADIUS - (estimated ? .75 : 0));
  if (estimated) {
    ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
    cairo_fill_preserve(cairo);
    ty_canvas_colour(canvas, ty_role_day(day), 1);
    cairo_set_line_width(cairo, 1.5);
    cairo_set_dash(cairo, (double[]){2.6, 2.1}, 2, 0);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, NULL, 0, 0);
  } else {
    ty_canvas_colour(canvas, ty_role_day(day), 1);
    cairo_fill(cairo);
  }
  ty_canvas_text_centred(canvas, x, y, figures, (TyTextStyle){TY_SIZE_NOTE, TRUE, 0},
                         estimated ? TY_ROLE_INK : ty_role_on_day(day));
}

void ty_canvas_place(TyCanvas *canvas, double x, double y, const char *sign, guint day,
                     gboolean estimated) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double r = STOP_RADIUS;

  cairo_new_path(cairo);
  cairo_rectangle(cairo, x - r - 2, y - r - 2, 2 * r + 4, 2 * r + 4);
  ty_canvas_colour(canvas, TY_ROLE_PAPER, 1);
  cairo_fill(cairo);
  cairo_rectangle(cairo, x - r, y - r, 2 * r, 2 * r);
  ty_canvas_colour(canvas, ty_role_day(day), 1);
  cairo_set_line_width(cairo, 1.6);
  if (estimated)
    cairo_set_dash(cairo, (double[]){2.6, 2.1}, 2, 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, NULL, 0, 0);
  ty_canvas_text_centred(canvas, x, y, sign, (TyTextStyle){TY_SIZE_NOTE, TRUE, 0}, TY_ROLE_INK);
}
