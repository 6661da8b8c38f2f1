/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/load.h"

gboolean ty_atlas_strengthen_fact(TyAtlas *atlas, gint64 id, const TyFact *fact, GError **error) {
  return ty_atlas_write(atlas, error,
                        "UPDATE fact SET confidence = max(confidence, ?2), weight = max(weight, ?3)"
                        " WHERE id = ?1 AND (confidence < ?2 OR weight < ?3)",
                        "idd", id, fact->confidence, fact->weight > 0 ? fact->weight : 1.0);
}

static gint64 insert_fact(TyAtlas *atlas, const TyFact *fact, gint32 same, GError **error) {
  if (!ty_atlas_write(atlas, error,
                      "INSERT INTO fact (subject, predicate, object, value, unit, qualifier,"
                      " valid_from, valid_to, weight, confidence, same)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "isrtttttddi", fact->subject, fact->predicate, fact->object, fact->value,
                      fact->unit, fact->qualifier, fact->valid_from, fact->valid_to,
                      fact->weight > 0 ? fact->weight : 1.0, fact->confidence, (gint64) same))
    return 0;
  return sqlite3_last_insert_rowid(atlas->db);
}

gboolean ty_atlas_add_evidence(TyAtlas *atlas, gint64 fact, const TyEvidence *evidence,
                               GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO evidence (fact, source, line, citation, note, document, start,"
                        " stop, confidence, pattern) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "irrttriidt", fact, evidence->source, evidence->line, evidence->citation,
                        evidence->note, evidence->document, (gint64) evidence->start,
                        (gint64) evidence->end, evidence->confidence, evidence->pattern);
}

gint64 ty_atlas_add_fact(TyAtlas *atlas, const TyFact *fact, const TyEvidence *evidence,
                         GError **error) {
  if (atlas->load)
    return ty_atlas_gather_fact(atlas, fact, evidence, error) ? 1 : 0;
  gint32 same = ty_fact_same(fact);
  gint64 id = ty_atlas_find_fact(atlas, fact, same);
  if (id ? !ty_atlas_strengthen_fact(atlas, id, fact, error)
         : (id = insert_fact(atlas, fact, same, error)) == 0)
    return 0;
  if (!fact->object)
    ty_atlas_note_rank(atlas, fact);
  TyEvidence said = *evidence;
  if (!(said.confidence > 0))
    said.confidence = fact->confidence;
  return ty_atlas_add_evidence(atlas, id, &said, error) ? id : 0;
}

#define FACT_COLUMNS                                                                               \
  "SELECT fact.id, subject, predicate, ifnull(object, 0), value, fact.unit, qualifier,"            \
  " valid_from, valid_to, confidence, weight, weaker, o.name, s.name FROM fact"                    \
  " JOIN entity AS s ON s.id = subject LEFT JOIN entity AS o ON o.id = object"                     \
  " JOIN predicate AS p ON p.id = predicate"

static gboolean each_fact(TyAtlas *atlas, sqlite3_stmt *row, TyFactFunc func, gpointer data,
                          GError **error) {
  GError *why = NULL;

  while (ty_atlas_next(atlas, row, &why)) {
    TyFact fact = {.id = sqlite3_column_int64(row, 0),
                   .subject = sqlite3_column_int64(row, 1),
                   .predicate = ty_column_text(row, 2),
                   .object = sqlite3_column_int64(row, 3),
                   .value = ty_column_text(row, 4),
                   .unit = ty_column_text(row, 5),
                   .qualifier = ty_column_text(row, 6),
                   .valid_from = ty_column_text(row, 7),
                   .valid_to = ty_column_text(row, 8),
                   .confidence = sqlite3_column_double(row, 9),
                   .weight = sqlite3_column_double(row, 10),
                   .weaker = sqlite3_column_int(row, 11),
                   .object_name = ty_column_text(row, 12),
                   .subject_name = ty_column_text(row, 13)};
    if (!func(&fact, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_each_fact(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object,
                            TyFactFunc func, gpointer data, GError **error) {
#define REST " AND (?2 IS NULL OR predicate = ?2)"
#define ORDER " ORDER BY subject, p.rank, weaker, fact.id"
  /* Whether an index serves is settled before the values are known: hence three texts. */
  const char *query = subject ? FACT_COLUMNS " WHERE subject = ?1" REST
                                             " AND (?3 IS NULL OR object = ?3)" ORDER
                      : object ? FACT_COLUMNS " WHERE ?1 IS NULL AND object = ?3" REST ORDER
                               : FACT_COLUMNS " WHERE ?1 IS NULL AND ?3 IS NULL" REST ORDER;
#undef REST
#undef ORDER
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error, query, "rtr", subject, predicate, object);
  return row && each_fact(atlas, row, func, data, error);
}

gboolean ty_atlas_each_extracted(TyAtlas *atlas, TyFactFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      FACT_COLUMNS " WHERE fact.id IN (SELECT fact FROM evidence WHERE document IS NOT NULL)"
                   " ORDER BY fact.id",
      "");
  return row && each_fact(atlas, row, func, data, error);
}

gboolean ty_atlas_drop_extracted(TyAtlas *atlas, const gint64 *facts, gsize n, GError **error) {
  for (gsize i = 0; i < n; i++)
    if (!ty_atlas_write(atlas, error,
                        "DELETE FROM evidence WHERE fact = ? AND document IS NOT NULL", "i",
                        facts[i]))
      return FALSE;
  return n == 0 || ty_atlas_settle(atlas, error);
}

gboolean ty_atlas_would_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object) {
  if (atlas->load)
    return ty_load_would_ring(atlas, subject, predicate, object);
  return ty_atlas_number(
             atlas, 0,
             "WITH RECURSIVE way (id) AS (SELECT ?3 UNION SELECT object FROM fact"
             " JOIN way ON subject = way.id WHERE predicate = ?2 AND object IS NOT NULL)"
             " SELECT count(*) FROM way WHERE id = ?1",
             "isi", subject, predicate, object) > 0;
}

gboolean ty_atlas_fact_is_curated(TyAtlas *atlas, gint64 fact) {
  return ty_atlas_number(
             atlas, 0,
             "SELECT EXISTS (SELECT 1 FROM evidence WHERE fact = ? AND source IS NOT NULL)", "i",
             fact) == 1;
}

gboolean ty_atlas_each_evidence(TyAtlas *atlas, gint64 fact, TyEvidenceFunc func, gpointer data,
                                GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT ifnull(evidence.source, 0), evidence.line, citation, note, "
                     "ifnull(document, 0), start,"
                     " stop, confidence, source.name, document.line,"
                     " CAST(substr(CAST(document.text AS BLOB), start + 1, stop - start) AS TEXT),"
                     " pattern"
                     " FROM evidence LEFT JOIN document ON document.id = document"
                     " JOIN source ON source.id = ifnull(evidence.source, document.source)"
                     " WHERE fact = ? ORDER BY confidence DESC, evidence.id",
                     "i", fact);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyEvidence evidence = {.source = sqlite3_column_int64(row, 0),
                           .line = sqlite3_column_int64(row, 1),
                           .citation = ty_column_text(row, 2),
                           .note = ty_column_text(row, 3),
                           .document = sqlite3_column_int64(row, 4),
                           .start = (gsize) sqlite3_column_int64(row, 5),
                           .end = (gsize) sqlite3_column_int64(row, 6),
                           .confidence = sqlite3_column_double(row, 7),
                           .pattern = ty_column_text(row, 11)};
    if (evidence.document)
      evidence.line = sqlite3_column_int64(row, 9);
    if (!func(&evidence, ty_column_text(row, 8), evidence.document ? ty_column_text(row, 10) : NULL,
              data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_add_mention(TyAtlas *atlas, gint64 document, gint64 entity, TySpan span,
                              double confidence, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO mention VALUES (?, ?, ?, ?, ?)",
                        "iiiid", document, (gint64) span.start, (gint64) span.end, entity,
                        confidence);
}

gboolean ty_atlas_clear_mentions(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas, "DELETE FROM mention; DELETE FROM evidence WHERE document IS NOT NULL",
                      error) &&
         ty_atlas_settle(atlas, error);
}

gboolean ty_atlas_each_mention(TyAtlas *atlas, gint64 document, gint64 entity,
                               TyMentionRowFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT document, entity, start, stop FROM mention"
                     " WHERE (?1 IS NULL OR document = ?1) AND (?2 IS NULL OR entity = ?2)"
                     " ORDER BY document, start",
                     "rr", document, entity);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TySpan span = {(gsize) sqlite3_column_int64(row, 2), (gsize) sqlite3_column_int64(row, 3)};
    if (!func(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), span, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
