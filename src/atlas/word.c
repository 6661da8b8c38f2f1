/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

#include <math.h>

gboolean ty_atlas_add_word(TyAtlas *atlas, const TyLexiconWord *word, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT OR REPLACE INTO lexicon_word (role, key, word, tag, points, note,"
                        " taken_out) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        "ssstdtb", word->role, word->key, word->word, word->tag, word->points,
                        word->note, word->taken_out);
}

gboolean ty_atlas_drop_word(TyAtlas *atlas, const char *role, const char *key, gboolean *was_there,
                            GError **error) {
  gboolean dropped = ty_atlas_write(
      atlas, error, "DELETE FROM lexicon_word WHERE role = ? AND key = ?", "ss", role, key);

  if (was_there)
    *was_there = dropped && sqlite3_changes(atlas->db) > 0;
  return dropped;
}

gboolean ty_atlas_each_word(TyAtlas *atlas, const char *role, const char *key,
                            TyLexiconWordFunc func, gpointer data, GError **error) {
  /* One entry is looked up by the table's key: a condition that may be open would scan them all. */
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      role && key ? "SELECT role, key, word, tag, points, note, taken_out FROM lexicon_word"
                    " WHERE role = ?1 AND key = ?2"
                  : "SELECT role, key, word, tag, points, note, taken_out FROM lexicon_word"
                    " WHERE (?1 IS NULL OR role = ?1) AND (?2 IS NULL OR key = ?2)"
                    " ORDER BY role, key",
      "tt", role, key);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyLexiconWord word = {
        .role = ty_column_text(row, 0),
        .key = ty_column_text(row, 1),
        .word = ty_column_text(row, 2),
        .tag = ty_column_text(row, 3),
        .points = sqlite3_column_type(row, 4) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 4),
        .note = ty_column_text(row, 5),
        .taken_out = sqlite3_column_int(row, 6) != 0,
    };
    if (!func(&word, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
