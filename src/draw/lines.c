/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#include "base/number.h"

#include <math.h>
#include <stdlib.h>

#define STEPS 5
#define NAME_GAP 17.0
#define NAME_SHARE .25 /* of the width, at most */

static const TyTextStyle axis_style = {TY_SIZE_NOTE, FALSE, 0};
static const TyTextStyle name_style = {TY_SIZE_LABEL, TRUE, 0};

/* The name of a series, beside the last value it has. */
typedef struct {
  gsize series;
  double y;
} End;

static int by_height(const void *a, const void *b) {
  const End *left = a, *right = b;
  if (left->y != right->y)
    return left->y < right->y ? -1 : 1;
  return left->series < right->series ? -1 : left->series > right->series;
}

double ty_chart_step(double highest, int n_steps) {
  static const double nice[] = {1, 2, 2.5, 5, 10};

  if (highest <= 0)
    return 1;
  double unit = pow(10, floor(log10(highest / n_steps)));
  for (gsize i = 0; i < G_N_ELEMENTS(nice); i++)
    if (unit * nice[i] * n_steps >= highest * (1 - 1e-9))
      return unit * nice[i];
  return unit * 10;
}

void ty_chart_spread(double *y, gsize n, double gap, double top, double bottom) {
  if (n == 0)
    return;
  gap = MIN(gap, n > 1 ? (bottom - top) / (double) (n - 1) : gap);
  y[0] = MAX(y[0], top);
  for (gsize i = 1; i < n; i++)
    y[i] = MAX(y[i], y[i - 1] + gap);
  y[n - 1] = MIN(y[n - 1], bottom);
  for (gsize i = n - 1; i-- > 0;)
    y[i] = MIN(y[i], y[i + 1] - gap);
}

static TyRole series_role(gsize series) {
  return series < TY_N_DAY_COLOURS ? ty_role_day((guint) series + 1) : TY_ROLE_SECONDARY;
}

static gboolean check(const char *const *x_labels, gsize n_x, const TySeries *series,
                      gsize n_series, const char *unit, GError **error) {
  if (n_x < 2 || n_series == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a chart of %zu lines over %zu places, expected at least one line and two places",
                n_series, n_x);
    return FALSE;
  }
  for (gsize x = 0; x < n_x; x++)
    if (!ty_picture_check_text(x_labels[x], "place", x, error))
      return FALSE;
  for (gsize s = 0; s < n_series; s++) {
    if (!ty_picture_check_text(series[s].label, "line", s, error))
      return FALSE;
    for (gsize x = 0; x < n_x; x++)
      if (series[s].value[x] < 0 || isinf(series[s].value[x])) {
        g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                    "line %zu (%s) has value %g at %s, expected a number from 0 or none", s + 1,
                    series[s].label, series[s].value[x], x_labels[x]);
        return FALSE;
      }
  }
  return !unit || !*unit || ty_picture_check_text(unit, "unit", 0, error);
}

typedef struct {
  TyBox plot;
  gsize n_x;
  double highest; /* at the upper edge */
} Axes;

static double x_of(const Axes *axes, gsize x) {
  return axes->plot.x + axes->plot.width * (double) x / (double) (axes->n_x - 1);
}

static double y_of(const Axes *axes, double value) {
  return axes->plot.y + axes->plot.height * (1 - value / axes->highest);
}

static void draw_axes(TyCanvas *canvas, const Axes *axes, double step,
                      const char *const *x_labels) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double right = -INFINITY;

  for (long k = 0; k <= lround(axes->highest / step); k++) {
    g_autoptr(GString) text = g_string_new(NULL);
    double value = (double) k * step, y = y_of(axes, value);
    ty_number_append(text, value, 6);
    ty_canvas_colour(canvas, k == 0 ? TY_ROLE_INK : TY_ROLE_HAIRLINE, 1);
    cairo_set_line_width(cairo, k == 0 ? 1 : .8);
    cairo_move_to(cairo, axes->plot.x, y);
    cairo_line_to(cairo, axes->plot.x + axes->plot.width, y);
    cairo_stroke(cairo);
    double wide = ty_canvas_measure(canvas, text->str, axis_style).advance_px;
    ty_canvas_text(canvas, axes->plot.x - 8 - wide, y + 4, text->str, axis_style,
                   TY_ROLE_SECONDARY);
  }
  for (gsize x = 0; x < axes->n_x; x++) { /* as many names as do not touch */
    double wide = ty_canvas_measure(canvas, x_labels[x], axis_style).advance_px;
    double left = x_of(axes, x) - wide / 2;
    if (left < right + 10)
      continue;
    ty_canvas_text(canvas, left, axes->plot.y + axes->plot.height + 18, x_labels[x], axis_style,
                   TY_ROLE_SECONDARY);
    right = left + wide;
  }
}

static void draw_series(TyCanvas *canvas, const Axes *axes, const TySeries *series, TyRole role) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  gboolean pen_down = FALSE;

  cairo_new_path(cairo);
  for (gsize x = 0; x < axes->n_x; x++) {
    double value = series->value[x];
    if (isnan(value)) {
      pen_down = FALSE;
      continue;
    }
    if (pen_down)
      cairo_line_to(cairo, x_of(axes, x), y_of(axes, value));
    else
      cairo_move_to(cairo, x_of(axes, x), y_of(axes, value));
    pen_down = TRUE;
  }
  ty_canvas_colour(canvas, role, 1);
  cairo_set_line_width(cairo, 2);
  cairo_stroke(cairo);
  for (gsize x = 0; x < axes->n_x; x++)
    if (!isnan(series->value[x])) {
      cairo_arc(cairo, x_of(axes, x), y_of(axes, series->value[x]), 2.6, 0, 2 * G_PI);
      cairo_fill(cairo);
    }
}

static void draw_names(TyCanvas *canvas, const Axes *axes, const TySeries *series, gsize n,
                       double width) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  g_autofree End *ends = g_new(End, n);
  g_autofree double *heights = g_new(double, n);
  double x = axes->plot.x + axes->plot.width + 22;

  for (gsize s = 0; s < n; s++) {
    double last = 0;
    for (gsize i = 0; i < axes->n_x; i++)
      if (!isnan(series[s].value[i]))
        last = series[s].value[i];
    ends[s] = (End){s, y_of(axes, last)};
  }
  qsort(ends, n, sizeof *ends, by_height);
  for (gsize i = 0; i < n; i++)
    heights[i] = ends[i].y;
  ty_chart_spread(heights, n, NAME_GAP, axes->plot.y, axes->plot.y + axes->plot.height);
  for (gsize i = 0; i < n; i++) {
    TyRole role = series_role(ends[i].series);
    g_autofree char *name =
        ty_canvas_ellipsize(canvas, series[ends[i].series].label, name_style, width);
    ty_canvas_colour(canvas, role, 1);
    cairo_set_line_width(cairo, 1);
    cairo_move_to(cairo, x - 18, ends[i].y);
    cairo_line_to(cairo, x - 5, heights[i]);
    cairo_stroke(cairo);
    ty_canvas_text(canvas, x, heights[i] + 4.5, name, name_style, TY_ROLE_INK);
  }
}

GBytes *ty_draw_lines(const char *const *x_labels, gsize n_x, const TySeries *series,
                      gsize n_series, const char *unit, const TyPictureOptions *options,
                      GError **error) {
  g_autofree char *title = NULL;
  double highest = 0, names = 0;

  if (!check(x_labels, n_x, series, n_series, unit, error))
    return NULL;
  TyPictureOptions named = ty_chart_options(options, unit, &title);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&named, 960, 480, error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  for (gsize s = 0; s < n_series; s++) {
    names = MAX(names, ty_canvas_measure(canvas, series[s].label, name_style).advance_px);
    for (gsize x = 0; x < n_x; x++)
      if (series[s].value[x] > highest)
        highest = series[s].value[x];
  }
  names = MIN(names, NAME_SHARE * frame.width);
  double step = ty_chart_step(highest, STEPS);
  Axes axes = {{frame.x + 44, frame.y + 8, frame.width - 44 - names - 26, frame.height - 36},
               n_x,
               step * ceil(MAX(highest, step) / step - 1e-9)};
  draw_axes(canvas, &axes, step, x_labels);
  for (gsize s = n_series; s-- > 0;)
    draw_series(canvas, &axes, &series[s], series_role(s));
  draw_names(canvas, &axes, series, n_series, names);
  return ty_canvas_finish(canvas, error);
}
