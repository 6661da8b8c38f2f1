/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/decision.h"

#include "atlas/statement.h"

gboolean ty_atlas_add_decision(TyAtlas *atlas, const TyDecision *decision, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT OR REPLACE INTO decision (key, name, verdict, kind, county, of)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
                        "sssttt", decision->key, decision->name, decision->verdict, decision->kind,
                        decision->county, decision->of);
}

gboolean ty_atlas_each_decision(TyAtlas *atlas, const char *key, TyDecisionFunc func, gpointer data,
                                GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT id, key, name, verdict, kind, county, of FROM decision"
                     " WHERE ?1 IS NULL OR key = ?1 ORDER BY id",
                     "t", key);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyDecision decision = {.id = sqlite3_column_int64(row, 0),
                           .key = ty_column_text(row, 1),
                           .name = ty_column_text(row, 2),
                           .verdict = ty_column_text(row, 3),
                           .kind = ty_column_text(row, 4),
                           .county = ty_column_text(row, 5),
                           .of = ty_column_text(row, 6)};
    if (!func(&decision, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_undo_decision(TyAtlas *atlas, const char *key, GError **error) {
  return ty_atlas_write(atlas, error,
                        "DELETE FROM entity WHERE name = (SELECT name FROM decision"
                        " WHERE key = ?1 AND verdict = 'entity') AND NOT EXISTS (SELECT 1 FROM fact"
                        " JOIN evidence ON evidence.fact = fact.id"
                        " JOIN source ON source.id = evidence.source"
                        " WHERE fact.subject = entity.id AND source.role <> 'names')",
                        "s", key) &&
         ty_atlas_write(atlas, error,
                        "DELETE FROM alias WHERE key = ?1 AND rank > 0 AND entity IN"
                        " (SELECT entity.id FROM decision JOIN entity ON entity.name = decision.of"
                        " WHERE decision.key = ?1 AND verdict = 'alias')",
                        "s", key) &&
         ty_atlas_write(atlas, error,
                        "DELETE FROM lexicon_word WHERE role = 'word' AND key = ?1"
                        " AND NOT taken_out AND EXISTS (SELECT 1 FROM decision"
                        " WHERE key = ?1 AND verdict = 'word')",
                        "s", key) &&
         ty_atlas_write(atlas, error, "DELETE FROM decision WHERE key = ?1", "s", key);
}
