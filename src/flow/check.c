/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/contradictions.h"
#include "flow/position.h"
#include "flow/rings.h"

#include <math.h>
#include <tuyou/route.h>

/* No place of a county lies further from the middle of its known places. */
#define COUNTY_RADIUS_M 70000

typedef struct {
  json_t *findings;
  gint64 errors, warnings;
} Check;

/* Everything but what sources say of values is a fault of the file. */
static void add_finding(const char *kind, const char *subject, const char *message, gpointer data) {
  Check *check = data;

  if (g_str_equal(kind, "value") || g_str_equal(kind, "coordinate") ||
      g_str_equal(kind, "validity"))
    check->warnings++;
  else
    check->errors++;
  json_array_append_new(check->findings, json_pack("{s:s, s:s?, s:s?}", "kind", kind, "subject",
                                                   subject, "message", message));
}

/* Coordinates -----------------------------------------------------------------------------------
 */

typedef struct {
  gint64 entity;
  char *name, *citation;
  double confidence;
  TyPoint point;
} Statement;

static void clear_statement(gpointer data) {
  Statement *statement = data;
  g_free(statement->name);
  g_free(statement->citation);
}

static gboolean take_statement(const TyCoordinate *coordinate, const char *name, gpointer data,
                               GError **error) {
  Statement statement = {coordinate->entity,
                         g_strdup(name),
                         g_strdup(coordinate->citation),
                         coordinate->confidence,
                         {coordinate->wgs84_lat_deg, coordinate->wgs84_lon_deg}};
  (void) error;
  g_array_append_val((GArray *) data, statement);
  return TRUE;
}

static gboolean take_county(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  if (entity->county)
    g_hash_table_insert(data, g_memdup2(&entity->id, sizeof entity->id), g_strdup(entity->county));
  return TRUE;
}

static int by_double(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The median of the trusted coordinates of a county, those of `but` aside; NAN without any. */
static TyPoint county_middle(const GArray *statements, GHashTable *counties, const char *county,
                             gint64 but) {
  g_autoptr(GArray) lat = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) lon = g_array_new(FALSE, FALSE, sizeof(double));

  for (guint i = 0; i < statements->len; i++) {
    const Statement *statement = &g_array_index(statements, Statement, i);
    if (statement->confidence < TY_POSITION_TRUST || statement->entity == but ||
        g_strcmp0(g_hash_table_lookup(counties, &statement->entity), county) != 0)
      continue;
    g_array_append_val(lat, statement->point.lat_deg);
    g_array_append_val(lon, statement->point.lon_deg);
  }
  if (lat->len == 0)
    return (TyPoint){NAN, NAN};
  g_array_sort(lat, by_double);
  g_array_sort(lon, by_double);
  return (TyPoint){g_array_index(lat, double, lat->len / 2),
                   g_array_index(lon, double, lon->len / 2)};
}

static void check_statement(Check *check, const GArray *statements, guint i, GHashTable *counties) {
  const Statement *statement = &g_array_index(statements, Statement, i);
  const char *county = g_hash_table_lookup(counties, &statement->entity);
  const char *citation = statement->citation ? statement->citation : "?";

  if (statement->confidence < TY_POSITION_TRUST) {
    g_autofree char *message =
        g_strdup_printf("%.5f, %.5f is marked as wrong and used for nothing (%s)",
                        statement->point.lat_deg, statement->point.lon_deg, citation);
    add_finding("coordinate", statement->name, message, check);
  }
  if (county) {
    TyPoint middle = county_middle(statements, counties, county, statement->entity);
    double away_m = ty_point_distance_m(statement->point, middle);
    if (isfinite(middle.lat_deg) && away_m > COUNTY_RADIUS_M) {
      g_autofree char *message = g_strdup_printf(
          "%.5f, %.5f lies %.0f km from the middle of %s, expected at most %.0f (%s)",
          statement->point.lat_deg, statement->point.lon_deg, away_m / 1000, county,
          COUNTY_RADIUS_M / 1000.0, citation);
      add_finding("coordinate", statement->name, message, check);
    }
  }
  for (guint j = 0; j < i; j++) {
    const Statement *other = &g_array_index(statements, Statement, j);
    double apart_m = ty_point_distance_m(statement->point, other->point);
    if (other->entity != statement->entity || apart_m <= TY_FAR_APART_M)
      continue;
    g_autofree char *message = g_strdup_printf(
        "two coordinates %.1f km apart: %.5f, %.5f (%s) and %.5f, %.5f (%s)", apart_m / 1000,
        other->point.lat_deg, other->point.lon_deg, other->citation ? other->citation : "?",
        statement->point.lat_deg, statement->point.lon_deg, citation);
    add_finding("coordinate", statement->name, message, check);
  }
}

static gboolean check_coordinates(TyWorkspace *workspace, Check *check, GError **error) {
  g_autoptr(GArray) statements = g_array_new(FALSE, FALSE, sizeof(Statement));
  g_autoptr(GHashTable) counties =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

  g_array_set_clear_func(statements, clear_statement);
  if (!ty_atlas_each_coordinate(workspace->atlas, 0, take_statement, statements, error) ||
      !ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_county, counties, error))
    return FALSE;
  for (guint i = 0; i < statements->len; i++)
    check_statement(check, statements, i, counties);
  return TRUE;
}

/* Values --------------------------------------------------------------------------------------- */

static void add_contradiction(const json_t *told, Check *check) {
  const char *kind = json_string_value(json_object_get(told, "kind"));
  const char *qualifier = json_string_value(json_object_get(told, "qualifier"));
  g_autoptr(GString) message = g_string_new(json_string_value(json_object_get(told, "label")));
  const json_t *claim;
  gsize i;

  if (g_str_equal(kind, "coordinate")) /* every pair of them is told on its own */
    return;
  json_array_foreach(json_object_get(told, "claims"), i, claim) {
    const char *value = json_string_value(
        json_object_get(claim, g_str_equal(kind, "value") ? "value" : "valid_from"));
    const char *unit = json_string_value(json_object_get(claim, "unit"));
    g_string_append_printf(message, "%s%s%s", i ? "," : ": ", value ? value : "?",
                           unit ? unit : "");
  }
  g_string_append(message, " – sources disagree");
  if (qualifier)
    g_string_append_printf(message, " (%s)", qualifier);
  add_finding(kind, json_string_value(json_object_get(told, "subject")), message->str, check);
}

json_t *ty_check(TyWorkspace *workspace, GError **error) {
  Check check = {json_array(), 0, 0};
  json_t *contradictions = NULL, *told;
  gsize i;

  if (!ty_atlas_check(workspace->atlas, add_finding, &check, error) ||
      !ty_find_rings(workspace, add_finding, &check, error) ||
      !(contradictions = ty_contradictions_of(workspace, 0, error)) ||
      !check_coordinates(workspace, &check, error)) {
    json_decref(contradictions);
    json_decref(check.findings);
    return NULL;
  }
  json_array_foreach(contradictions, i, told) add_contradiction(told, &check);
  return json_pack("{s:I, s:I, s:o, s:o}", "errors", (json_int_t) check.errors, "warnings",
                   (json_int_t) check.warnings, "findings", check.findings, "contradictions",
                   contradictions);
}
