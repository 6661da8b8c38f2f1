/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/map.h"

#include <math.h>

#define ROW_PX 22.0
#define SIGN_PX 26.0 /* width of a sign */
#define BETWEEN_PX 20.0
#define MOST_MISSING 24

static const TyTextStyle text_style = {TY_SIZE_LABEL, FALSE, 0};

static void clear_item(gpointer item) { g_free(((TyLegendItem *) item)->text); }

static void add(GArray *legend, TyLegendKind kind, guint value, char *text) {
  TyLegendItem item = {kind, value, text, 0, 0};
  g_array_append_val(legend, item);
}

/* What the signs in squares stand for. */
static void add_signs(GArray *legend, const TyMap *map) {
  static const char *const signs[][2] = {{"起", "起 出发地"}, {"宿", "宿 住宿"}, {"终", "终 终点"}};

  for (gsize k = 0; k < G_N_ELEMENTS(signs); k++) {
    gboolean used = FALSE;
    for (gsize i = 0; i < map->n_stops && !used; i++)
      used = g_strcmp0(map->stops[i].sign, signs[k][0]) == 0;
    if (used)
      add(legend, TY_LEGEND_NOTE, 0, g_strdup(signs[k][1]));
  }
}

/* Stops that cannot be drawn, named in a list of their own. */
static void add_missing(GArray *legend, const TyMap *map) {
  if (map->n_missing)
    add(legend, TY_LEGEND_MISSING, 0,
        g_strdup_printf("缺坐标，未画在图上（%zu 处）：", map->n_missing));
  for (gsize i = 0; i < MIN(map->n_missing, MOST_MISSING); i++)
    add(legend, TY_LEGEND_NOTE, 0, g_strdup(map->missing[i]));
  if (map->n_missing > MOST_MISSING)
    add(legend, TY_LEGEND_NOTE, 0, g_strdup_printf("… 另 %zu 处", map->n_missing - MOST_MISSING));
}

static void collect(GArray *legend, const TyMap *map) {
  static const char *const levels[] = {"其他", "全国重点文物保护单位", "世界遗产"};
  guint last_day = 0;
  gboolean origins[TY_N_ORIGINS] = {0}, bent[TY_N_ORIGINS] = {0}, on_map[3] = {0},
           estimated = FALSE, straight = FALSE;

  for (gsize i = 0; i < map->n_stops; i++)
    last_day = MAX(last_day, map->stops[i].day);
  for (gsize i = 0; i < map->n_legs; i++) {
    origins[map->legs[i].origin] = TRUE;
    bent[map->legs[i].origin] |= map->legs[i].n_points > 0;
    straight |= map->legs[i].n_points == 0;
  }
  for (gsize i = 0; i < map->n_sites; i++) {
    on_map[map->sites[i].level] = TRUE;
    estimated |= map->sites[i].estimated;
  }
  for (guint day = 1; day <= last_day; day++) {
    gboolean found = FALSE;
    for (gsize i = 0; i < map->n_stops && !found; i++)
      found = map->stops[i].day == day;
    if (found)
      add(legend, TY_LEGEND_DAY, day, g_strdup_printf("第 %u 天", day));
  }
  for (guint origin = 0; origin < TY_N_ORIGINS; origin++)
    if (origins[origin])
      add(legend, TY_LEGEND_ORIGIN, origin + (bent[origin] ? 0 : TY_N_ORIGINS),
          g_strdup_printf("%s %s里程", ty_origin_mark((TyOrigin) origin),
                          ty_origin_label((TyOrigin) origin)));
  for (guint level = TY_SITE_RING + 1; level-- > 0;)
    if (on_map[level] && (level > 0 || on_map[1] || on_map[2]))
      add(legend, TY_LEGEND_LEVEL, level, g_strdup(levels[level]));
  if (estimated)
    add(legend, TY_LEGEND_ESTIMATED, 0, g_strdup("位置为估计"));
  if (bent[TY_ORIGIN_PUBLISHED] || bent[TY_ORIGIN_INFERRED] || bent[TY_ORIGIN_ESTIMATED])
    add(legend, TY_LEGEND_NOTE, 0, g_strdup("走向为路网上最快的路，里程另有来源"));
  if (straight)
    add(legend, TY_LEGEND_NOTE, 0, g_strdup("直线只示先后，不是道路走向"));
  add_signs(legend, map);
  add_missing(legend, map);
}

static double sign_width(const TyLegendItem *item) {
  switch (item->kind) {
  case TY_LEGEND_LEVEL:
  case TY_LEGEND_ESTIMATED:
    return 16;
  case TY_LEGEND_NOTE:
  case TY_LEGEND_MISSING:
    return 0;
  default:
    return SIGN_PX;
  }
}

GArray *ty_map_legend(TyCanvas *canvas, const TyMap *map, double x, double width, double *height) {
  GArray *legend = g_array_new(FALSE, FALSE, sizeof(TyLegendItem));
  double at = 0, row = 0;

  g_array_set_clear_func(legend, clear_item);
  collect(legend, map);
  for (guint i = 0; i < legend->len; i++) {
    TyLegendItem *item = &g_array_index(legend, TyLegendItem, i);
    double wide = sign_width(item) + ty_canvas_measure(canvas, item->text, text_style).advance_px;
    if (at > 0 && (at + wide > width || item->kind == TY_LEGEND_MISSING)) {
      at = 0;
      row++;
    }
    item->x = x + at;
    item->y = (row + .5) * ROW_PX;
    at += wide + BETWEEN_PX;
  }
  *height = legend->len ? (row + 1) * ROW_PX : 0;
  return legend;
}

void ty_map_dash(cairo_t *cairo, TyOrigin origin, gboolean straight) {
  static const double dashed[] = {7, 4}, dotted[] = {2, 3.5}, wide[] = {16, 4};

  if (origin == TY_ORIGIN_INFERRED)
    cairo_set_dash(cairo, dashed, 2, 0);
  else if (origin == TY_ORIGIN_ESTIMATED)
    cairo_set_dash(cairo, dotted, 2, 0);
  else if (straight)
    cairo_set_dash(cairo, wide, 2, 0);
  else
    cairo_set_dash(cairo, NULL, 0, 0);
}

void ty_map_legend_draw(TyCanvas *canvas, const GArray *legend) {
  cairo_t *cairo = ty_canvas_cairo(canvas);

  for (guint i = 0; i < legend->len; i++) {
    const TyLegendItem *item = &g_array_index(legend, TyLegendItem, i);
    double baseline = item->y + TY_SIZE_LABEL * .36;

    switch (item->kind) {
    case TY_LEGEND_DAY:
      ty_canvas_colour(canvas, ty_role_day(item->value), 1);
      cairo_set_line_width(cairo, 4);
      cairo_move_to(cairo, item->x, item->y);
      cairo_line_to(cairo, item->x + 18, item->y);
      cairo_stroke(cairo);
      break;
    case TY_LEGEND_ORIGIN:
      ty_canvas_colour(canvas, TY_ROLE_SECONDARY, 1);
      cairo_set_line_width(cairo, 2);
      ty_map_dash(cairo, (TyOrigin) (item->value % TY_N_ORIGINS), item->value >= TY_N_ORIGINS);
      cairo_move_to(cairo, item->x, item->y);
      cairo_line_to(cairo, item->x + 20, item->y);
      cairo_stroke(cairo);
      cairo_set_dash(cairo, NULL, 0, 0);
      break;
    case TY_LEGEND_LEVEL:
      ty_canvas_site(canvas, item->x + 6, item->y, (TySiteLevel) item->value, FALSE);
      break;
    case TY_LEGEND_ESTIMATED:
      ty_canvas_site(canvas, item->x + 6, item->y, TY_SITE_FILLED, TRUE);
      break;
    case TY_LEGEND_NOTE:
    case TY_LEGEND_MISSING:
      break;
    }
    ty_canvas_text(canvas, item->x + sign_width(item), baseline, item->text, text_style,
                   TY_ROLE_SECONDARY);
  }
}
