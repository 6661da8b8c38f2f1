/* SPDX-License-Identifier: Apache-2.0 */
/* Nearness, and how much themes and kinds that please hold for a site. */
#include "flow/recommend.h"

#include <math.h>

/* At this distance nearness has fallen to 1/e. */
#define NEAR_KM 20.0
/* How far a site may lie from its county's seat. */
#define SEAT_ERROR_KM 20.0

/* Places ----------------------------------------------------------------------------------------
 */

/* Positions of nodes, the county's seat where there is none. `by_seat`: n. */
static TyPosition *positions_of(TyWorkspace *workspace, const gint64 *ids, gsize n,
                                gboolean *by_seat, GError **error) {
  g_autofree TyPosition *seats = ty_county_seats_of(workspace, ids, n, error);
  TyPosition *positions = seats ? ty_positions_of(workspace, ids, n, error) : NULL;

  for (gsize i = 0; positions && i < n; i++) {
    by_seat[i] = isnan(positions[i].lat_deg) && !isnan(seats[i].lat_deg);
    if (by_seat[i])
      positions[i] = seats[i];
  }
  return positions;
}

static gint64 id_of(const TyAdvice *advice, guint32 node) {
  return g_array_index(advice->relations->ids, gint64, node);
}

/* Where distances are measured from: the place asked for, or each seed. */
static GArray *origins_of(const TyAdvice *advice) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));

  if (advice->near)
    g_array_append_val(ids, advice->near);
  for (guint s = 0; !advice->near && s < advice->seeds->len; s++) {
    gint64 id = id_of(advice, g_array_index(advice->seeds, TySeed, s).node);
    g_array_append_val(ids, id);
  }
  return ids;
}

/* A place without a position of its own stands amid what lies in it. */
static TyPosition centre_of(const TyAdvice *advice, gint64 place, GError **error) {
  const TyRelations *relations = advice->relations;
  guint n = relations->ids->len, n_known = 0;
  g_autofree gboolean *within = g_new0(gboolean, n + 1);
  TyPosition centre = {0, 0, 0};

  within[ty_relations_node(relations, place)] = TRUE;
  for (gboolean more = TRUE; more;) {
    more = FALSE;
    for (guint i = 0; i < relations->relations->len; i++) {
      const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
      if (within[relation->to] && !within[relation->from] &&
          g_str_equal(relation->predicate, "located_in"))
        more = within[relation->from] = TRUE;
    }
  }
  g_autofree TyPosition *positions =
      ty_positions_of(advice->workspace, (const gint64 *) relations->ids->data, n, error);
  for (guint i = 0; positions && i < n; i++)
    if (within[i] && !isnan(positions[i].lat_deg)) {
      centre.lat_deg += positions[i].lat_deg;
      centre.lon_deg += positions[i].lon_deg;
      n_known++;
    }
  return n_known ? (TyPosition){centre.lat_deg / n_known, centre.lon_deg / n_known, 0}
                 : (TyPosition){NAN, NAN, 0};
}

gboolean ty_advise_by_place(TyAdvice *advice, GError **error) {
  g_autoptr(GArray) origins = origins_of(advice);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  guint n = advice->candidates->len;
  g_autofree gboolean *origin_by_seat = g_new0(gboolean, origins->len + 1);

  for (guint c = 0; c < n; c++) {
    gint64 id = id_of(advice, g_array_index(advice->candidates, guint32, c));
    g_array_append_val(ids, id);
  }
  advice->km = g_new(double, n + 1);
  advice->by_seat = g_new0(gboolean, n + 1);
  g_autofree TyPosition *from = positions_of(advice->workspace, (const gint64 *) origins->data,
                                             origins->len, origin_by_seat, error);
  g_autofree TyPosition *to =
      from ? positions_of(advice->workspace, (const gint64 *) ids->data, n, advice->by_seat, error)
           : NULL;
  if (!to)
    return FALSE;
  if (advice->near && isnan(from[0].lat_deg)) {
    g_autoptr(GError) why = NULL;
    from[0] = centre_of(advice, advice->near, &why);
    origin_by_seat[0] = TRUE;
    if (why) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
  }
  if (advice->near && isnan(from[0].lat_deg)) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "%s has no coordinates in the atlas, and nothing that lies in it has any: expected "
                "a place that has",
                advice->near_name);
    return FALSE;
  }
  for (guint c = 0; c < n; c++) {
    gboolean seat = advice->by_seat[c];
    advice->km[c] = NAN;
    for (guint s = 0; s < origins->len; s++) {
      double km = ty_position_distance_m(&from[s], &to[c]) / 1000;
      if (g_array_index(origins, gint64, s) == g_array_index(ids, gint64, c) || isnan(km) ||
          km >= (isnan(advice->km[c]) ? INFINITY : advice->km[c]))
        continue;
      advice->km[c] = km;
      advice->best[TY_PART_PLACE][c] = s;
      advice->by_seat[c] = seat || origin_by_seat[s];
    }
    if (advice->by_seat[c])
      advice->km[c] = hypot(advice->km[c], SEAT_ERROR_KM);
    advice->part[TY_PART_PLACE][c] = isnan(advice->km[c]) ? 0 : exp(-advice->km[c] / NEAR_KM);
  }
  return TRUE;
}

/* Taste -----------------------------------------------------------------------------------------
 */

typedef struct {
  const TyAdvice *advice;
  GHashTable *best; /* entity → the highest weight of its themes */
} Tasting;

static gboolean taste_theme(const TyThemeSite *site, gpointer data, GError **error) {
  Tasting *tasting = data;
  double weight = ty_profile_weight(tasting->advice->wish->themes, site->theme);
  const double *before = g_hash_table_lookup(tasting->best, &site->entity);
  (void) error;

  if (weight > 0 && (!before || *before < weight))
    g_hash_table_insert(tasting->best, g_memdup2(&site->entity, sizeof site->entity),
                        g_memdup2(&weight, sizeof weight));
  return TRUE;
}

gboolean ty_advise_by_taste(TyAdvice *advice, GError **error) {
  g_autoptr(GHashTable) best = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  Tasting tasting = {advice, best};
  const TyProfile *wish = advice->wish;
  double themes = g_hash_table_size(wish->themes) > 0, kinds = g_hash_table_size(wish->kinds) > 0;

  if (!ty_atlas_each_theme_site(advice->workspace->atlas, NULL, taste_theme, &tasting, error))
    return FALSE;
  for (guint c = 0; c < advice->candidates->len; c++) {
    guint32 node = g_array_index(advice->candidates, guint32, c);
    gint64 id = id_of(advice, node);
    const double *theme = g_hash_table_lookup(best, &id);
    double kind = ty_profile_weight(wish->kinds, advice->relations->kinds->pdata[node]);
    advice->part[TY_PART_TASTE][c] =
        (themes * (theme ? *theme : 0) + kinds * kind) / MAX(themes + kinds, 1);
  }
  return TRUE;
}
