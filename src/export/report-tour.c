/* SPDX-License-Identifier: Apache-2.0 */
#include "export/report.h"
#include "export/trip.h"

#include "base/number.h"

#include <math.h>

#define DAY_FROM_S (8 * 3600) /* the hours bar shows at least 8:00–19:00 */
#define DAY_UNTIL_S (19 * 3600)
#define N_DAY_COLOURS 7

/* "1 小时 40 分". */
static void append_duration(GString *out, gint32 duration_s) {
  int minutes = duration_s > 0 ? MAX((duration_s + 30) / 60, 1) : 0;

  if (minutes >= 60)
    g_string_append_printf(out, "%d 小时", minutes / 60);
  if (minutes >= 60 && minutes % 60)
    g_string_append_c(out, ' ');
  if (minutes < 60 || minutes % 60)
    g_string_append_printf(out, "%d 分", minutes % 60);
}

static void append_leg(GString *out, const TyReportStop *stop) {
  if (isnan(stop->leg_m) && stop->leg_s == TY_NO_TIME)
    return;
  g_string_append(out, "<li class=\"leg num\">↓ ");
  if (!isnan(stop->leg_m)) {
    ty_number_append(out, stop->leg_m / 1000, 2);
    g_string_append(out, " 公里");
  }
  if (stop->leg_s != TY_NO_TIME) {
    g_string_append(out, isnan(stop->leg_m) ? "" : " · ");
    append_duration(out, stop->leg_s);
  }
  g_string_append_printf(out, " <span class=\"o\" title=\"%s\">%s</span></li>\n",
                         ty_origin_label(stop->leg_origin), ty_origin_mark(stop->leg_origin));
}

static void append_stop(GString *out, const TyReportStop *stop, gsize number) {
  g_string_append_printf(out, "<li class=\"stop\"><span class=\"no\">%zu</span>", number);
  ty_report_text(out, "<b>", stop->name, "");
  ty_report_notes(out, &stop->notes);
  g_string_append(out, "</b>");
  if (stop->arrive_s != TY_NO_TIME || stop->dwell_s != TY_NO_TIME || stop->opening) {
    g_string_append(out, "<small class=\"num\">");
    if (stop->arrive_s != TY_NO_TIME && stop->depart_s != TY_NO_TIME) {
      ty_append_clock(out, stop->arrive_s);
      g_string_append(out, "–");
      ty_append_clock(out, stop->depart_s);
    }
    if (stop->dwell_s != TY_NO_TIME) {
      g_string_append(out, stop->arrive_s != TY_NO_TIME ? " · " : "停留 ");
      append_duration(out, stop->dwell_s);
    }
    ty_report_text(out, "<br>开放 ", stop->opening, "");
    g_string_append(out, "</small>");
  }
  ty_report_text(out, "<p>", stop->text, "</p>");
  g_string_append(out, "</li>\n");
}

/* When one is at a stop, as dark pieces of the day. */
static void append_hours(GString *out, const TyReportDay *day) {
  gint32 from = DAY_FROM_S, until = DAY_UNTIL_S;
  gboolean any = FALSE;

  for (gsize i = 0; i < day->n_stops; i++)
    if (day->stops[i].arrive_s != TY_NO_TIME && day->stops[i].depart_s != TY_NO_TIME) {
      from = MIN(from, day->stops[i].arrive_s / 3600 * 3600);
      until = MAX(until, (day->stops[i].depart_s + 3599) / 3600 * 3600);
      any = TRUE;
    }
  if (!any)
    return;
  g_string_append(out, "<div class=\"hours\">");
  for (gsize i = 0; i < day->n_stops; i++) {
    const TyReportStop *stop = &day->stops[i];
    if (stop->arrive_s == TY_NO_TIME || stop->depart_s == TY_NO_TIME)
      continue;
    g_string_append(out, "<i style=\"left:");
    ty_number_append(out, 100.0 * (stop->arrive_s - from) / (until - from), 2);
    g_string_append(out, "%;width:");
    ty_number_append(out, 100.0 * MAX(stop->depart_s - stop->arrive_s, 0) / (until - from), 2);
    g_string_append(out, "%\"></i>");
  }
  g_string_append(out, "</div><div class=\"ends num\"><span>");
  ty_append_clock(out, from);
  g_string_append(out, "</span><span>");
  ty_append_clock(out, until);
  g_string_append(out, "</span></div>\n");
}

static void append_day(GString *out, const TyReportDay *day, gsize index, gsize *number) {
  guint colour = (guint) (index % N_DAY_COLOURS) + 1;
  double length_m = 0;
  gboolean known = FALSE;

  for (gsize i = 0; i < day->n_stops; i++)
    if (!isnan(day->stops[i].leg_m)) {
      length_m += day->stops[i].leg_m;
      known = TRUE;
    }
  g_string_append_printf(
      out, "<div class=\"day\" style=\"--c:var(--day-%u);--on:var(--on-day-%u)\">\n<h3>", colour,
      colour);
  if (day->title && *day->title)
    ty_html_append(out, day->title);
  else
    g_string_append_printf(out, "第 %zu 天", index + 1);
  g_string_append_printf(out, "<span class=\"num\">%zu 处", day->n_stops);
  if (known) {
    g_string_append(out, " · ");
    ty_number_append(out, length_m / 1000, 2);
    g_string_append(out, " 公里");
  }
  g_string_append(out, "</span></h3>\n");
  ty_report_text(out, "<small>", day->date, "</small>\n");
  append_hours(out, day);
  g_string_append(out, "<ol class=\"stops\">\n");
  for (gsize i = 0; i < day->n_stops; i++) {
    append_leg(out, &day->stops[i]);
    append_stop(out, &day->stops[i], ++*number);
  }
  g_string_append(out, "</ol>\n</div>\n");
}

/* The origins that the tour's lengths have. */
static void append_legend(GString *out, const TyReportTour *tour) {
  gboolean used[TY_N_ORIGINS] = {0}, any = FALSE;

  for (gsize d = 0; d < tour->n_days; d++)
    for (gsize i = 0; i < tour->days[d].n_stops; i++)
      if (!isnan(tour->days[d].stops[i].leg_m))
        any = used[tour->days[d].stops[i].leg_origin] = TRUE;
  if (!any)
    return;
  g_string_append(out, "<ul class=\"legend\"><li>里程来源：</li>");
  for (guint origin = 0; origin < TY_N_ORIGINS; origin++)
    if (used[origin])
      g_string_append_printf(out, "<li><span class=\"o\">%s</span> %s</li>",
                             ty_origin_mark((TyOrigin) origin), ty_origin_label((TyOrigin) origin));
  g_string_append(out, "</ul>\n");
}

static void append_left_out(GString *out, const TyReportTour *tour) {
  if (tour->n_left_out == 0)
    return;
  g_string_append(out, "<h3>未列入的地点</h3>\n<div class=\"scroll\"><table><tr><th>地点</th>"
                       "<th>原因</th></tr>\n");
  for (gsize i = 0; i < tour->n_left_out; i++) {
    ty_report_text(out, "<tr><td>", tour->left_out[i].name, "</td>");
    ty_report_text(out, "<td>", tour->left_out[i].reason, "</td>");
    g_string_append(out, "</tr>\n");
  }
  g_string_append(out, "</table></div>\n");
}

void ty_report_tour(GString *out, const TyReportTour *tour, gsize index) {
  gsize number = 0;

  g_string_append_printf(out, "<section id=\"tour-%zu\">\n", index + 1);
  ty_report_text(out, "<h2>", tour->title, "</h2>\n");
  ty_report_text(out, "<p>", tour->summary, "</p>\n");
  ty_report_text(out, "<p class=\"conflict\">", tour->conflict, "</p>\n");
  ty_report_figures(out, tour->figures, tour->n_figures);
  g_string_append(out, "<div class=\"days\">\n");
  for (gsize d = 0; d < tour->n_days; d++)
    append_day(out, &tour->days[d], d, &number);
  g_string_append(out, "</div>\n");
  append_legend(out, tour);
  ty_report_pictures(out, tour->pictures, tour->n_pictures);
  append_left_out(out, tour);
  g_string_append(out, "</section>\n");
}
