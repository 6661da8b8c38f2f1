/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#include <math.h>

#define ROW_PX 28.0
#define BAR_PX 16.0
#define HEAD_PX 26.0
#define LABEL_SHARE .25 /* of the width, at most */
#define FIGURE_GAP_PX 6.0

static const TyTextStyle text_style = {TY_SIZE_TEXT, FALSE, 0};
static const TyTextStyle figure_style = {TY_SIZE_LABEL, FALSE, 0};

static gboolean check(const TyDivergingBar *bars, gsize n, const char *left, const char *right,
                      GError **error) {
  if (n == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a chart of no bars, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    if (!ty_picture_check_text(bars[i].label, "bar", i, error))
      return FALSE;
    double least = MIN(bars[i].left, bars[i].right);
    if (!(least >= 0 && isfinite(bars[i].left) && isfinite(bars[i].right))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "bar %zu (%s) has the values %g and %g, expected numbers from 0", i + 1,
                  bars[i].label, bars[i].left, bars[i].right);
      return FALSE;
    }
  }
  return ty_picture_check_text(left, "side", 0, error) &&
         ty_picture_check_text(right, "side", 1, error);
}

static char *figure(double value) { return g_strdup_printf("%.0f", value); }

static void draw_side(TyCanvas *canvas, double zero, double middle, double length, double value,
                      int direction) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  g_autofree char *text = figure(value);
  double wide = ty_canvas_measure(canvas, text, figure_style).advance_px;

  if (value <= 0)
    return;
  ty_canvas_colour(canvas, direction > 0 ? ty_role_day(1) : TY_ROLE_ACCENT, 1);
  cairo_rectangle(cairo, direction > 0 ? zero : zero - length, middle - BAR_PX / 2, length, BAR_PX);
  cairo_fill(cairo);
  ty_canvas_text(
      canvas, direction > 0 ? zero + length + FIGURE_GAP_PX : zero - length - FIGURE_GAP_PX - wide,
      middle + 4.5, text, figure_style, TY_ROLE_INK);
}

GBytes *ty_draw_diverging(const TyDivergingBar *bars, gsize n, const char *left, const char *right,
                          const TyPictureOptions *options, GError **error) {
  if (!check(bars, n, left, right, error))
    return NULL;
  double height = (double) n * ROW_PX + HEAD_PX + ty_canvas_furniture_px(options, 960);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, MAX(height, 140), error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double labels = 0, figures = 0, most_left = 0, most_right = 0;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *value = figure(MAX(bars[i].left, bars[i].right));
    labels = MAX(labels, ty_canvas_measure(canvas, bars[i].label, text_style).advance_px);
    figures = MAX(figures, ty_canvas_measure(canvas, value, figure_style).advance_px);
    most_left = MAX(most_left, bars[i].left);
    most_right = MAX(most_right, bars[i].right);
  }
  labels = MIN(labels, LABEL_SHARE * frame.width);
  figures += FIGURE_GAP_PX + 4;
  double head_left = ty_canvas_measure(canvas, left, figure_style).advance_px;
  double head_right = ty_canvas_measure(canvas, right, figure_style).advance_px;
  double room = frame.width - labels - 12 - 2 * figures;
  double both = most_left + most_right, scale = both > 0 ? room / both : 0;
  double start = frame.x + labels + 12 + figures;
  double zero = CLAMP(start + most_left * scale, start + head_left,
                      frame.x + frame.width - figures - head_right);
  /* names of the sides may need more than a short side's bars: both are drawn to the lesser room */
  if (most_left > 0)
    scale = MIN(scale, (zero - start) / most_left);
  if (most_right > 0)
    scale = MIN(scale, (frame.x + frame.width - figures - zero) / most_right);
  ty_canvas_text(canvas, zero - 8 - head_left, frame.y + 14, left, figure_style, TY_ROLE_ACCENT);
  ty_canvas_text(canvas, zero + 8, frame.y + 14, right, figure_style, ty_role_day(1));
  for (gsize i = 0; i < n; i++) {
    double row = MIN(ROW_PX, (frame.height - HEAD_PX) / (double) n);
    double middle = frame.y + HEAD_PX + ((double) i + .5) * row;
    g_autofree char *label = ty_canvas_ellipsize(canvas, bars[i].label, text_style, labels);
    ty_canvas_text(canvas, frame.x, middle + 5, label, text_style, TY_ROLE_INK);
    draw_side(canvas, zero, middle, bars[i].left * scale, bars[i].left, -1);
    draw_side(canvas, zero, middle, bars[i].right * scale, bars[i].right, 1);
  }
  ty_canvas_colour(canvas, TY_ROLE_INK, 1);
  cairo_set_line_width(cairo, 1);
  cairo_move_to(cairo, zero, frame.y + HEAD_PX);
  cairo_line_to(cairo, zero, frame.y + frame.height);
  cairo_stroke(cairo);
  return ty_canvas_finish(canvas, error);
}
