/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/load.h"

#include <string.h>

gboolean ty_atlas_each_kind(TyAtlas *atlas, TyKindFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error, "SELECT id, label, crm, schema_org FROM kind ORDER BY id", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyEntityKind kind = {ty_column_text(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                         ty_column_text(row, 3)};
    if (!func(&kind, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_has_kind(TyAtlas *atlas, const char *kind) {
  if (atlas->load && g_hash_table_contains(atlas->load->kinds, kind))
    return TRUE;
  return ty_atlas_kept_number(atlas, 0, "SELECT count(*) FROM kind WHERE id = ?", "s", kind) > 0;
}

gboolean ty_atlas_add_predicate(TyAtlas *atlas, const TyPredicate *predicate, GError **error) {
  atlas->rank_all = TRUE;
  return ty_atlas_write(
      atlas, error,
      "INSERT INTO predicate (id, rank, label, kind, inverse, inverse_label, transitive, symmetric,"
      " domain, range, unit, crm, schema_org, single_valued)"
      " VALUES (?, (SELECT count(*) FROM predicate), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (id) DO UPDATE SET label = excluded.label, kind = excluded.kind,"
      " inverse = excluded.inverse, inverse_label = excluded.inverse_label,"
      " transitive = excluded.transitive, symmetric = excluded.symmetric,"
      " domain = excluded.domain, range = excluded.range, unit = excluded.unit,"
      " crm = excluded.crm, schema_org = excluded.schema_org,"
      " single_valued = excluded.single_valued",
      "sssttbbtttttb", predicate->id, predicate->label, predicate->kind, predicate->inverse,
      predicate->inverse_label, predicate->transitive, predicate->symmetric, predicate->domain,
      predicate->range, predicate->unit, predicate->crm, predicate->schema_org,
      predicate->single_valued);
}

gboolean ty_atlas_add_kind(TyAtlas *atlas, const char *id, const char *label, const char *crm,
                           const char *schema_org, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO kind VALUES (?, ?, ?, ?)", "sstt", id,
                        label, crm, schema_org);
}

const char *ty_atlas_predicate_kind(TyAtlas *atlas, const char *id) {
  if (atlas->load) {
    const TyLoadPredicate *predicate = ty_load_predicate(atlas->load, id);
    return predicate ? predicate->kind : NULL;
  }
  gint64 relation = ty_atlas_kept_number(
      atlas, -1, "SELECT kind = 'relation' FROM predicate WHERE id = ?", "s", id);
  return relation < 0 ? NULL : relation ? "relation" : "value";
}

char *ty_atlas_inverse_label(TyAtlas *atlas, const char *id) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, NULL,
      "SELECT CASE WHEN symmetric THEN label ELSE inverse_label END FROM predicate WHERE id = ?",
      "s", id);
  return g_strdup(row && ty_atlas_next(atlas, row, NULL) ? ty_column_text(row, 0) : NULL);
}

char *ty_atlas_label(TyAtlas *atlas, const char *id) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, NULL,
                                               "SELECT label FROM predicate WHERE id = ?1"
                                               " UNION ALL SELECT label FROM kind WHERE id = ?1",
                                               "s", id);
  return g_strdup(row && ty_atlas_next(atlas, row, NULL) ? ty_column_text(row, 0) : id);
}

gboolean ty_atlas_each_predicate(TyAtlas *atlas, TyPredicateFunc func, gpointer data,
                                 GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT id, label, kind, inverse, inverse_label, transitive, symmetric, domain,"
      " range, unit, crm, schema_org, single_valued FROM predicate ORDER BY rank",
      "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyPredicate predicate = {
        .id = ty_column_text(row, 0),
        .label = ty_column_text(row, 1),
        .kind = ty_column_text(row, 2),
        .inverse = ty_column_text(row, 3),
        .inverse_label = ty_column_text(row, 4),
        .transitive = sqlite3_column_int(row, 5),
        .symmetric = sqlite3_column_int(row, 6),
        .domain = ty_column_text(row, 7),
        .range = ty_column_text(row, 8),
        .unit = ty_column_text(row, 9),
        .crm = ty_column_text(row, 10),
        .schema_org = ty_column_text(row, 11),
        .single_valued = sqlite3_column_int(row, 12),
    };
    if (!func(&predicate, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

/* Whether a|b|c (empty: any) names `kind`. */
static gboolean allows(const char *kinds, const char *kind_or_null) {
  const char *kind = kind_or_null ? kind_or_null : "";
  gsize n = strlen(kind);

  for (const char *at = kinds; at && *at; at = strchr(at, '|') ? strchr(at, '|') + 1 : "")
    if (strncmp(at, kind, n) == 0 && (at[n] == '|' || at[n] == '\0'))
      return TRUE;
  return !kinds;
}

gboolean ty_atlas_check_fact(TyAtlas *atlas, const TyFact *fact, GError **error) {
  if (atlas->load && ty_load_allows(atlas, fact))
    return TRUE;
  sqlite3_stmt *row = ty_atlas_kept_query(
      atlas,
      "SELECT domain, range, s.kind, s.name, o.kind, o.name, p.kind, transitive FROM predicate AS p"
      " JOIN entity AS s ON s.id = ?2 LEFT JOIN entity AS o ON o.id = ?3 WHERE p.id = ?1",
      "sir", fact->predicate, fact->subject, fact->object);
  gboolean fits = TRUE, transitive = FALSE;

  if (!row || !ty_atlas_next(atlas, row, NULL)) {
    if (row)
      sqlite3_reset(row);
    return TRUE;
  }
  const char *domain = ty_column_text(row, 0), *range = ty_column_text(row, 1);
  if (!allows(domain, ty_column_text(row, 2))) {
    fits = FALSE;
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s is of the kind %s, expected a subject of %s to be %s", ty_column_text(row, 3),
                ty_column_text(row, 2), fact->predicate, domain);
  } else if ((!fact->value || !*fact->value) && g_str_equal(ty_column_text(row, 6), "value")) {
    fits = FALSE;
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the object %s alone, expected a value too: %s has values",
                ty_column_text(row, 5), fact->predicate);
  } else if (fact->object && !allows(range, ty_column_text(row, 4))) {
    fits = FALSE;
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s is of the kind %s, expected an object of %s to be %s", ty_column_text(row, 5),
                ty_column_text(row, 4), fact->predicate, range);
  }
  transitive = sqlite3_column_int(row, 7);
  g_autofree char *subject = g_strdup(ty_column_text(row, 3));
  g_autofree char *object = g_strdup(ty_column_text(row, 5));
  sqlite3_reset(row);
  if (fits && transitive && fact->object &&
      ty_atlas_would_ring(atlas, fact->subject, fact->predicate, fact->object)) {
    g_autofree char *ring = ty_atlas_ring(atlas, fact->subject, fact->predicate, fact->object);
    fits = FALSE;
    if (ring)
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s %s %s closes a ring: %s, expected none",
                  subject, fact->predicate, object, ring);
    else
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s %s %s closes a ring: %s leads back to %s, expected none", subject,
                  fact->predicate, object, object, subject);
  }
  return fits;
}
