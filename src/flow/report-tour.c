/* SPDX-License-Identifier: Apache-2.0 */
/* The tours of a report: days, stops with what to look at, pictures, what was left out. */
#include "flow/report-draft.h"

#include <math.h>

/* "宋代 · 国保 · 造像 1933" in a line: what the best facts say of a site. */
static const char *describe_site(TyReportDraft *draft, const json_t *card, TyReportNotes *notes) {
  static const char *const told[] = {"era",      "depicts", "height_m",
                                     "length_m", "count",   "offers_experience"};
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *fact;
  gsize i;
  guint n = 0;

  *notes = (TyReportNotes){0};
  for (gsize t = 0; t < G_N_ELEMENTS(told); t++)
    json_array_foreach(json_object_get(card, "facts"), i, fact) {
      const char *object = ty_draft_text(fact, "object"), *value = ty_draft_text(fact, "value");
      const char *unit = ty_draft_text(fact, "unit"), *qualifier = ty_draft_text(fact, "qualifier");
      if (n >= 5 || (t == 0 && n >= 1) || !g_str_equal(ty_draft_text(fact, "predicate"), told[t]) ||
          json_is_true(json_object_get(fact, "weaker")))
        continue;
      g_string_append_printf(text, "%s%s%s%s%s%s", n ? "；" : "",
                             qualifier && !object ? qualifier : ty_draft_text(fact, "label"),
                             g_str_equal(told[t], "era") || object ? "：" : " ",
                             object ? object : value,
                             object ? ""
                             : unit ? " "
                                    : "",
                             object || !unit ? "" : unit);
      if (n == 0)
        *notes = ty_draft_notes(draft, fact);
      n++;
    }
  return n ? ty_draft_printf(draft, "%s。", text->str) : NULL;
}

static const char *opening_of(TyReportDraft *draft, const json_t *card) {
  json_t *fact;
  gsize i;

  json_array_foreach(
      json_object_get(card, "facts"), i,
      fact) if (g_str_equal(ty_draft_text(fact, "predicate"), "open_hours") &&
                !json_is_true(json_object_get(
                    fact, "weaker"))) return ty_draft_keep(draft, ty_draft_text(fact, "value"));
  return NULL;
}

static gboolean add_stop(TyReportDraft *draft, GArray *stops, const TyTripStop *from,
                         GError **error) {
  json_t *card = ty_show(draft->workspace, from->name, error);
  if (!card)
    return FALSE;
  g_ptr_array_add(draft->answers, card);
  TyReportStop stop = {.name = from->name,
                       .opening = opening_of(draft, card),
                       .arrive_s = from->arrive_s,
                       .depart_s = from->depart_s,
                       .dwell_s = from->dwell_s,
                       .leg_m = from->leg_m,
                       .leg_s = from->leg_s,
                       .leg_origin = from->leg_origin};
  stop.text = describe_site(draft, card, &stop.notes);
  g_array_append_val(stops, stop);
  return TRUE;
}

static gboolean add_days(TyReportDraft *draft, const TyPlannedTrip *trip, TyReportTour *tour,
                         GError **error) {
  GArray *days = g_array_new(FALSE, TRUE, sizeof(TyReportDay));

  for (guint i = 0; i < trip->stops->len;) {
    GArray *stops = g_array_new(FALSE, TRUE, sizeof(TyReportStop));
    guint day = ty_trip_stop(trip, i)->day;
    gboolean added = TRUE;
    while (added && i < trip->stops->len && ty_trip_stop(trip, i)->day == day)
      added = add_stop(draft, stops, ty_trip_stop(trip, i++), error);
    TyReportDay made = {.n_stops = stops->len};
    made.stops = ty_draft_keep_array(draft, stops);
    g_array_append_val(days, made);
    if (!added) {
      g_array_unref(days);
      return FALSE;
    }
  }
  tour->n_days = days->len;
  tour->days = ty_draft_keep_array(draft, days);
  return TRUE;
}

static const char *reason_in_chinese(const char *reason) {
  static const char *const table[][2] = {
      {"no leg leads there", "里程表里没有通到那里的路段"},
      {"closed on every day of the tour", "行程各日都不开放"},
      {"alone it does not fit into a day", "单独一处也放不进一天"},
      {"the days are full; the stops chosen are worth more together",
       "日程已满，所选各处合计更有价值"},
      {"avoided, as asked", "按要求避开"},
      {"not in the order given", "不在给定的顺序里"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    if (g_str_equal(reason, table[i][0]))
      return table[i][1];
  return g_str_has_prefix(reason, "optional") ? "可选停留点，未要求" : reason;
}

static void add_left_out(TyReportDraft *draft, const json_t *answer, TyReportTour *tour) {
  GArray *list = g_array_new(FALSE, TRUE, sizeof(TyReportLeftOut));
  json_t *item;
  gsize i;

  json_array_foreach(json_object_get(answer, "left_out"), i, item) {
    TyReportLeftOut left = {ty_draft_text(item, "name"),
                            reason_in_chinese(ty_draft_text(item, "reason"))};
    g_array_append_val(list, left);
  }
  tour->n_left_out = list->len;
  tour->left_out = ty_draft_keep_array(draft, list);
}

static void add_figures(TyReportDraft *draft, const json_t *answer, TyReportTour *tour) {
  GArray *figures = g_array_new(FALSE, TRUE, sizeof(TyReportFigure));
  gboolean proven = json_is_true(json_object_get(answer, "proven_optimal"));
  TyReportFigure all[] = {
      {"总里程",
       ty_draft_printf(draft, "%g 公里", json_number_value(json_object_get(answer, "total_km")))},
      {"天数", ty_draft_printf(draft, "%zu 天", json_array_size(json_object_get(answer, "days")))},
      {"停留点",
       ty_draft_printf(draft, "%zu 处", json_array_size(json_object_get(answer, "stops")))},
      {"途中（每人）", ty_draft_printf(draft, "¥%g · CO₂ %g 千克",
                                       json_number_value(json_object_get(answer, "ways_cny")),
                                       json_number_value(json_object_get(answer, "co2_kg")))},
      {proven ? "最短路线" : "下界",
       proven ? "已证明"
              : ty_draft_printf(draft, "%g 公里",
                                json_number_value(json_object_get(answer, "lower_bound_km")))},
  };

  g_array_append_vals(figures, all, G_N_ELEMENTS(all));
  tour->n_figures = figures->len;
  tour->figures = ty_draft_keep_array(draft, figures);
}

gboolean ty_draft_add_tour(TyReportDraft *draft, const char *theme, GError **error) {
  TyPlanRequest request = {.theme = theme};
  TyPictureOptions inline_svg = {.format = TY_PICTURE_SVG_INLINE};
  TyPlannedTrip *trip = ty_trip_new(draft->workspace, &request, error);
  TyReportTour tour = {.title = ty_draft_printf(draft, "%s主题线路", theme)};

  if (!trip)
    return FALSE;
  g_ptr_array_add(draft->trips, trip);
  GBytes *map = ty_picture_map(draft->workspace, trip, &inline_svg, NULL);
  GBytes *strip = ty_picture_strip(draft->workspace, trip, &inline_svg, error);
  GArray *pictures = g_array_new(FALSE, TRUE, sizeof(TyReportPicture));
  if (map) {
    TyReportPicture picture = {ty_draft_keep_picture(draft, map),
                               "虚线圈的位置按里程推算，只供示意，不可导航。"};
    g_array_append_val(pictures, picture);
  }
  if (strip) {
    TyReportPicture picture = {ty_draft_keep_picture(draft, strip), NULL};
    g_array_append_val(pictures, picture);
  }
  tour.n_pictures = pictures->len;
  tour.pictures = ty_draft_keep_array(draft, pictures);
  tour.summary = ty_draft_printf(draft, "从%s出发", ty_draft_text(trip->answer, "start"));
  add_figures(draft, trip->answer, &tour);
  add_left_out(draft, trip->answer, &tour);
  if (!strip || !add_days(draft, trip, &tour, error))
    return FALSE;
  g_array_append_val(draft->tours, tour);
  return TRUE;
}
