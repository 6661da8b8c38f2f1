/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/strip.h"

#include "base/number.h"

#include <math.h>

#define DAY_PX 76.0    /* column of the day's name */
#define LEAST_STEP 150 /* px between stops */
#define MOST_PER_ROW 6
#define ROW_PX 108.0
#define LINE_AT 30.0 /* of the row, from its top */
#define LEGEND_PX 24.0
#define RING_PX 12.0 /* of a stop's number with its ring */

static const TyTextStyle name_style = {TY_SIZE_TEXT, TRUE, 0};
static const TyTextStyle note_style = {TY_SIZE_LABEL, FALSE, 0};
static const TyTextStyle leg_style = {TY_SIZE_NOTE, FALSE, 0};

/* As many stops to a row as the longest day has, where there is room. */
static guint stops_per_row(const TyStripStop *stops, gsize n, double width_px) {
  guint longest = 1, run = 1;

  for (gsize i = 1; i < n; i++) {
    run = stops[i].day == stops[i - 1].day ? run + 1 : 1;
    longest = MAX(longest, run);
  }
  guint room = MAX(1, (guint) ((width_px - DAY_PX) / LEAST_STEP));
  return MIN(MIN(longest, room), MOST_PER_ROW);
}

TyStripLayout *ty_strip_layout(const TyStripStop *stops, gsize n, double width_px) {
  TyStripLayout *layout = g_new0(TyStripLayout, 1);
  guint row = 0, column = 0;

  layout->per_row = stops_per_row(stops, n, width_px);
  layout->step_px = (width_px - DAY_PX) / layout->per_row;
  layout->row_px = ROW_PX;
  layout->places = g_new(TyStripPlace, n);
  for (gsize i = 0; i < n; i++) {
    gboolean day_head = i == 0 || stops[i].day != stops[i - 1].day;
    if (i > 0 && (day_head || column == layout->per_row)) {
      row++;
      column = 0;
    }
    layout->places[i] =
        (TyStripPlace){row, DAY_PX + (column + .5) * layout->step_px, day_head, column == 0};
    column++;
  }
  layout->n_rows = row + 1;
  return layout;
}

void ty_strip_layout_free(TyStripLayout *layout) {
  if (!layout)
    return;
  g_free(layout->places);
  g_free(layout);
}

/* "24 公里 · 36 分 ●"; NULL when the leg has no length. */
static char *leg_text(const TyStripStop *stop, gboolean with_time) {
  GString *text;

  if (isnan(stop->leg_m))
    return NULL;
  text = g_string_new(NULL);
  ty_number_append(text, stop->leg_m / 1000, 2);
  g_string_append(text, " 公里");
  if (with_time && stop->leg_s >= 3600)
    g_string_append_printf(text, " · %d 时 %d 分", stop->leg_s / 3600, stop->leg_s % 3600 / 60);
  else if (with_time && stop->leg_s > 0)
    g_string_append_printf(text, " · %d 分", MAX((stop->leg_s + 30) / 60, 1));
  g_string_append_c(text, ' ');
  g_string_append(text, ty_origin_mark(stop->leg_origin));
  return g_string_free(text, FALSE);
}

/* The line into stop `i`: from the stop before in the same row, else a stub from the left. */
static void draw_leg(TyCanvas *canvas, const TyStripStop *stop, const TyStripLayout *layout,
                     gsize i, double left, double y) {
  cairo_t *cairo = ty_canvas_cairo(canvas);
  const TyStripPlace *place = &layout->places[i];
  double x = left + place->x, from = place->row_head ? left + DAY_PX - 8 : x - layout->step_px;

  if (i == 0)
    return;
  g_autofree char *text = leg_text(stop, TRUE);
  ty_canvas_colour(canvas, ty_role_day(stop->day), 1);
  cairo_set_line_width(cairo, 2.4);
  cairo_move_to(cairo, from, y);
  cairo_line_to(cairo, x, y);
  cairo_stroke(cairo);
  if (!text)
    return;
  double end = x - RING_PX, room = end - from, advance;
  advance = ty_canvas_measure(canvas, text, leg_style).advance_px;
  if (advance > room) {
    g_free(text);
    text = leg_text(stop, FALSE);
    advance = ty_canvas_measure(canvas, text, leg_style).advance_px;
  }
  ty_canvas_text(canvas, (end + from - advance) / 2, y - 8, text, leg_style, TY_ROLE_SECONDARY);
}

/* A name in at most two lines. */
static void draw_name(TyCanvas *canvas, double x, double y, const char *name, double width,
                      const char *note) {
  TyTextExtents extents = ty_canvas_measure(canvas, name, name_style);

  if (extents.advance_px <= width) {
    ty_canvas_text(canvas, x - extents.advance_px / 2, y, name, name_style, TY_ROLE_INK);
  } else {
    glong half = (g_utf8_strlen(name, -1) + 1) / 2;
    g_autofree char *first = g_utf8_substring(name, 0, half);
    g_autofree char *rest = g_utf8_substring(name, half, -1);
    char *lines[] = {first, rest};
    for (int i = 0; i < 2; i++, y += 18) {
      g_autofree char *shown = ty_canvas_ellipsize(canvas, lines[i], name_style, width);
      double advance = ty_canvas_measure(canvas, shown, name_style).advance_px;
      ty_canvas_text(canvas, x - advance / 2, y, shown, name_style, TY_ROLE_INK);
    }
    y -= 18;
  }
  if (note && *note) {
    g_autofree char *shown = ty_canvas_ellipsize(canvas, note, note_style, width);
    double advance = ty_canvas_measure(canvas, shown, note_style).advance_px;
    ty_canvas_text(canvas, x - advance / 2, y + 18, shown, note_style, TY_ROLE_SECONDARY);
  }
}

/* The origins that are in use, explained. */
static void draw_legend(TyCanvas *canvas, const TyStripStop *stops, gsize n, double x, double y) {
  for (guint origin = 0; origin < TY_N_ORIGINS; origin++) {
    gboolean used = FALSE;
    for (gsize i = 1; i < n && !used; i++)
      used = !isnan(stops[i].leg_m) && stops[i].leg_origin == (TyOrigin) origin;
    if (!used)
      continue;
    g_autofree char *text = g_strdup_printf("%s %s里程", ty_origin_mark((TyOrigin) origin),
                                            ty_origin_label((TyOrigin) origin));
    ty_canvas_text(canvas, x, y, text, note_style, TY_ROLE_SECONDARY);
    x += ty_canvas_measure(canvas, text, note_style).advance_px + 20;
  }
}

static gboolean check(const TyStripStop *stops, gsize n, GError **error) {
  if (n == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a line diagram of no stops, expected at least one");
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    if (!ty_picture_check_text(stops[i].name, "stop", i, error) ||
        (stops[i].note && *stops[i].note &&
         !ty_picture_check_text(stops[i].note, "the note of stop", i, error)))
      return FALSE;
    if (stops[i].day == 0 || (i > 0 && stops[i].day < stops[i - 1].day) ||
        stops[i].leg_origin >= TY_N_ORIGINS || stops[i].leg_m < 0 || isinf(stops[i].leg_m)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "stop %zu (%s) is on day %u after %g m, expected days from 1 that do not fall "
                  "and a length from 0",
                  i + 1, stops[i].name, stops[i].day, stops[i].leg_m);
      return FALSE;
    }
  }
  return TRUE;
}

GBytes *ty_draw_strip(const TyStripStop *stops, gsize n, const TyPictureOptions *options,
                      GError **error) {
  double width = options->width_px != 0 ? options->width_px : 960;

  if (!check(stops, n, error))
    return NULL;
  g_autoptr(TyStripLayout) layout = ty_strip_layout(stops, n, width - 48);
  double height = layout->n_rows * layout->row_px + LEGEND_PX;
  g_autoptr(TyCanvas) canvas =
      ty_canvas_new(options, 960, MAX(height + ty_canvas_furniture_px(options, 960), 120), error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  if (frame.height + .5 < height) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a line diagram of %u rows in %g px, expected a height of 0 or from %g",
                layout->n_rows, frame.height, height);
    return NULL;
  }
  guint number = 0;
  for (gsize i = 0; i < n; i++)
    draw_leg(canvas, &stops[i], layout, i, frame.x,
             frame.y + layout->places[i].row * layout->row_px + LINE_AT);
  for (gsize i = 0; i < n; i++) {
    const TyStripPlace *place = &layout->places[i];
    double x = frame.x + place->x, y = frame.y + place->row * layout->row_px + LINE_AT;
    if (stops[i].sign)
      ty_canvas_place(canvas, x, y, stops[i].sign, stops[i].day, FALSE);
    else
      ty_canvas_stop(canvas, x, y, ++number, stops[i].day, stops[i].level, FALSE);
    draw_name(canvas, x, y + 30, stops[i].name, layout->step_px - 12, stops[i].note);
    if (place->day_head) {
      g_autofree char *day = g_strdup_printf("第 %u 天", stops[i].day);
      ty_canvas_text(canvas, frame.x, y + 5, day, name_style, TY_ROLE_INK);
    }
  }
  draw_legend(canvas, stops, n, frame.x, frame.y + height - 4);
  return ty_canvas_finish(canvas, error);
}
