/* SPDX-License-Identifier: Apache-2.0 */
/* Rows about things: the ontology, entities, sites. What a site's row says besides its name becomes
 * facts, each with the row as its evidence, so that a second row from another source can disagree.
 */
#include "base/number.h"
#include "flow/import.h"
#include "flow/position.h"

#include <math.h>
#include <string.h>

/* Every kind of a|b|c is known. */
static gboolean check_kinds(TyWorkspace *workspace, const char *what, const char *kinds,
                            GError **error) {
  g_auto(GStrv) list = g_strsplit(kinds, "|", -1);

  for (char **kind = list; *kind; kind++)
    if (**kind && !ty_atlas_has_kind(workspace->atlas, *kind)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "found the kind '%s' in the %s, expected one of the ontology: site, ich, food …",
                  *kind, what);
      return FALSE;
    }
  return TRUE;
}

gboolean ty_take_ontology(TyWorkspace *workspace, const TyRow *row, GError **error) {
  TyPredicate predicate = {
      .id = ty_row_get(row, "id"),
      .label = ty_row_get(row, "label"),
      .kind = ty_row_get(row, "kind"),
      .inverse = ty_row_get(row, "inverse"),
      .inverse_label = ty_row_get(row, "inverse_label"),
      .transitive = g_str_equal(ty_row_get(row, "transitive"), "1"),
      .symmetric = g_str_equal(ty_row_get(row, "symmetric"), "1"),
      .domain = ty_row_get(row, "domain"),
      .range = ty_row_get(row, "range"),
      .unit = ty_row_get(row, "unit"),
      .crm = ty_row_get(row, "crm"),
      .schema_org = ty_row_get(row, "schema_org"),
      .single_valued = g_str_equal(ty_row_get(row, "single_valued"), "1"),
  };

  if (!*predicate.id ||
      (!g_str_equal(predicate.kind, "relation") && !g_str_equal(predicate.kind, "value"))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found id '%s' of kind '%s', expected an id and the kind relation or value",
                predicate.id, predicate.kind);
    return FALSE;
  }
  return check_kinds(workspace, "domain", predicate.domain, error) &&
         check_kinds(workspace, "range", predicate.range, error) &&
         ty_atlas_add_predicate(workspace->atlas, &predicate, error);
}

gboolean ty_take_kind(TyWorkspace *workspace, const TyRow *row, GError **error) {
  if (!*ty_row_get(row, "id")) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no id, expected the name of a kind");
    return FALSE;
  }
  return ty_atlas_add_kind(workspace->atlas, ty_row_get(row, "id"), ty_row_get(row, "label"),
                           ty_row_get(row, "crm"), ty_row_get(row, "schema_org"), error);
}

/* The entity of the row with its aliases; 0 with `error` set. */
static gint64 add_entity(TyWorkspace *workspace, const TyRow *row, const char *usual_kind,
                         GError **error) {
  const char *name = ty_row_get(row, "name"), *kind = ty_row_get(row, "kind");
  TyEntity entity = {0, name, *kind ? kind : usual_kind, ty_row_get(row, "category"),
                     ty_row_get(row, "county")};

  if (!*name) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no name, expected one");
    return 0;
  }
  if (!check_kinds(workspace, "row", entity.kind, error))
    return 0;
  gint64 id = ty_atlas_add_entity(workspace->atlas, &entity, error);
  if (id == 0)
    return 0;
  g_autofree char *all = g_strconcat(name, "|", ty_row_get(row, "aliases"), NULL);
  g_auto(GStrv) aliases = g_strsplit(all, "|", -1);
  for (char **alias = aliases; *alias; alias++) {
    g_autofree char *key = ty_name_key(g_strstrip(*alias));
    if (*key && !ty_atlas_add_alias(workspace->atlas, id, *alias, key, error))
      return 0;
  }
  return id;
}

typedef struct {
  TyWorkspace *workspace;
  const TyRow *row;
  gint64 subject;
  double confidence;
} Subject;

static gboolean add_value(const Subject *of, const char *predicate, const char *value,
                          const char *unit, const char *qualifier, GError **error) {
  TyFact fact = {.subject = of->subject,
                 .predicate = predicate,
                 .value = value,
                 .unit = unit,
                 .qualifier = qualifier,
                 .confidence = of->confidence};
  TyEvidence evidence = {.source = of->row->source,
                         .line = (gint64) of->row->line,
                         .citation = ty_row_get(of->row, "source"),
                         .note = ty_row_get(of->row, "note")};

  return !*value || ty_atlas_add_fact(of->workspace->atlas, &fact, &evidence, error) != 0;
}

static gboolean add_relation(const Subject *of, const char *predicate, gint64 object,
                             GError **error) {
  TyFact fact = {.subject = of->subject,
                 .predicate = predicate,
                 .object = object,
                 .confidence = of->confidence};
  TyEvidence evidence = {.source = of->row->source,
                         .line = (gint64) of->row->line,
                         .citation = ty_row_get(of->row, "source"),
                         .note = ty_row_get(of->row, "note")};

  return ty_atlas_add_fact(of->workspace->atlas, &fact, &evidence, error) != 0;
}

/* Located in the county and, where known, in the town: places are made as they are named. */
static gboolean add_whereabouts(const Subject *of, GError **error) {
  static const char *const columns[] = {"town", "county"};

  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
    const char *name = ty_row_get(of->row, columns[i]);
    if (!*name)
      continue;
    gint64 place = ty_atlas_entity_by_name(of->workspace->atlas, name);
    if (place == 0) {
      TyEntity entity = {0, name, "place", NULL, i == 0 ? ty_row_get(of->row, "county") : NULL};
      g_autofree char *key = ty_name_key(name);
      place = ty_atlas_add_entity(of->workspace->atlas, &entity, error);
      if (place == 0 || !ty_atlas_add_alias(of->workspace->atlas, place, name, key, error))
        return FALSE;
    }
    if (place != of->subject && !add_relation(of, "located_in", place, error))
      return FALSE;
  }
  return TRUE;
}

/* "世界遗产|国保" is two facts. */
static gboolean add_levels(const Subject *of, GError **error) {
  g_auto(GStrv) levels = g_strsplit(ty_row_get(of->row, "level"), "|", -1);

  for (char **level = levels; *level; level++)
    if (!add_value(of, "level", *level, NULL, *level, error))
      return FALSE;
  return TRUE;
}

gboolean ty_take_entity(TyWorkspace *workspace, const TyRow *row, GError **error) {
  Subject of = {workspace, row, 0, 0};

  if (!ty_row_confidence(row, "confidence", &of.confidence, error))
    return FALSE;
  of.subject = add_entity(workspace, row, "keyword", error);
  return of.subject != 0 && add_whereabouts(&of, error) && add_levels(&of, error);
}

static gboolean add_position(const Subject *of, double lat_deg, double lon_deg, GError **error) {
  const char *crs = ty_row_get(of->row, "crs");
  TyCoordinate coordinate = {.entity = of->subject,
                             .lat_deg = lat_deg,
                             .lon_deg = lon_deg,
                             .crs = *crs ? crs : "WGS84",
                             .citation = ty_row_get(of->row, "coord_source"),
                             .source = of->row->source,
                             .line = (gint64) of->row->line};

  if (isnan(lat_deg) && isnan(lon_deg))
    return TRUE;
  if (isnan(lat_deg) || isnan(lon_deg)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found only one of lat and lon, expected both");
    return FALSE;
  }
  if (!ty_row_confidence(of->row, "coord_confidence", &coordinate.confidence, error) ||
      !ty_position_to_wgs84(coordinate.crs, lat_deg, lon_deg, &coordinate.wgs84_lat_deg,
                            &coordinate.wgs84_lon_deg, error))
    return FALSE;
  return ty_atlas_add_coordinate(of->workspace->atlas, &coordinate, error);
}

/* A time of day as H:MM or HH:MM up to 24:00; anything else is a mistake of the table. */
static gboolean is_time(const char *cell) {
  static const char digits[] = "0123456789";
  gsize n = strspn(cell, digits);

  if (n < 1 || n > 2 || cell[n] != ':' || strspn(cell + n + 1, digits) != 2 || cell[n + 3])
    return FALSE;
  guint64 hour = g_ascii_strtoull(cell, NULL, 10);
  guint64 minute = g_ascii_strtoull(cell + n + 1, NULL, 10);
  return minute < 60 && hour * 60 + minute <= 24 * 60;
}

/* "8:30—17:00", "09:00至18:00" or 全天 as one cell: its ends. */
static gboolean split_hours(const char *cell, char **from, char **to, GError **error) {
  static const char *const all_day[] = {"全天", "全天开放", "24小时", NULL};
  g_autoptr(GString) plain = g_string_new(NULL);

  if (g_strv_contains(all_day, cell)) {
    *from = g_strdup("00:00");
    *to = g_strdup("24:00");
    return TRUE;
  }
  g_string_assign(plain, cell);
  const struct {
    const char *found, *meant;
  } signs[] = {{" ", ""},  {"：", ":"}, {"—", "-"},  {"–", "-"},  {"～", "-"},
               {"~", "-"}, {"－", "-"}, {"至", "-"}, {"到", "-"}, {"--", "-"}};
  for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
    g_string_replace(plain, signs[i].found, signs[i].meant, 0);
  g_auto(GStrv) ends = g_strsplit(plain->str, "-", -1);
  if (g_strv_length(ends) != 2 || !is_time(ends[0]) || !is_time(ends[1])) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the hours %s, expected two times such as 09:00-17:30", cell);
    return FALSE;
  }
  *from = g_strdup(ends[0]);
  *to = g_strdup(ends[1]);
  return TRUE;
}

static gboolean add_hours(const Subject *of, GError **error) {
  const char *from = ty_row_get(of->row, "open_from"), *to = ty_row_get(of->row, "open_to");
  const char *last_entry = ty_row_get(of->row, "last_entry");
  const char *both = ty_row_get(of->row, "open_hours");
  g_autofree char *first = NULL, *last = NULL;
  if (*both && !*from && !*to) {
    if (!split_hours(both, &first, &last, error))
      return FALSE;
    from = first;
    to = last;
  }
  const char *times[] = {from, to, last_entry};

  for (gsize i = 0; i < G_N_ELEMENTS(times); i++)
    if (*times[i] && !is_time(times[i])) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %s, expected a time such as 09:00",
                  times[i]);
      return FALSE;
    }
  if (*from && *to) {
    g_autofree char *hours = g_strconcat(from, "-", to, NULL);
    if (!add_value(of, "open_hours", hours, NULL, NULL, error))
      return FALSE;
  }
  return add_value(of, "last_entry", last_entry, NULL, NULL, error) &&
         add_value(of, "closed_days", ty_row_get(of->row, "closed_days"), NULL, NULL, error);
}

static gboolean add_dwell(const Subject *of, double least_min, double most_min, GError **error) {
  g_autoptr(GString) minutes = g_string_new(NULL);

  if (isnan(least_min) && isnan(most_min))
    return TRUE;
  if (!isnan(least_min) && !isnan(most_min) && least_min > most_min) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "dwell_min_minutes %g is above dwell_max_minutes %g", least_min, most_min);
    return FALSE;
  }
  ty_number_append(minutes, isnan(least_min) ? most_min : least_min, 0);
  if (!isnan(least_min) && !isnan(most_min) && most_min > least_min) {
    g_string_append_c(minutes, '-');
    ty_number_append(minutes, most_min, 0);
  }
  return add_value(of, "dwell_minutes", minutes->str, NULL, NULL, error);
}

gboolean ty_take_site(TyWorkspace *workspace, const TyRow *row, GError **error) {
  Subject of = {workspace, row, 0, 0};
  double lat_deg, lon_deg, ticket_cny, least_min, most_min;

  if (!ty_row_number(row, "lat", "latitude", -90, 90, &lat_deg, error) ||
      !ty_row_number(row, "lon", "longitude", -180, 180, &lon_deg, error) ||
      !ty_row_number(row, "ticket_cny", "ticket_cny", 0, 100000, &ticket_cny, error) ||
      !ty_row_number(row, "dwell_min_minutes", "dwell_min_minutes", 0, 1440, &least_min, error) ||
      !ty_row_number(row, "dwell_max_minutes", "dwell_max_minutes", 0, 1440, &most_min, error) ||
      !ty_row_confidence(row, "confidence", &of.confidence, error))
    return FALSE;
  of.subject = add_entity(workspace, row, "site", error);
  return of.subject != 0 && add_whereabouts(&of, error) && add_levels(&of, error) &&
         add_value(&of, "era", ty_row_get(row, "era"), NULL, NULL, error) &&
         add_value(&of, "official_id", ty_row_get(row, "official_id"), NULL, NULL, error) &&
         add_value(&of, "address", ty_row_get(row, "address"), NULL, NULL, error) &&
         add_value(&of, "ticket_cny", ty_row_get(row, "ticket_cny"), "元", NULL, error) &&
         add_dwell(&of, least_min, most_min, error) && add_hours(&of, error) &&
         add_position(&of, lat_deg, lon_deg, error);
}
