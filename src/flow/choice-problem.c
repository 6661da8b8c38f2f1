/* SPDX-License-Identifier: Apache-2.0 */
/* Hours, prices, ways and days of a tour to be chosen, put together as a problem. */
#include "flow/choice.h"
#include "flow/clock.h"
#include "flow/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define EVENING_MINUTES 90
#define HOME_MINUTES 90
#define LUNCH_MINUTES 60

/* A festival or performance makes a site worth more on its day, a season a little. */
#define FESTIVAL_FACTOR 1.5
#define SEASON_FACTOR 1.2

/* Ways ------------------------------------------------------------------------------------------
 */

static void fill_ways(TyChoice *choice) {
  gsize n = choice->place_of_node->len;

  choice->way_s = g_new(gint32, n * n);
  choice->way_m = g_new(double, n *n);
  choice->way_cny = g_new(double, n *n);
  choice->way_co2_kg = g_new(double, n *n);
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      guint32 from = g_array_index(choice->place_of_node, guint32, a),
              to = g_array_index(choice->place_of_node, guint32, b);
      double length_m = ty_reach_m(choice->reach, from, to);
      double seconds = ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to));
      gboolean leads = isfinite(length_m) && seconds < 7 * 86400;
      choice->way_s[a * n + b] = leads ? (gint32) ceil(seconds - 1e-9) : TY_NO_WAY;
      choice->way_m[a * n + b] = leads ? length_m : 0;
      choice->way_cny[a * n + b] = leads ? ty_travel_cny(&choice->travel, length_m) : 0;
      choice->way_co2_kg[a * n + b] = leads ? ty_travel_co2_kg(&choice->travel, length_m) : 0;
    }
}

/* Stops -----------------------------------------------------------------------------------------
 */

static double ticket_cny(TyChoice *choice, gint64 id, GError **error) {
  g_autofree char *text = NULL;

  if (!ty_best_value(choice->workspace, id, "ticket_cny", &text, error))
    return -1;
  double price = text ? g_ascii_strtod(text, NULL) : 0;
  return isfinite(price) && price > 0 ? price : 0;
}

static gboolean fill_events(TyChoice *choice, gsize n_days, GError **error) {
  const TyPlanRequest *request = choice->request;
  gsize n = choice->candidates->len;

  choice->events = g_ptr_array_new_with_free_func(g_free);
  choice->day_factor = g_new(double, n *n_days + 1);
  choice->day_cny = g_new(double, n *n_days + 1);
  for (gsize i = 0; i < n; i++)
    for (guint day = 0; day < n_days; day++) {
      TyEventOn event = {0};
      gint64 id = g_array_index(choice->candidates, TyChoiceSite, i).id;
      if (request->date && !ty_event_at(choice->workspace, id, request->date, day, &event, error))
        return FALSE;
      choice->day_factor[i * n_days + day] = event.festival ? FESTIVAL_FACTOR
                                             : event.season ? SEASON_FACTOR
                                                            : 1;
      choice->day_cny[i * n_days + day] = event.free_entry ? 0 : NAN;
      g_ptr_array_add(choice->events, event.name);
    }
  return TRUE;
}

static gboolean fill_stops(TyChoice *choice, gsize n_days, GError **error) {
  const TyPlanRequest *request = choice->request;
  gsize n = choice->candidates->len;
  g_autofree gint64 *ids = g_new(gint64, n + 1);
  g_autofree gint32 *wished_s = g_new(gint32, n + 1), *least_s = g_new(gint32, n + 1),
                    *most_s = g_new(gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    ids[i] = g_array_index(choice->candidates, TyChoiceSite, i).id;
  choice->openings =
      ty_openings_of(choice->workspace, ids, n, request->date, (guint) n_days, error);
  if (!choice->openings ||
      !ty_dwell_of(choice->workspace, ids, n, request->dwell_hours > 0 ? request->dwell_hours : 2,
                   wished_s, least_s, most_s, error) ||
      !fill_events(choice, n_days, error))
    return FALSE;
  choice->stops = g_new0(TyItineraryStop, n + 1);
  for (gsize i = 0; i < n; i++) {
    const TyChoiceSite *site = &g_array_index(choice->candidates, TyChoiceSite, i);
    double price = ticket_cny(choice, site->id, error);
    if (price < 0)
      return FALSE;
    choice->stops[i] = (TyItineraryStop){.dwell_s = wished_s[i],
                                         .dwell_min_s = least_s[i],
                                         .score = site->score,
                                         .day_factor = &choice->day_factor[i * n_days],
                                         .themes = site->themes,
                                         .theme = site->theme,
                                         .cost_cny = price,
                                         .day_cny = &choice->day_cny[i * n_days],
                                         .opening = &choice->openings[i * n_days],
                                         .group = (guint32) site->id,
                                         .evening = site->evening};
    for (gsize day = 0; day < n_days; day++)
      if (site->evening || isnan(choice->day_cny[i * n_days + day]))
        choice->day_cny[i * n_days + day] = site->evening ? 0 : price;
    if (!site->evening)
      continue;
    choice->stops[i].dwell_s = choice->stops[i].dwell_min_s = EVENING_MINUTES * 60;
    choice->stops[i].cost_cny = 0;
    for (gsize day = 0; day < n_days; day++)
      choice->openings[i * n_days + day] =
          (TyOpening){.open_s = choice->evening_s,
                      .close_s = choice->evening_s + EVENING_MINUTES * 60,
                      .last_entry_s = choice->evening_s};
  }
  return TRUE;
}

/* Evening's twins stand where their sites do: their nodes go between the sites and the places. */
static void add_twins(TyChoice *choice) {
  guint n_sites = choice->place_of_node->len - choice->places->len;

  for (guint i = n_sites; i < choice->candidates->len; i++) {
    gint64 id = g_array_index(choice->candidates, TyChoiceSite, i).id;
    guint site = GPOINTER_TO_UINT(g_hash_table_lookup(choice->by_id, &id)) - 1;
    guint32 place = g_array_index(choice->place_of_node, guint32, site);
    g_array_insert_val(choice->place_of_node, i, place);
  }
}

/* Days ------------------------------------------------------------------------------------------
 */

static gboolean fill_days(TyChoice *choice, gsize n_days, GError **error) {
  const TyPlanRequest *request = choice->request;
  gint32 start_s, length_s;

  if (!ty_clock_day(request, &start_s, &length_s, error))
    return FALSE;
  choice->days = g_new(TyItineraryDay, n_days);
  for (gsize day = 0; day < n_days; day++) {
    gint32 until_s = start_s + length_s;
    gint32 evening_s = choice->evening_theme < 0
                           ? until_s
                           : choice->evening_s + (EVENING_MINUTES + HOME_MINUTES) * 60;
    choice->days[day] = (TyItineraryDay){start_s, until_s, MAX(until_s, evening_s)};
  }
  return TRUE;
}

gboolean ty_choice_problem(TyChoice *choice, GError **error) {
  const TyPlanRequest *request = choice->request;
  gsize n_days = MAX(request->n_days, 1), n_hotels = choice->problem.n_hotels;
  gssize first_place = (gssize) choice->candidates->len;
  gint32 lunch_from_s = 11 * 3600 + 1800; /* who sets out later has had it */

  add_twins(choice);
  if (n_days > TY_ITINERARY_MAX_DAYS) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--days: found %u, expected 1 to %d",
                request->n_days, TY_ITINERARY_MAX_DAYS);
    return FALSE;
  }
  fill_ways(choice);
  if (!fill_stops(choice, n_days, error) || !fill_days(choice, n_days, error))
    return FALSE;
  if (choice->trains && !ty_trains_ways(choice, (guint) n_days, error))
    return FALSE;
  for (gsize h = 0; h < n_hotels; h++)
    choice->hotels[h] += (guint32) first_place;
  choice->problem =
      (TyItinerary){.n_nodes = choice->place_of_node->len,
                    .n_stops = choice->candidates->len,
                    .stops = choice->stops,
                    .way_s = choice->way_s,
                    .way_m = choice->way_m,
                    .way_cny = choice->way_cny,
                    .way_co2_kg = choice->way_co2_kg,
                    .n_days = n_days,
                    .days = choice->days,
                    .start = choice->start < 0 ? -1 : first_place + choice->start,
                    .end = choice->end < 0 ? -1 : first_place + choice->end,
                    .n_hotels = n_hotels,
                    .hotels = choice->hotels,
                    .hotel_cny = choice->hotel_cny,
                    .max_stops = request->max_stops ? request->max_stops : 4,
                    .slack = request->slack < 0   ? 0
                             : request->slack > 0 ? request->slack
                                                  : .1,
                    .lunch_s = lunch_from_s > choice->days[0].start_s ? LUNCH_MINUTES * 60 : 0,
                    .lunch_from_s = lunch_from_s,
                    .lunch_until_s = 14 * 3600,
                    .n_themes = choice->themes->len,
                    .theme_decay = .92,
                    .hour_weight = .3,
                    .n_wishes = choice->wishes->len,
                    .wishes = (const TyItineraryWish *) (const void *) choice->wishes->data};
  return TRUE;
}
