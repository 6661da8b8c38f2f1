/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/reach.h"

#include "flow/position.h"

#include <math.h>
#include <string.h>

/* Roads are this much longer than the great circle where no known leg tells better. */
#define USUAL_DETOUR 1.4

typedef struct {
  TyReach *reach;
  GHashTable *places; /* gint64 id → place + 1 */
  TyOrigin least_trusted;
} Gathering;

static guint32 place_of(Gathering *gathering, gint64 id, const char *name) {
  guint32 place = GPOINTER_TO_UINT(g_hash_table_lookup(gathering->places, &id));

  if (place == 0) {
    g_array_append_val(gathering->reach->ids, id);
    g_ptr_array_add(gathering->reach->names, g_strdup(name));
    place = gathering->reach->ids->len;
    g_hash_table_insert(gathering->places, g_memdup2(&id, sizeof id), GUINT_TO_POINTER(place));
  }
  return place - 1;
}

static gboolean take_leg(const TyAtlasLeg *row, const char *file, gpointer data, GError **error) {
  Gathering *gathering = data;
  TyLeg leg = {.length_m = row->length_m, .duration_s = row->duration_s};
  (void) error;

  if (!ty_origin_parse(row->origin, &leg.origin) || leg.origin > gathering->least_trusted)
    return TRUE;
  leg.a = place_of(gathering, row->a, row->a_name);
  leg.b = place_of(gathering, row->b, row->b_name);
  g_array_append_val(gathering->reach->legs, leg);
  g_ptr_array_add(gathering->reach->origins_of_legs,
                  g_strdup_printf("%s:%" G_GINT64_FORMAT "%s%s%s", file ? file : "", row->line,
                                  row->citation ? " (" : "", row->citation ? row->citation : "",
                                  row->citation ? ")" : ""));
  return TRUE;
}

static gboolean name_wanted(const TyEntity *entity, gpointer data, GError **error) {
  GHashTable *names = data;
  (void) error;
  g_hash_table_insert(names, g_memdup2(&entity->id, sizeof entity->id), g_strdup(entity->name));
  return TRUE;
}

static int by_double(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The median of road length over great circle, of the legs whose ends are known. */
static double detour(const TyReach *reach, const TyPosition *positions) {
  g_autoptr(GArray) ratios = g_array_new(FALSE, FALSE, sizeof(double));

  for (guint i = 0; i < reach->legs->len; i++) {
    const TyLeg *leg = &g_array_index(reach->legs, TyLeg, i);
    double direct_m = ty_position_distance_m(&positions[leg->a], &positions[leg->b]);
    double ratio = leg->length_m / direct_m;
    if (isfinite(ratio) && direct_m > 500 && ratio >= 1)
      g_array_append_val(ratios, ratio);
  }
  if (ratios->len < 3)
    return USUAL_DETOUR;
  g_array_sort(ratios, by_double);
  return g_array_index(ratios, double, ratios->len / 2);
}

/* Below this a source's distance may be a remark rather than a way. */
#define STATED_TRUST .7

/* A source's "20 km from A to B" is a rounded leg: it counts where nothing better leads. */
static gboolean take_distance(const TyFact *fact, gpointer data, GError **error) {
  Gathering *gathering = data;
  TyReach *reach = gathering->reach;
  double km = fact->value ? g_ascii_strtod(fact->value, NULL) : 0;
  const char *qualifier = fact->qualifier ? fact->qualifier : "";
  (void) error;

  if (!fact->object || fact->confidence < STATED_TRUST || !(km > 0) || km > 1000 ||
      g_strcmp0(fact->unit, "km") != 0 || strstr(qualifier, "直线"))
    return TRUE;
  TyLeg leg = {.a = place_of(gathering, fact->subject, fact->subject_name),
               .b = place_of(gathering, fact->object, fact->object_name),
               .length_m = km * 1000,
               .duration_s = NAN,
               .origin = TY_ORIGIN_ESTIMATED};
  g_array_append_val(reach->legs, leg);
  g_ptr_array_add(reach->origins_of_legs,
                  g_strdup_printf("stated distance %g km%s%s%s", km, *qualifier ? " (" : "",
                                  qualifier, *qualifier ? ")" : ""));
  return TRUE;
}

/* Of more places than this, estimates are made among those asked for alone. */
#define MOST_ESTIMATED 1000

/* Great circles between places that nothing joins: an estimate never stands in for a figure that is
 * known or stated. */
static gboolean add_estimates(TyWorkspace *workspace, TyReach *reach, GError **error) {
  g_autofree TyPosition *positions =
      ty_positions_of(workspace, (const gint64 *) reach->ids->data, reach->ids->len, error);
  if (!positions)
    return FALSE;
  double factor = detour(reach, positions);
  guint32 n = reach->ids->len <= MOST_ESTIMATED ? reach->ids->len : reach->n_wanted;

  /* Among all places that legs name, so that a distance hangs on no other place that is asked for.
   */
  for (guint32 a = 0; a < n; a++)
    for (guint32 b = a + 1; b < n; b++) {
      double direct_m = ty_position_distance_m(&positions[a], &positions[b]);
      if (!isfinite(direct_m) ||
          (isfinite(ty_reach_m(reach, a, b)) && isfinite(ty_reach_m(reach, b, a))))
        continue;
      TyLeg leg = {a, b, round(direct_m * factor), NAN, TY_ORIGIN_ESTIMATED, FALSE};
      g_array_append_val(reach->legs, leg);
      g_ptr_array_add(reach->origins_of_legs,
                      g_strdup_printf("great circle %.2f km × %.2f", direct_m / 1000, factor));
    }
  return TRUE;
}

static gboolean find_distances(TyReach *reach, guint level, double speed_kmh, GError **error) {
  reach->levels[level] =
      ty_distances_new(reach->ids->len, (const TyLeg *) reach->legs->data, reach->legs->len,
                       (speed_kmh > 0 ? speed_kmh : 40) / 3.6, error);
  return reach->levels[level] != NULL;
}

TyReach *ty_reach_new(TyWorkspace *workspace, const char *legs, const GArray *wanted,
                      double speed_kmh, GError **error) {
  g_autoptr(TyReach) reach = g_new0(TyReach, 1);
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Gathering gathering = {reach, places, TY_ORIGIN_INFERRED};

  if (legs && !ty_origin_parse(legs, &gathering.least_trusted)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the legs '%s', expected published, road, inferred or estimated", legs);
    return NULL;
  }
  reach->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  reach->names = g_ptr_array_new_with_free_func(g_free);
  reach->legs = g_array_new(FALSE, FALSE, sizeof(TyLeg));
  reach->origins_of_legs = g_ptr_array_new_with_free_func(g_free);
  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, name_wanted, names, error))
    return NULL;
  for (guint i = 0; i < wanted->len; i++)
    place_of(&gathering, g_array_index(wanted, gint64, i),
             g_hash_table_lookup(names, &g_array_index(wanted, gint64, i)));
  reach->n_wanted = reach->ids->len;
  if (!ty_atlas_each_leg(workspace->atlas, take_leg, &gathering, error) ||
      !find_distances(reach, 0, speed_kmh, error))
    return NULL;
  if (workspace->roads && gathering.least_trusted >= TY_ORIGIN_ROAD &&
      (!ty_reach_add_roads(workspace, reach, error) || !find_distances(reach, 1, speed_kmh, error)))
    return NULL;
  if (gathering.least_trusted == TY_ORIGIN_ESTIMATED &&
      (!ty_atlas_each_fact(workspace->atlas, 0, "distance_km", 0, take_distance, &gathering,
                           error) ||
       !find_distances(reach, 2, speed_kmh, error) || !add_estimates(workspace, reach, error) ||
       !find_distances(reach, 3, speed_kmh, error)))
    return NULL;
  return g_steal_pointer(&reach);
}

void ty_reach_free(TyReach *reach) {
  g_clear_pointer(&reach->ids, g_array_unref);
  g_clear_pointer(&reach->names, g_ptr_array_unref);
  g_clear_pointer(&reach->legs, g_array_unref);
  g_clear_pointer(&reach->origins_of_legs, g_ptr_array_unref);
  for (guint level = 0; level < G_N_ELEMENTS(reach->levels); level++)
    g_clear_pointer(&reach->levels[level], ty_distances_free);
  g_free(reach->direct);
  g_free(reach->road_m);
  g_free(reach);
}

/* The leg on roads that leads from one place to the other, when that is the way to be taken. */
static const TyLeg *direct_leg(const TyReach *reach, guint32 from, guint32 to) {
  if (!reach->direct || from >= reach->n_wanted || to >= reach->n_wanted)
    return NULL;
  guint32 leg = reach->direct[(gsize) from * reach->n_wanted + to];
  return leg ? &g_array_index(reach->legs, TyLeg, leg - 1) : NULL;
}

/* The first level at which there is a way; NULL when there is none. */
static const TyDistances *level_of(const TyReach *reach, guint32 from, guint32 to) {
  for (guint level = 0; level < G_N_ELEMENTS(reach->levels); level++) {
    const TyDistances *distances = reach->levels[level];
    if (distances && MAX(from, to) < distances->n &&
        isfinite(distances->dist_m[from * distances->n + to]))
      return distances;
  }
  return NULL;
}

double ty_reach_m(const TyReach *reach, guint32 from, guint32 to) {
  const TyLeg *leg = direct_leg(reach, from, to);
  const TyDistances *level = leg ? NULL : level_of(reach, from, to);
  return leg ? leg->length_m : level ? level->dist_m[from * level->n + to] : INFINITY;
}

double ty_reach_s(const TyReach *reach, guint32 from, guint32 to) {
  const TyLeg *leg = direct_leg(reach, from, to);
  const TyDistances *level = leg ? NULL : level_of(reach, from, to);
  return leg ? leg->duration_s : level ? level->duration_s[from * level->n + to] : INFINITY;
}

GArray *ty_reach_way(const TyReach *reach, guint32 from, guint32 to) {
  const TyLeg *legs = (const TyLeg *) reach->legs->data, *leg = direct_leg(reach, from, to);
  const TyDistances *level = leg ? NULL : level_of(reach, from, to);

  if (!leg)
    return level ? ty_distances_way(level, legs, from, to) : NULL;
  guint32 index = (guint32) (leg - legs);
  GArray *way = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_val(way, index);
  return way;
}

TyOrigin ty_reach_origin(const TyReach *reach, guint32 from, guint32 to) {
  g_autoptr(GArray) way = ty_reach_way(reach, from, to);
  TyOrigin origin = TY_ORIGIN_PUBLISHED;

  for (guint i = 0; way && i < way->len; i++)
    origin = MAX(origin, g_array_index(reach->legs, TyLeg, g_array_index(way, guint32, i)).origin);
  return origin;
}

json_t *ty_reach_leg(const TyReach *reach, guint32 from, guint32 to) {
  const TyLeg *legs = (const TyLeg *) reach->legs->data;
  g_autoptr(GArray) way = ty_reach_way(reach, from, to);
  json_t *via = json_array(), *sources = json_array();
  guint32 here = from;

  for (guint i = 0; way && i < way->len; i++) {
    guint32 index = g_array_index(way, guint32, i);
    const TyLeg *leg = &legs[index];
    here = leg->a == here ? leg->b : leg->a;
    if (i + 1 < way->len)
      json_array_append_new(via, json_string(reach->names->pdata[here]));
    json_array_append_new(sources, json_string(reach->origins_of_legs->pdata[index]));
  }
  return json_pack(
      "{s:s, s:s, s:o, s:o, s:s, s:o, s:o}", "from", reach->names->pdata[from], "to",
      reach->names->pdata[to], "km", ty_json_number(ty_reach_m(reach, from, to) / 1000, 2),
      "minutes", ty_json_number(ceil(ty_reach_s(reach, from, to) / 60 - 1e-9), 0), "origin",
      ty_origin_name(ty_reach_origin(reach, from, to)), "via", via, "sources", sources);
}
