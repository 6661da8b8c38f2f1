/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/contradictions.h"
#include "flow/position.h"

#include <math.h>
#include <tuyou/route.h>

/* A wrong coordinate that lies so near to another thing was likely taken from it. */
#define NEAR_ANOTHER_M 1000

typedef struct {
  gint64 entity;
  char *name, *citation, *crs;
  double lat_deg, lon_deg, confidence;
  TyPoint point; /* WGS-84 */
  gint64 row;
} Statement;

static void clear_statement(gpointer data) {
  Statement *statement = data;
  g_free(statement->name);
  g_free(statement->citation);
  g_free(statement->crs);
}

static gboolean take_statement(const TyCoordinate *coordinate, const char *name, gpointer data,
                               GError **error) {
  Statement statement = {coordinate->entity,
                         g_strdup(name),
                         g_strdup(coordinate->citation),
                         g_strdup(coordinate->crs),
                         coordinate->lat_deg,
                         coordinate->lon_deg,
                         coordinate->confidence,
                         {coordinate->wgs84_lat_deg, coordinate->wgs84_lon_deg},
                         coordinate->line};
  (void) error;
  g_array_append_val((GArray *) data, statement);
  return TRUE;
}

/* The nearest position of another thing; NULL when none is near. Each thing's first statement is
 * its position. */
static const Statement *nearest_other(const GArray *all, const Statement *of, double *away_m) {
  const Statement *nearest = NULL;
  gint64 last = 0;

  for (guint i = 0; i < all->len; i++) {
    const Statement *other = &g_array_index(all, Statement, i);
    gboolean first = other->entity != last;
    last = other->entity;
    if (!first || other->entity == of->entity || other->confidence < TY_POSITION_TRUST)
      continue;
    double m = ty_point_distance_m(of->point, other->point);
    if (m <= NEAR_ANOTHER_M && (!nearest || m < *away_m)) {
      nearest = other;
      *away_m = m;
    }
  }
  return nearest;
}

static json_t *claim_of(const GArray *all, const Statement *statement, const Statement *best,
                        gboolean wins, GString *why) {
  json_t *item = json_pack(
      "{s:o, s:o, s:s, s:o, s:o, s:o, s:b, s:I}", "lat", ty_json_number(statement->lat_deg, 6),
      "lon", ty_json_number(statement->lon_deg, 6), "crs", statement->crs, "wgs84_lat",
      ty_json_number(statement->point.lat_deg, 6), "wgs84_lon",
      ty_json_number(statement->point.lon_deg, 6), "confidence",
      ty_json_number(statement->confidence, 2), "wins", wins, "row", (json_int_t) statement->row);
  double away_m = ty_point_distance_m(statement->point, best->point), other_m = 0;
  const Statement *other = statement == best ? NULL : nearest_other(all, statement, &other_m);

  if (statement->citation)
    json_object_set_new(item, "citation", json_string(statement->citation));
  if (statement != best)
    json_object_set_new(item, "apart_km", ty_json_number(away_m / 1000, 2));
  if (other && away_m > TY_FAR_APART_M) {
    json_object_set_new(
        item, "near",
        json_pack("{s:s, s:o}", "name", other->name, "km", ty_json_number(other_m / 1000, 2)));
    g_string_append_printf(why, "; the one of %.2f lies %.2f km from %s, which is another place",
                           statement->confidence, other_m / 1000, other->name);
  }
  return item;
}

/* The statements from..to are those of one thing, the most trusted first. */
static void tell_thing(const GArray *all, guint from, guint to, json_t *list) {
  const Statement *best = &g_array_index(all, Statement, from);
  g_autoptr(GString) why = g_string_new(NULL);
  gboolean apart = best->confidence < TY_POSITION_TRUST;
  const Statement *rival = NULL;

  for (guint i = from + 1; i < to; i++) {
    const Statement *other = &g_array_index(all, Statement, i);
    if (ty_point_distance_m(best->point, other->point) > TY_FAR_APART_M) {
      apart = TRUE;
      rival = rival ? rival : other;
    }
  }
  if (!apart)
    return;
  gboolean wins =
      best->confidence >= TY_POSITION_TRUST && (!rival || best->confidence > rival->confidence);
  if (!wins)
    g_string_append(why, best->confidence < TY_POSITION_TRUST ? "none is trusted"
                                                              : "they are equally well attested");
  else if (rival)
    g_string_append_printf(why, "confidence %.2f against %.2f", best->confidence,
                           rival->confidence);
  json_t *claims = json_array();
  for (guint i = from; i < to; i++)
    json_array_append_new(
        claims, claim_of(all, &g_array_index(all, Statement, i), best, wins && i == from, why));
  json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}", "subject", best->name, "kind",
                                        "coordinate", "why", why->str, "claims", claims));
}

gboolean ty_contradicting_places(TyWorkspace *workspace, gint64 entity, json_t *list,
                                 GError **error) {
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Statement));

  g_array_set_clear_func(all, clear_statement);
  if (!ty_atlas_each_coordinate(workspace->atlas, 0, take_statement, all, error))
    return FALSE;
  for (guint from = 0, to; from < all->len; from = to) {
    gint64 thing = g_array_index(all, Statement, from).entity;
    for (to = from + 1; to < all->len && g_array_index(all, Statement, to).entity == thing;)
      to++;
    if (entity == 0 || entity == thing)
      tell_thing(all, from, to, list);
  }
  return TRUE;
}
