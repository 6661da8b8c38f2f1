/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#include <math.h>

#define ROW_PX 28.0
#define MAX_COLUMN_PX 240.0
#define LABEL_SHARE .3   /* of the width, at most */
#define HEADING_PX 150.0 /* of slanted names, at most */
#define SLANT (-G_PI / 4)
#define SCALE_PX 34.0
#define SCALE_WIDE_PX 220.0
#define GAP_PX 1.0

static const TyTextStyle text_style = {TY_SIZE_TEXT, FALSE, 0};
static const TyTextStyle label_style = {TY_SIZE_LABEL, FALSE, 0};
static const TyTextStyle note_style = {TY_SIZE_NOTE, FALSE, 0};

static gboolean check(const TyHeatMap *map, GError **error) {
  if (map->n_rows == 0 || map->n_columns == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a heat map of %zu rows and %zu columns, expected at least one of each",
                map->n_rows, map->n_columns);
    return FALSE;
  }
  for (gsize i = 0; i < map->n_rows; i++)
    if (!ty_picture_check_text(map->rows[i], "row", i, error))
      return FALSE;
  for (gsize i = 0; i < map->n_columns; i++)
    if (!ty_picture_check_text(map->columns[i], "column", i, error))
      return FALSE;
  for (gsize i = 0; i < map->n_rows * map->n_columns; i++) {
    if (!isnan(map->value[i]) && !(map->value[i] >= -1 && map->value[i] <= 1)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "cell %zu has value %g, expected a number from -1 to 1", i + 1, map->value[i]);
      return FALSE;
    }
    if (map->note && map->note[i] && *map->note[i] &&
        !ty_picture_check_text(map->note[i], "note", i, error))
      return FALSE;
  }
  return TRUE;
}

/* The names of columns: level where the widest fits its column, else slanted. */
typedef struct {
  gboolean slanted;
  double height_px;
} Headings;

static Headings measure_headings(TyCanvas *canvas, const TyHeatMap *map, double column_px) {
  double widest = 0;

  for (gsize i = 0; i < map->n_columns; i++)
    widest = MAX(widest, ty_canvas_measure(canvas, map->columns[i], label_style).advance_px);
  if (widest + 8 <= column_px)
    return (Headings){FALSE, 22};
  return (Headings){TRUE, MIN(widest, HEADING_PX) * sin(-SLANT) + 14};
}

static void draw_headings(TyCanvas *canvas, const TyHeatMap *map, TyBox plot, double column_px,
                          Headings headings) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  for (gsize i = 0; i < map->n_columns; i++) {
    double middle = plot.x + ((double) i + .5) * column_px;
    g_autofree char *name = ty_canvas_ellipsize(canvas, map->columns[i], label_style,
                                                headings.slanted ? HEADING_PX : column_px - 6);
    double wide = ty_canvas_measure(canvas, name, label_style).advance_px;
    cairo_save(cairo);
    cairo_translate(cairo, headings.slanted ? middle : middle - wide / 2, plot.y - 7);
    if (headings.slanted)
      cairo_rotate(cairo, SLANT);
    ty_canvas_text(canvas, 0, 0, name, label_style, TY_ROLE_INK);
    cairo_restore(cairo);
  }
}

/* Strength as opacity over the surface. */
static void fill(TyCanvas *canvas, TyBox box, double value) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  ty_canvas_colour(canvas, TY_ROLE_SURFACE, 1);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_fill(cairo);
  ty_canvas_colour(canvas, value < 0 ? TY_ROLE_DAY : TY_ROLE_ACCENT, .9 * fabs(value));
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_fill(cairo);
}

static void draw_row(TyCanvas *canvas, const TyHeatMap *map, TyBox plot, gsize row,
                     double column_px, double row_px) {
  double top = plot.y + (double) row * row_px;
  g_autofree char *label = ty_canvas_ellipsize(canvas, map->rows[row], text_style, plot.x - 12);
  double wide = ty_canvas_measure(canvas, label, text_style).advance_px;

  ty_canvas_text(canvas, plot.x - 10 - wide, top + row_px / 2 + 5, label, text_style, TY_ROLE_INK);
  for (gsize i = 0; i < map->n_columns; i++) {
    gsize at = row * map->n_columns + i;
    const char *note = map->note ? map->note[at] : NULL;
    TyBox box = {plot.x + (double) i * column_px + GAP_PX / 2, top + GAP_PX / 2, column_px - GAP_PX,
                 row_px - GAP_PX};
    if (isnan(map->value[at]))
      continue;
    fill(canvas, box, map->value[at]);
    if (note && *note && ty_canvas_measure(canvas, note, note_style).advance_px < box.width)
      ty_canvas_text_centred(canvas, box.x + box.width / 2, box.y + box.height / 2, note,
                             note_style,
                             fabs(map->value[at]) > .75 ? TY_ROLE_SURFACE : TY_ROLE_INK);
  }
}

/* From −1 or 0 to 1, as the values go. */
static void draw_scale(TyCanvas *canvas, const TyHeatMap *map, TyBox plot, double bottom,
                       const char *low, const char *high) {
  enum { STEPS = 20 };
  double least = 0, left = plot.x;

  for (gsize i = 0; i < map->n_rows * map->n_columns; i++)
    if (map->value[i] < 0)
      least = -1;
  double wide = ty_canvas_measure(canvas, low, note_style).advance_px;
  ty_canvas_text(canvas, left, bottom + 24, low, note_style, TY_ROLE_SECONDARY);
  left += wide + 8;
  for (int i = 0; i < STEPS; i++) {
    double step = SCALE_WIDE_PX / STEPS;
    TyBox box = {left + i * step, bottom + 14, step + .3, 12};
    fill(canvas, box, least + (1 - least) * (i + .5) / STEPS);
  }
  ty_canvas_text(canvas, left + SCALE_WIDE_PX + 8, bottom + 24, high, note_style,
                 TY_ROLE_SECONDARY);
}

/* Where everything goes. */
typedef struct {
  double labels_px, column_px, height_px;
  Headings headings;
} Layout;

static Layout lay_out(TyCanvas *canvas, const TyHeatMap *map, const TyPictureOptions *options) {
  double wide = ty_canvas_frame(canvas).width, n = (double) map->n_columns;
  Layout layout = {0};

  for (gsize i = 0; i < map->n_rows; i++)
    layout.labels_px =
        MAX(layout.labels_px, ty_canvas_measure(canvas, map->rows[i], text_style).advance_px);
  layout.labels_px = MIN(layout.labels_px, LABEL_SHARE * wide);
  wide -= layout.labels_px + 12;
  layout.column_px = MIN(wide / n, MAX_COLUMN_PX);
  layout.headings = measure_headings(canvas, map, layout.column_px);
  if (layout.headings.slanted) /* the last name leans over the edge */
    layout.column_px = MIN(layout.column_px, (wide - layout.headings.height_px) / n);
  layout.height_px = (double) map->n_rows * ROW_PX + layout.headings.height_px + SCALE_PX +
                     ty_canvas_furniture_px(options, 960);
  return layout;
}

GBytes *ty_draw_heat_map(const TyHeatMap *map, const char *low, const char *high,
                         const TyPictureOptions *options, GError **error) {
  if (!check(map, error) || !ty_picture_check_text(low, "end of the scale", 0, error) ||
      !ty_picture_check_text(high, "end of the scale", 1, error))
    return NULL;
  g_autoptr(TyCanvas) ruler = ty_canvas_new(options, 960, 960, error);
  if (!ruler)
    return NULL;
  Layout layout = lay_out(ruler, map, options);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 960, MAX(layout.height_px, 200), error);
  if (!canvas)
    return NULL;
  TyBox frame = ty_canvas_frame(canvas);
  double row_px =
      MIN(ROW_PX, (frame.height - layout.headings.height_px - SCALE_PX) / (double) map->n_rows);
  TyBox plot = {frame.x + layout.labels_px + 12, frame.y + layout.headings.height_px,
                layout.column_px * (double) map->n_columns, row_px * (double) map->n_rows};
  draw_headings(canvas, map, plot, layout.column_px, layout.headings);
  for (gsize i = 0; i < map->n_rows; i++)
    draw_row(canvas, map, plot, i, layout.column_px, row_px);
  draw_scale(canvas, map, plot, plot.y + plot.height, low, high);
  return ty_canvas_finish(canvas, error);
}
