/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#define ROW_PX 28.0
#define LABEL_SHARE .3 /* of the width, at most */
#define AXIS_PX 26.0

static const TyTextStyle text_style = {TY_SIZE_TEXT, FALSE, 0};
static const TyTextStyle note_style = {TY_SIZE_NOTE, FALSE, 0};

static gboolean check_row(const TySpanRow *row, gsize i, gsize n_x, GError **error) {
  gboolean good = row->first <= row->last && row->last < n_x;

  for (gsize k = 0; k < row->n_stretches; k++)
    good = good && row->stretches[k].from < row->stretches[k].to && row->stretches[k].to <= n_x &&
           row->stretches[k].level > 0;
  if (!good)
    g_set_error(
        error, TY_ERROR, TY_ERROR_INPUT,
        "row %zu (%s) has a stretch that is not within the %zu places, expected one that is", i + 1,
        row->label, n_x);
  return good;
}

static gboolean check(const char *const *x_labels, gsize n_x, const TySpanRow *rows, gsize n_rows,
                      const char *unit, GError **error) {
  if (n_x == 0 || n_rows == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a chart of %zu rows over %zu places, expected at least one of each", n_rows, n_x);
    return FALSE;
  }
  for (gsize x = 0; x < n_x; x++)
    if (!ty_picture_check_text(x_labels[x], "place", x, error))
      return FALSE;
  for (gsize i = 0; i < n_rows; i++)
    if (!ty_picture_check_text(rows[i].label, "row", i, error) ||
        !check_row(&rows[i], i, n_x, error))
      return FALSE;
  return !unit || !*unit || ty_picture_check_text(unit, "unit", 0, error);
}

/* As many names below the places as do not touch, with a hairline up. */
static void draw_places(TyCanvas *canvas, TyBox plot, const char *const *x_labels, gsize n_x) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double column = plot.width / (double) n_x, right = plot.x - 10;

  for (gsize x = 0; x < n_x; x++) {
    double wide = ty_canvas_measure(canvas, x_labels[x], note_style).advance_px;
    double middle = plot.x + ((double) x + .5) * column, left = middle - wide / 2;
    if (left < right + 10 || left + wide > plot.x + plot.width + 12)
      continue;
    ty_canvas_colour(canvas, TY_ROLE_HAIRLINE, 1);
    cairo_set_line_width(cairo, .8);
    cairo_move_to(cairo, middle, plot.y);
    cairo_line_to(cairo, middle, plot.y + plot.height);
    cairo_stroke(cairo);
    ty_canvas_text(canvas, left, plot.y + plot.height + 17, x_labels[x], note_style,
                   TY_ROLE_SECONDARY);
    right = left + wide;
  }
}

/* Seen from first to last as a thin line; each stretch a bar, higher by its level. */
static void draw_row(TyCanvas *canvas, TyBox plot, gsize n_x, const TySpanRow *row, double middle) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  double column = plot.width / (double) n_x;

  ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
  cairo_set_line_width(cairo, 1.2);
  cairo_move_to(cairo, plot.x + (double) row->first * column, middle);
  cairo_line_to(cairo, plot.x + (double) (row->last + 1) * column, middle);
  cairo_stroke(cairo);
  ty_canvas_colour(canvas, TY_ROLE_ACCENT, 1);
  for (gsize k = 0; k < row->n_stretches; k++) {
    const TyStretch *stretch = &row->stretches[k];
    double high = MIN(6 + 4.0 * stretch->level, ROW_PX - 6);
    cairo_rectangle(cairo, plot.x + (double) stretch->from * column, middle - high / 2,
                    (double) (stretch->to - stretch->from) * column, high);
    cairo_fill(cairo);
  }
}

GBytes *ty_draw_spans(const char *const *x_labels, gsize n_x, const TySpanRow *rows, gsize n_rows,
                      const char *unit, const TyPictureOptions *options, GError **error) {
  g_autofree char *title = NULL;
  double labels = 0, notes = 0;

  if (!check(x_labels, n_x, rows, n_rows, unit, error))
    return NULL;
  TyPictureOptions named = ty_chart_options(options, unit, &title);
  double height = (double) n_rows * ROW_PX + AXIS_PX + ty_canvas_furniture_px(&named, 960);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&named, 960, MAX(height, 140), error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  for (gsize i = 0; i < n_rows; i++) {
    labels = MAX(labels, ty_canvas_measure(canvas, rows[i].label, text_style).advance_px);
    if (rows[i].note)
      notes = MAX(notes, ty_canvas_measure(canvas, rows[i].note, note_style).advance_px + 10);
  }
  labels = MIN(labels, LABEL_SHARE * frame.width);
  double row_px = (frame.height - AXIS_PX) / (double) n_rows;
  TyBox plot = {frame.x + labels + 12, frame.y, frame.width - labels - 12 - notes,
                row_px * (double) n_rows};
  draw_places(canvas, plot, x_labels, n_x);
  for (gsize i = 0; i < n_rows; i++) {
    double middle = plot.y + ((double) i + .5) * row_px;
    g_autofree char *label = ty_canvas_ellipsize(canvas, rows[i].label, text_style, labels);
    double wide = ty_canvas_measure(canvas, label, text_style).advance_px;
    ty_canvas_text(canvas, plot.x - 12 - wide, middle + 5, label, text_style, TY_ROLE_INK);
    draw_row(canvas, plot, n_x, &rows[i], middle);
    if (rows[i].note)
      ty_canvas_text(canvas, plot.x + plot.width + 10, middle + 4, rows[i].note, note_style,
                     TY_ROLE_SECONDARY);
  }
  return ty_canvas_finish(canvas, error);
}
