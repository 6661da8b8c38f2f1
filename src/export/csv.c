/* SPDX-License-Identifier: Apache-2.0 */
#include "export/trip.h"

#include "base/csv-guard.h"
#include "base/csv.h"
#include "base/number.h"

#include <math.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void append_number(GString *out, double value, int decimals) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (!isnan(value))
    ty_number_append(text, value, decimals);
  ty_csv_append(out, text->str, FALSE);
}

static void append_minutes(GString *out, gint32 time_s) {
  append_number(out, time_s == TY_NO_TIME ? NAN : floor((time_s + 30) / 60.0), 0);
}

static void append_time(GString *out, gint32 time_s) {
  g_autoptr(GString) text = g_string_new(NULL);
  ty_append_clock(text, time_s);
  ty_csv_append(out, text->str, FALSE);
}

static const char *mode_label(const char *mode) {
  static const char *const labels[][2] = {{"car", "小汽车"},
                                          {"coach", "大巴"},
                                          {"taxi", "出租车"},
                                          {"walk", "步行"},
                                          {"train", "火车"}};

  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
    if (g_strcmp0(mode, labels[i][0]) == 0)
      return labels[i][1];
  return mode ? mode : "";
}

static void append_way(GString *out, const TyTripStop *stop) {
  gboolean known = stop->leg_mode != NULL;

  ty_csv_append(out, mode_label(stop->leg_mode), FALSE);
  append_time(out, known ? stop->leg_depart_s : TY_NO_TIME);
  append_time(out, known ? stop->leg_arrive_s : TY_NO_TIME);
  append_number(out, known ? stop->leg_cny : NAN, 2);
  append_number(out, known ? stop->leg_co2_kg : NAN, 2);
}

static void append_row(GString *out, const TyTripStop *stop, gsize number) {
  static const char *const roles[] = {"停留点", "起点", "住宿", "终点"};
  g_autofree char *day = g_strdup_printf("%u", stop->day);
  gboolean has_leg = !isnan(stop->leg_m), placed = ty_trip_has_position(stop);

  ty_csv_append(out, day, TRUE);
  append_number(out, stop->role == TY_TRIP_VISIT ? (double) number : NAN, 0);
  ty_csv_append_guarded(out, stop->name, FALSE);
  append_time(out, stop->arrive_s);
  append_time(out, stop->depart_s);
  append_minutes(out, ty_trip_dwell_s(stop));
  append_number(out, stop->leg_m / 1000, 3);
  append_minutes(out, stop->leg_s);
  ty_csv_append(out, has_leg ? ty_origin_label(stop->leg_origin) : "", FALSE);
  append_number(out, stop->lon_deg, 6);
  append_number(out, stop->lat_deg, 6);
  ty_csv_append(out, !placed ? "缺" : stop->position_estimated ? "估计" : "有", FALSE);
  ty_csv_append_guarded(out, stop->note ? stop->note : "", FALSE);
  ty_csv_append(out, roles[stop->role], FALSE);
  append_way(out, stop);
  g_string_append(out, "\r\n");
}

GBytes *ty_export_csv(const TyTrip *trip, gboolean mark, GError **error) {
  static const char *const headings[] = {"天",
                                         "序号",
                                         "名称",
                                         "到达",
                                         "离开",
                                         "停留（分钟）",
                                         "里程（公里）",
                                         "行车（分钟）",
                                         "里程来源",
                                         "经度",
                                         "纬度",
                                         "坐标",
                                         "备注",
                                         "类别",
                                         "方式",
                                         "上一处出发",
                                         "到达本处",
                                         "路费（元）",
                                         "二氧化碳（千克）"};
  gsize number = 0;

  if (!ty_trip_check(trip, error))
    return NULL;
  GString *out = g_string_new(mark ? BYTE_ORDER_MARK : NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(headings); i++)
    ty_csv_append(out, headings[i], i == 0);
  g_string_append(out, "\r\n");
  for (gsize i = 0; i < trip->n_stops; i++)
    append_row(out, &trip->stops[i], trip->stops[i].role == TY_TRIP_VISIT ? ++number : 0);
  return g_string_free_to_bytes(out);
}
