/* SPDX-License-Identifier: Apache-2.0 */
/* Checks a plan by the problem alone; shares nothing with the search that made it. */
#include <tuyou/itinerary.h>

#include <math.h>

typedef struct {
  const TyItinerary *problem;
  const TyItineraryPlan *plan;
  gsize day;
  guint first, end; /* visits of the day */
  GError **error;
} Walk;

static gboolean wrong(const Walk *walk, gint64 stop, gint64 time_s, const char *what) {
  g_set_error(walk->error, TY_ERROR, TY_ERROR_INFEASIBLE,
              "day %zu, stop %" G_GINT64_FORMAT ", %02d:%02d:%02d: %s", walk->day + 1, stop,
              (int) (time_s / 3600), (int) (time_s / 60 % 60), (int) (time_s % 60), what);
  return FALSE;
}

static const TyVisit *visit_at(const Walk *walk, guint i) {
  return &g_array_index(walk->plan->visits, TyVisit, i);
}

static gint64 free_s(const Walk *walk, gint64 busy_s) {
  return (gint64) ceil(walk->problem->slack * (double) busy_s - 1e-6);
}

static gssize night_after(const Walk *walk, gsize day) { return walk->plan->nights[day]; }

static gssize sets_out_from(const Walk *walk) {
  return walk->day ? night_after(walk, walk->day - 1) : walk->problem->start;
}

static gint64 way_s(const Walk *walk, gssize from, gssize to) {
  return from < 0 || to < 0 || from == to
             ? 0
             : walk->problem->way_s[(gsize) from * walk->problem->n_nodes + (gsize) to];
}

static gboolean check_hours(const Walk *walk, const TyVisit *visit) {
  const TyItineraryStop *stop = &walk->problem->stops[visit->stop];
  gint32 dwell_s = visit->depart_s - visit->begin_s;
  gint32 least_s = stop->dwell_min_s > 0 ? MIN(stop->dwell_min_s, stop->dwell_s) : stop->dwell_s;

  if (visit->begin_s < visit->arrive_s)
    return wrong(walk, visit->stop, visit->begin_s, "begins before it is reached");
  if (dwell_s < least_s || dwell_s > stop->dwell_s)
    return wrong(walk, visit->stop, visit->depart_s, "is shorter or longer than wished");
  if (!stop->opening)
    return TRUE;
  const TyOpening *opening = &stop->opening[walk->day];
  gboolean in_break = opening->break_from_s < opening->break_until_s &&
                      visit->begin_s < opening->break_until_s &&
                      visit->depart_s > opening->break_from_s;
  if (visit->begin_s < opening->open_s || visit->depart_s > opening->close_s || in_break ||
      (opening->last_entry_s && visit->begin_s > opening->last_entry_s))
    return wrong(walk, visit->stop, visit->begin_s, "is not open");
  return TRUE;
}

/* Lunch taken at a visit, before or after it: the minutes it holds up the one or the other. */
static gboolean check_lunch(const Walk *walk, const TyVisit *visit, gint64 *after_s) {
  const TyItinerary *problem = walk->problem;

  *after_s = visit->depart_s;
  if (visit->lunch_at_s < 0)
    return TRUE;
  if (visit->lunch_at_s < problem->lunch_from_s || visit->lunch_at_s > problem->lunch_until_s)
    return wrong(walk, visit->stop, visit->lunch_at_s, "lunch is outside its span");
  if (visit->lunch_at_s >= visit->depart_s)
    *after_s = visit->lunch_at_s + problem->lunch_s;
  else if (visit->lunch_at_s < visit->arrive_s ||
           visit->lunch_at_s + problem->lunch_s > visit->begin_s)
    return wrong(walk, visit->stop, visit->lunch_at_s, "lunch overlaps the visit");
  return TRUE;
}

static gboolean check_day(Walk *walk) {
  const TyItinerary *problem = walk->problem;
  const TyItineraryDay *span = &problem->days[walk->day];
  gssize from = sets_out_from(walk);
  gsize n_days = problem->n_days;
  gssize to = walk->day + 1 == n_days ? problem->end
              : problem->n_hotels     ? night_after(walk, walk->day)
                                      : -1;
  gint64 time_s = span->start_s, dwell_s = 0;
  guint n_lunches = 0;
  gboolean evening = FALSE;

  if (problem->max_stops && walk->end - walk->first > problem->max_stops)
    return wrong(walk, -1, time_s, "has too many stops");
  for (guint i = walk->first; i < walk->end; i++) {
    const TyVisit *visit = visit_at(walk, i);
    gint64 road_s = way_s(walk, from, visit->stop);
    if (road_s >= TY_NO_WAY || visit->travel_s != road_s)
      return wrong(walk, visit->stop, visit->arrive_s, "the way there is another");
    if (visit->arrive_s < time_s + road_s + free_s(walk, road_s + dwell_s))
      return wrong(walk, visit->stop, visit->arrive_s, "cannot be reached so early");
    if (!check_hours(walk, visit) || !check_lunch(walk, visit, &time_s))
      return FALSE;
    n_lunches += visit->lunch_at_s >= 0;
    dwell_s = visit->depart_s - visit->begin_s;
    evening = problem->stops[visit->stop].evening;
    from = visit->stop;
  }
  gint64 last_s = way_s(walk, from, to);
  if (last_s >= TY_NO_WAY)
    return wrong(walk, -1, time_s, "no way leads to its end");
  time_s += last_s + free_s(walk, last_s + dwell_s);
  if (walk->plan->end_s[walk->day] < time_s)
    return wrong(walk, -1, time_s, "ends later than said");
  if (time_s > (evening ? span->evening_until_s : span->until_s))
    return wrong(walk, -1, time_s, "lasts too long");
  if (problem->lunch_s && walk->end > walk->first && time_s > problem->lunch_until_s &&
      n_lunches != 1)
    return wrong(walk, -1, time_s, "has no lunch, or two");
  return TRUE;
}

static gboolean check_nights(Walk *walk) {
  const TyItinerary *problem = walk->problem;
  gssize last = problem->start;

  for (gsize day = 0; day + 1 < problem->n_days; day++) {
    gboolean known = problem->n_hotels == 0;
    for (guint i = 0; i < walk->plan->visits->len; i++)
      if (visit_at(walk, i)->day == day)
        last = visit_at(walk, i)->stop;
    for (gsize h = 0; h < problem->n_hotels; h++)
      known = known || night_after(walk, day) == (gssize) problem->hotels[h];
    walk->day = day;
    if (!known || (!problem->n_hotels && night_after(walk, day) != last))
      return wrong(walk, -1, walk->plan->end_s[day], "the night is at no hotel of the list");
  }
  return TRUE;
}

static gboolean check_once(Walk *walk) {
  for (guint i = 0; i < walk->plan->visits->len; i++)
    for (guint j = 0; j < i; j++) {
      guint32 a = visit_at(walk, i)->stop, b = visit_at(walk, j)->stop;
      guint32 group = walk->problem->stops[a].group;
      walk->day = visit_at(walk, i)->day;
      if (a == b || (group && group == walk->problem->stops[b].group))
        return wrong(walk, a, visit_at(walk, i)->begin_s, "is visited twice");
    }
  return TRUE;
}

/* Whether a wish came true. */
static gboolean holds(const Walk *walk, const TyItineraryWish *wish) {
  gssize at_a = -1, at_b = -1;
  double n = 0;

  for (guint i = 0; i < walk->plan->visits->len; i++) {
    const TyVisit *visit = visit_at(walk, i);
    gboolean in_time = (wish->day < 0 || wish->day == (gint) visit->day) &&
                       ((!wish->from_s && !wish->until_s) ||
                        (visit->begin_s >= wish->from_s && visit->begin_s <= wish->until_s));
    if (visit->stop == wish->a && (wish->kind != TY_WISH_VISIT || in_time))
      at_a = i;
    if (visit->stop == wish->b)
      at_b = i;
    if (wish->kind == TY_WISH_AT_LEAST || wish->kind == TY_WISH_AT_MOST)
      n += walk->problem->stops[visit->stop].themes >> wish->a & 1;
  }
  switch (wish->kind) {
  case TY_WISH_VISIT:
    return at_a >= 0;
  case TY_WISH_AT_LEAST:
    return n >= wish->amount;
  case TY_WISH_AT_MOST:
    return n <= wish->amount;
  case TY_WISH_BEFORE:
    return at_a < 0 || at_b < 0 || at_a < at_b;
  default:
    return walk->plan->cost_cny <= wish->amount + 1e-6;
  }
}

/* The costs, counted anew. */
static gboolean check_cost(const Walk *walk) {
  const TyItinerary *problem = walk->problem;
  double sum = 0;
  guint i = 0;

  for (gsize day = 0; day < problem->n_days; day++) {
    gssize from = day ? night_after(walk, day - 1) : problem->start;
    gssize to = day + 1 == problem->n_days ? problem->end : night_after(walk, day);
    for (; i < walk->plan->visits->len && visit_at(walk, i)->day == day; i++) {
      guint32 stop = visit_at(walk, i)->stop;
      sum += problem->stops[stop].day_cny ? problem->stops[stop].day_cny[day]
                                          : problem->stops[stop].cost_cny;
      if (problem->way_cny && from >= 0 && from != (gssize) stop)
        sum += problem->way_cny[(gsize) from * problem->n_nodes + stop];
      from = stop;
    }
    if (problem->way_cny && from >= 0 && to >= 0 && from != to)
      sum += problem->way_cny[(gsize) from * problem->n_nodes + (gsize) to];
    for (gsize h = 0; day + 1 < problem->n_days && problem->hotel_cny && h < problem->n_hotels; h++)
      if (to == (gssize) problem->hotels[h]) {
        sum += problem->hotel_cny[h];
        break;
      }
  }
  if (fabs(sum - walk->plan->cost_cny) > 1e-6 * (1 + sum)) {
    g_set_error(walk->error, TY_ERROR, TY_ERROR_INFEASIBLE, "it costs %g CNY, not %g", sum,
                walk->plan->cost_cny);
    return FALSE;
  }
  return TRUE;
}

gboolean ty_itinerary_check(const TyItinerary *problem, const TyItineraryPlan *plan,
                            GError **error) {
  Walk walk = {.problem = problem, .plan = plan, .error = error};

  for (gsize day = 0; day < problem->n_days; day++) {
    walk.day = day;
    walk.first = walk.end;
    while (walk.end < plan->visits->len && visit_at(&walk, walk.end)->day == day)
      walk.end++;
    if (!check_day(&walk))
      return FALSE;
  }
  if (walk.end != plan->visits->len)
    return wrong(&walk, -1, 0, "visits are not in order of days");
  if (!check_once(&walk) || !check_nights(&walk) || !check_cost(&walk))
    return FALSE;
  for (gsize i = 0; i < problem->n_wishes; i++)
    if (!plan->unmet[i] && !holds(&walk, &problem->wishes[i])) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "wish %zu did not come true", i);
      return FALSE;
    }
  return TRUE;
}
