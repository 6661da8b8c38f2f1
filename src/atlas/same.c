/* SPDX-License-Identifier: Apache-2.0 */
/* Same facts are found by a hash of 32 bits, within their subject and predicate, and compared. */
#include "atlas/load.h"

#include "base/hash.h"

#include <string.h>

gint32 ty_fact_same(const TyFact *fact) {
  const char *texts[] = {fact->value, fact->unit, fact->qualifier, fact->valid_from,
                         fact->valid_to};
  guint64 hash = ty_mix64((guint64) fact->object);

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i] && *texts[i])
      hash = ty_hash_bytes(texts[i], strlen(texts[i]), hash + i);
  return (gint32) (guint32) hash;
}

static const char *text_of(sqlite3_value *value) {
  return (const char *) sqlite3_value_text(value);
}

static void same_in_sql(sqlite3_context *context, int n, sqlite3_value **values) {
  (void) n;
  TyFact fact = {.object = sqlite3_value_int64(values[0]),
                 .value = text_of(values[1]),
                 .unit = text_of(values[2]),
                 .qualifier = text_of(values[3]),
                 .valid_from = text_of(values[4]),
                 .valid_to = text_of(values[5])};
  sqlite3_result_int(context, ty_fact_same(&fact));
}

gboolean ty_atlas_register_same(TyAtlas *atlas, GError **error) {
  return sqlite3_create_function(atlas->db, "tuyou_same", 6,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                 same_in_sql, NULL, NULL) == SQLITE_OK ||
         ty_atlas_fail(atlas, "prepare", error);
}

gint64 ty_atlas_find_fact(TyAtlas *atlas, const TyFact *fact, gint32 same) {
  sqlite3_stmt *row = ty_atlas_kept_query(
      atlas,
      "SELECT id FROM fact WHERE subject = ?1 AND predicate = ?2 AND same = ?3"
      " AND ifnull(object, 0) = ?4 AND ifnull(value, '') = ?5 AND ifnull(unit, '') = ?6"
      " AND ifnull(qualifier, '') = ?7 AND ifnull(valid_from, '') = ?8"
      " AND ifnull(valid_to, '') = ?9",
      "isiisssss", fact->subject, fact->predicate, (gint64) same, fact->object, fact->value,
      fact->unit, fact->qualifier, fact->valid_from, fact->valid_to);
  gint64 id = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;

  if (row)
    sqlite3_reset(row);
  return id;
}
