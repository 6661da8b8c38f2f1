/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#include <math.h>

#define ROW_PX 26.0
#define BAR_PX 15.0
#define LABEL_SHARE .34 /* of the width, at most */
#define ACCENTED 3

static const TyTextStyle text_style = {TY_SIZE_TEXT, FALSE, 0};
static const TyTextStyle figure_style = {TY_SIZE_LABEL, FALSE, 0};

TyPictureOptions ty_chart_options(const TyPictureOptions *options, const char *unit, char **title) {
  TyPictureOptions named = *options;

  *title = NULL;
  if (unit && *unit && options->title && *options->title)
    named.title = *title = g_strdup_printf("%s（%s）", options->title, unit);
  else if (unit && *unit)
    named.title = unit;
  return named;
}

static gboolean check(const TyBar *bars, gsize n, const char *unit, GError **error) {
  if (n == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a chart of no bars, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    if (!ty_picture_check_text(bars[i].label, "bar", i, error))
      return FALSE;
    if (!(bars[i].value >= 0 && isfinite(bars[i].value))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "bar %zu (%s) has value %g, expected a number from 0", i + 1, bars[i].label,
                  bars[i].value);
      return FALSE;
    }
  }
  return !unit || !*unit || ty_picture_check_text(unit, "unit", 0, error);
}

/* How many bars are longer than bar `i`, or as long and before it. */
static gsize rank_of(const TyBar *bars, gsize n, gsize i) {
  gsize rank = 0;
  for (gsize j = 0; j < n; j++)
    rank += bars[j].value > bars[i].value || (j < i && bars[j].value == bars[i].value);
  return rank;
}

static char *figure(double value, int decimals) {
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE + 310];

  g_snprintf(format, sizeof format, "%%.%df", CLAMP(decimals, 0, 6));
  return g_strdup(g_ascii_formatd(text, sizeof text, format, value));
}

GBytes *ty_draw_bars(const TyBar *bars, gsize n, const char *unit, int decimals,
                     const TyPictureOptions *options, GError **error) {
  g_autofree char *title = NULL;

  if (!check(bars, n, unit, error))
    return NULL;
  TyPictureOptions named = ty_chart_options(options, unit, &title);
  double height = (double) n * ROW_PX + ty_canvas_furniture_px(&named, 960);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&named, 960, MAX(height, 120), error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double row = MIN(ROW_PX, frame.height / (double) n), labels = 0, figures = 0, longest = 0;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *value = figure(bars[i].value, decimals);
    labels = MAX(labels, ty_canvas_measure(canvas, bars[i].label, text_style).advance_px);
    figures = MAX(figures, ty_canvas_measure(canvas, value, figure_style).advance_px);
    longest = MAX(longest, bars[i].value);
  }
  labels = MIN(labels, LABEL_SHARE * frame.width);
  double zero = frame.x + labels + 10, room = frame.x + frame.width - zero - figures - 8;
  for (gsize i = 0; i < n; i++) {
    double middle = frame.y + ((double) i + .5) * row;
    double length = longest > 0 ? room * bars[i].value / longest : 0;
    g_autofree char *label = ty_canvas_ellipsize(canvas, bars[i].label, text_style, labels);
    g_autofree char *value = figure(bars[i].value, decimals);
    double wide = ty_canvas_measure(canvas, label, text_style).advance_px;
    ty_canvas_text(canvas, zero - 10 - wide, middle + 5, label, text_style, TY_ROLE_INK);
    ty_canvas_colour(canvas, rank_of(bars, n, i) < ACCENTED ? TY_ROLE_ACCENT : TY_ROLE_SECONDARY,
                     1);
    cairo_rectangle(cairo, zero, middle - MIN(BAR_PX, row * .7) / 2, length, MIN(BAR_PX, row * .7));
    cairo_fill(cairo);
    ty_canvas_text(canvas, zero + length + 6, middle + 4.5, value, figure_style, TY_ROLE_INK);
  }
  ty_canvas_colour(canvas, TY_ROLE_INK, 1);
  cairo_set_line_width(cairo, 1);
  cairo_move_to(cairo, zero, frame.y);
  cairo_line_to(cairo, zero, frame.y + (double) n * row);
  cairo_stroke(cairo);
  return ty_canvas_finish(canvas, error);
}
