/* SPDX-License-Identifier: Apache-2.0 */
/* One pattern of facts, names, kinds, places or evidence as a look-up by the index that serves the
 * parts that are known. Statements are kept by their text, so that a join prepares each but once.
 */
#include "atlas/statement.h"

#include <math.h>
#include <string.h>

struct TyMatch {
  TyAtlas *atlas;
  TyMatchKind kind;
  char *sql;
  sqlite3_stmt *row;
};

/* What each kind reads; columns in the order of `fill`: fact, subject, its name, predicate, object,
 * its name, text, unit, confidence, from, to, qualifier, weaker. */
static const char *const selects[] = {
    [TY_MATCH_FACT] =
        "SELECT fact.id, fact.subject, s.name, fact.predicate, ifnull(fact.object, 0), o.name,"
        " fact.value, fact.unit, fact.confidence, fact.valid_from, fact.valid_to, fact.qualifier,"
        " fact.weaker FROM fact JOIN entity AS s ON s.id = fact.subject"
        " LEFT JOIN entity AS o ON o.id = fact.object WHERE 1",
    [TY_MATCH_RELATION] =
        "SELECT fact.id, fact.subject, NULL, fact.predicate, fact.object, NULL, NULL, NULL,"
        " fact.confidence, fact.valid_from, fact.valid_to, NULL, fact.weaker FROM fact"
        " WHERE fact.object IS NOT NULL",
    [TY_MATCH_ENTITY] = "SELECT 0, fact.id, fact.name, fact.kind, 0, NULL, fact.county, NULL, 1,"
                        " NULL, NULL, NULL, 0 FROM entity AS fact WHERE 1",
    [TY_MATCH_ALIAS] =
        "SELECT 0, fact.entity, s.name, NULL, 0, NULL, fact.alias, NULL, 1, NULL, NULL,"
        " NULL, 0 FROM alias AS fact JOIN entity AS s ON s.id = fact.entity WHERE fact.rank > 0",
    [TY_MATCH_PLACE] =
        "SELECT 0, fact.entity, s.name, NULL, 0, NULL, fact.citation, fact.crs, fact.confidence,"
        " fact.wgs84_lat_deg, fact.wgs84_lon_deg, NULL, 0 FROM coordinate AS fact"
        " JOIN entity AS s ON s.id = fact.entity WHERE fact.id ="
        " (SELECT best.id FROM coordinate AS best WHERE best.entity = fact.entity"
        "  ORDER BY best.confidence DESC, best.id LIMIT 1)",
    [TY_MATCH_EVIDENCE] =
        "SELECT fact.fact, 0, source.name, NULL, ifnull(fact.line, document.line), NULL,"
        " fact.citation, CAST(substr(CAST(document.text AS BLOB), fact.start + 1,"
        "  fact.stop - fact.start) AS TEXT), fact.confidence, NULL, NULL, fact.note, 0"
        " FROM evidence AS fact LEFT JOIN document ON document.id = fact.document"
        " JOIN source ON source.id = ifnull(fact.source, document.source) WHERE 1",
};

static const struct {
  const char *fact, *subject, *predicate, *text;
} columns[] = {
    [TY_MATCH_FACT] = {"id", "subject", "predicate", "value"},
    [TY_MATCH_RELATION] = {"id", "subject", "predicate", NULL},
    [TY_MATCH_ENTITY] = {NULL, "id", "kind", "name"},
    [TY_MATCH_ALIAS] = {NULL, "entity", NULL, "alias"},
    [TY_MATCH_PLACE] = {NULL, "entity", NULL, NULL},
    [TY_MATCH_EVIDENCE] = {"fact", NULL, NULL, NULL},
};

static char *sql_of(const TyMatchPattern *pattern) {
  GString *sql = g_string_new(selects[pattern->kind]);
  gboolean of_facts = pattern->kind == TY_MATCH_FACT || pattern->kind == TY_MATCH_RELATION;

  if (pattern->fact && columns[pattern->kind].fact)
    g_string_append_printf(sql, " AND fact.%s = ?1", columns[pattern->kind].fact);
  if (pattern->subject && columns[pattern->kind].subject)
    g_string_append_printf(sql, " AND fact.%s = ?2", columns[pattern->kind].subject);
  if (pattern->predicate && columns[pattern->kind].predicate)
    g_string_append_printf(sql, " AND fact.%s = ?3", columns[pattern->kind].predicate);
  /* Subject and predicate with an object: as the index of same facts is written. */
  if (pattern->object && of_facts)
    g_string_append(sql, pattern->subject && pattern->predicate ? " AND ifnull(fact.object, 0) = ?4"
                                                                : " AND fact.object = ?4");
  if (pattern->text && columns[pattern->kind].text)
    g_string_append_printf(sql, " AND fact.%s = ?5", columns[pattern->kind].text);
  if (pattern->county && pattern->kind == TY_MATCH_ENTITY)
    g_string_append(sql, " AND fact.county = ?6");
  if (pattern->once && of_facts)
    g_string_append(sql, " AND NOT EXISTS (SELECT 1 FROM fact AS b WHERE b.subject = fact.subject"
                         " AND b.predicate = fact.predicate"
                         " AND ifnull(b.object, 0) = ifnull(fact.object, 0) AND b.id < fact.id"
                         " AND (fact.object IS NOT NULL OR b.value = fact.value))");
  return g_string_free(sql, FALSE);
}

static void bind_text(sqlite3_stmt *row, int at, const char *text) {
  if (text)
    sqlite3_bind_text(row, at, text, -1, SQLITE_TRANSIENT);
}

TyMatch *ty_atlas_match(TyAtlas *atlas, const TyMatchPattern *pattern, GError **error) {
  g_autofree char *sql = sql_of(pattern);
  GPtrArray *idle = g_hash_table_lookup(atlas->idle, sql);
  sqlite3_stmt *row = idle && idle->len > 0 ? g_ptr_array_steal_index(idle, idle->len - 1) : NULL;

  if (!row &&
      sqlite3_prepare_v3(atlas->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &row, NULL) != SQLITE_OK) {
    ty_atlas_fail(atlas, "ask", error);
    return NULL;
  }
  sqlite3_bind_int64(row, 1, pattern->fact);
  sqlite3_bind_int64(row, 2, pattern->subject);
  bind_text(row, 3, pattern->predicate);
  sqlite3_bind_int64(row, 4, pattern->object);
  bind_text(row, 5, pattern->text);
  bind_text(row, 6, pattern->county);
  TyMatch *match = g_new0(TyMatch, 1);
  *match = (TyMatch){atlas, pattern->kind, g_steal_pointer(&sql), row};
  return match;
}

gboolean ty_match_next(TyMatch *match, TyMatchRow *found, GError **error) {
  if (!ty_atlas_next(match->atlas, match->row, error))
    return FALSE;
  sqlite3_stmt *row = match->row;
  *found = (TyMatchRow){.fact = {.id = sqlite3_column_int64(row, 0),
                                 .subject = sqlite3_column_int64(row, 1),
                                 .subject_name = ty_column_text(row, 2),
                                 .predicate = ty_column_text(row, 3),
                                 .object = sqlite3_column_int64(row, 4),
                                 .object_name = ty_column_text(row, 5),
                                 .value = ty_column_text(row, 6),
                                 .unit = ty_column_text(row, 7),
                                 .confidence = sqlite3_column_double(row, 8),
                                 .qualifier = ty_column_text(row, 11),
                                 .weaker = sqlite3_column_int(row, 12)},
                        .lat_deg = NAN,
                        .lon_deg = NAN};
  if (match->kind == TY_MATCH_PLACE) {
    found->lat_deg = sqlite3_column_double(row, 9);
    found->lon_deg = sqlite3_column_double(row, 10);
  } else {
    found->fact.valid_from = ty_column_text(row, 9);
    found->fact.valid_to = ty_column_text(row, 10);
  }
  return TRUE;
}

static void finalise(gpointer statement) { sqlite3_finalize(statement); }

void ty_match_free(TyMatch *match) {
  GHashTable *pools = match->atlas->idle;
  GPtrArray *idle = g_hash_table_lookup(pools, match->sql);

  sqlite3_reset(match->row);
  sqlite3_clear_bindings(match->row);
  if (!idle) {
    idle = g_ptr_array_new_with_free_func(finalise);
    g_hash_table_insert(pools, g_steal_pointer(&match->sql), idle);
  }
  g_ptr_array_add(idle, match->row);
  g_free(match->sql);
  g_free(match);
}

gboolean ty_atlas_add_rule(TyAtlas *atlas, const TyStoredRule *rule, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO rule VALUES (?, (SELECT count(*) FROM rule), ?, ?, ?, ?)"
                        " ON CONFLICT (id) DO UPDATE SET condition = excluded.condition,"
                        " conclusion = excluded.conclusion, confidence = excluded.confidence,"
                        " note = excluded.note",
                        "sssdt", rule->id, rule->condition, rule->conclusion, rule->confidence,
                        rule->note);
}

gboolean ty_atlas_each_rule(TyAtlas *atlas, TyStoredRuleFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT id, condition, conclusion, confidence, note FROM rule ORDER BY rank, id", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyStoredRule rule = {ty_column_text(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                         sqlite3_column_double(row, 3), ty_column_text(row, 4)};
    if (!func(&rule, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gint64 ty_atlas_degree(TyAtlas *atlas, gint64 entity, gint64 at_most) {
  return ty_atlas_number(atlas, 0,
                         "SELECT count(*) FROM (SELECT 1 FROM fact WHERE subject = ?1"
                         " AND object IS NOT NULL UNION ALL SELECT 1 FROM fact WHERE object = ?1"
                         " LIMIT ?2)",
                         "ii", entity, at_most);
}
