/* SPDX-License-Identifier: Apache-2.0 */
/* Trains in a chosen tour. A way from the start or a hotel sets out when the day begins, one to a
 * hotel or the end must be done when it ends: at those the timetable is looked up to the minute.
 * Between two stops, whose hour is open while the tour is sought, the party takes taxis. */
#include "flow/choice-journey.h"

#include <math.h>
#include <tuyou/corpus.h>

#define MOST_STATIONS 300

/* Timetable -------------------------------------------------------------------------------------
 */

typedef struct {
  TyTrains *trains;
  GError *rejected; /* the first row that is none */
} Reading;

static gboolean take_row(gsize line, gsize n, char *const *heading, char *const *cells,
                         gpointer data, GError **error) {
  TyTrains *trains = ((Reading *) data)->trains;
  return ty_timetable_add(trains->timetable, trains->file, line, n, heading, cells, error);
}

/* A torn row stops it all: a missing train is worse than a message. */
static void take_reject(const TyReject *reject, gpointer data) {
  Reading *reading = data;
  if (!reading->rejected)
    reading->rejected = g_error_new(TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", reading->trains->file,
                                    reject->line, reject->reason);
}

static gboolean find_stations(TyChoice *choice, GError **error) {
  TyTrains *trains = choice->trains;
  const GPtrArray *stations = trains->timetable->stations;

  if (stations->len == 0 || stations->len > MOST_STATIONS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %u stations, expected 2 to %d",
                trains->file, stations->len, MOST_STATIONS);
    return FALSE;
  }
  for (guint i = 0; i < stations->len; i++) {
    gint64 id = ty_workspace_entity(choice->workspace, stations->pdata[i], error);
    if (!id) {
      g_prefix_error(error, "%s: ", trains->file);
      return FALSE;
    }
    g_array_append_val(trains->ids, id);
  }
  return TRUE;
}

gboolean ty_trains_read(TyChoice *choice, GArray *wanted, GError **error) {
  TyTrains *trains = choice->trains = g_new0(TyTrains, 1);
  Reading reading = {trains, NULL};

  trains->file = g_path_get_basename(choice->request->timetable);
  trains->timetable = ty_timetable_new();
  trains->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  trains->days = g_array_new(FALSE, TRUE, sizeof(TyCalendarDay));
  trains->departures = g_ptr_array_new_with_free_func((GDestroyNotify) ty_departures_free);
  gboolean read =
      ty_corpus_read_table(choice->request->timetable, take_row, take_reject, &reading, error);
  if (read && reading.rejected)
    g_propagate_error(error, g_steal_pointer(&reading.rejected));
  else if (read && find_stations(choice, error)) {
    g_array_append_vals(wanted, trains->ids->data, trains->ids->len);
    return TRUE;
  }
  g_clear_error(&reading.rejected);
  return FALSE;
}

void ty_trains_free(TyTrains *trains) {
  if (!trains)
    return;
  g_free(trains->file);
  ty_timetable_free(trains->timetable);
  g_array_unref(trains->ids);
  g_free(trains->place);
  g_free(trains->train);
  g_array_unref(trains->days);
  g_ptr_array_unref(trains->departures);
  g_free(trains);
}

void ty_trains_places(TyChoice *choice, GHashTable *ty_choice_place) {
  TyTrains *trains = choice->trains;

  trains->place = g_new(guint32, trains->ids->len);
  for (guint i = 0; i < trains->ids->len; i++)
    trains->place[i] = GPOINTER_TO_UINT(
        g_hash_table_lookup(ty_choice_place, &g_array_index(trains->ids, gint64, i)));
}

gboolean ty_trains_near(const TyChoice *choice, guint32 place) {
  for (guint i = 0; choice->trains && i < choice->trains->ids->len; i++)
    if (isfinite(ty_reach_m(choice->reach, choice->trains->place[i], place)))
      return TRUE;
  return FALSE;
}

/* Ways for the search ---------------------------------------------------------------------------
 */

/* The least way whose time and what is kept free last so long. */
static gint32 way_of(const TyChoice *choice, gint64 lasts_s) {
  double slack = ty_trains_slack(choice->request);
  gint64 way_s = MAX((gint64) ((double) lasts_s / (1 + slack)) - 2, 0);

  while (way_s + (gint64) ceil(slack * (double) way_s - 1e-6) < lasts_s)
    way_s++;
  return (gint32) MIN(way_s, TY_NO_WAY - 1);
}

/* A way that must hold on several days: the longest of them counts, and the dearest. */
typedef struct {
  gint64 lasts_s;
  double m, cny, co2_kg;
  gboolean train, never;
} Worst;

static void worst_add(const TyChoice *choice, gsize from, gsize to, gint64 lasts_s,
                      TyJourney *journey, Worst *worst) {
  gint32 direct_s = ty_taxi_s(choice, ty_choice_place(choice, from), ty_choice_place(choice, to));

  if (journey && (direct_s == TY_TOO_LATE || lasts_s < direct_s)) {
    worst->train = TRUE;
    worst->lasts_s = MAX(worst->lasts_s, lasts_s);
    worst->m = MAX(worst->m, journey->m);
    worst->cny = MAX(worst->cny, journey->cny);
    worst->co2_kg = MAX(worst->co2_kg, journey->co2_kg);
  } else if (direct_s != TY_TOO_LATE)
    worst->lasts_s = MAX(worst->lasts_s, direct_s);
  else
    worst->never = TRUE;
}

static void worst_write(TyChoice *choice, gsize from, gsize to, const Worst *worst) {
  gsize n = choice->place_of_node->len, at = from * n + to;

  if (!worst->train || worst->never) {
    choice->way_s[at] = worst->never ? TY_NO_WAY : choice->way_s[at];
    return;
  }
  choice->trains->train[at] = TRUE;
  choice->way_s[at] = way_of(choice, worst->lasts_s);
  choice->way_m[at] = MAX(choice->way_m[at], worst->m);
  choice->way_cny[at] = MAX(choice->way_cny[at], worst->cny);
  choice->way_co2_kg[at] = MAX(choice->way_co2_kg[at], worst->co2_kg);
}

/* From a place to every other node, at the beginning of days first … last. */
static void set_out(TyChoice *choice, gsize from, guint first, guint last) {
  gsize n = choice->place_of_node->len;
  g_autofree Worst *worst = g_new0(Worst, n);

  for (guint day = first; day <= last; day++) {
    TyOutward outward;
    ty_outward_init(&outward, choice, day, ty_choice_place(choice, from),
                    choice->days[day].start_s);
    for (gsize to = 0; to < n; to++) {
      TyJourney journey = {0};
      gboolean found = ty_outward_journey(&outward, ty_choice_place(choice, to), &journey);
      worst_add(choice, from, to, (gint64) journey.arrives_s - outward.leaves_s,
                found ? &journey : NULL, &worst[to]);
      ty_journey_clear(&journey);
    }
    ty_outward_clear(&outward);
  }
  for (gsize to = 0; to < n; to++)
    if (to != from)
      worst_write(choice, from, to, &worst[to]);
}

/* To a place from every stop, by the end of days first … last. A second more for the rounding of
 * what is kept free. */
static void come_home(TyChoice *choice, gsize to, guint first, guint last) {
  gsize n_stops = choice->candidates->len;
  g_autofree Worst *worst = g_new0(Worst, n_stops + 1);

  for (guint day = first; day <= last; day++)
    for (int evening = 0; evening < 2; evening++) {
      gint32 until_s = evening ? choice->days[day].evening_until_s : choice->days[day].until_s;
      TyHomeward homeward;
      ty_homeward_init(&homeward, choice, day, ty_choice_place(choice, to), until_s);
      for (gsize from = 0; from < n_stops; from++) {
        TyJourney journey = {0};
        if (g_array_index(choice->candidates, TyChoiceSite, from).evening != evening)
          continue;
        gboolean found = ty_homeward_journey(&homeward, ty_choice_place(choice, from), &journey);
        worst_add(choice, from, to, (gint64) until_s - journey.leaves_s + 1,
                  found ? &journey : NULL, &worst[from]);
        ty_journey_clear(&journey);
      }
      ty_homeward_clear(&homeward);
    }
  for (gsize from = 0; from < n_stops; from++)
    worst_write(choice, from, to, &worst[from]);
}

gboolean ty_trains_ways(TyChoice *choice, guint n_days, GError **error) {
  TyTrains *trains = choice->trains;
  gsize n = choice->place_of_node->len, first_place = choice->candidates->len;

  trains->train = g_new0(gboolean, n * n + 1);
  for (guint day = 0; day < n_days; day++) {
    TyCalendarDay date;
    if (choice->request->date) {
      if (!ty_day_parse(choice->request->date, day, &date, error))
        return FALSE;
      g_array_append_val(trains->days, date);
    }
    g_ptr_array_add(trains->departures,
                    ty_departures_new(trains->timetable, choice->request->date ? &date : NULL));
  }
  for (gsize h = 0; n_days > 1 && h < choice->problem.n_hotels; h++) {
    set_out(choice, first_place + choice->hotels[h], 1, n_days - 1);
    come_home(choice, first_place + choice->hotels[h], 0, n_days - 2);
  }
  if (choice->start >= 0)
    set_out(choice, first_place + (gsize) choice->start, 0, 0);
  if (choice->end >= 0)
    come_home(choice, first_place + (gsize) choice->end, n_days - 1, n_days - 1);
  return TRUE;
}
