/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_add_authors(TyAtlas *atlas, gint64 id, const TyDocument *document,
                              GError **error) {
  if (document->kind != TY_DOCUMENT_PAPER)
    return TRUE;
  g_auto(GStrv) names = ty_author_names(document->author);

  for (gint64 i = 0; names[i]; i++) {
    g_autofree char *hash = ty_atlas_hash_author(atlas, names[i]);
    if (!ty_atlas_write(atlas, error, "INSERT INTO paper_author VALUES (?, ?, ?)", "iis", id, i + 1,
                        hash))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_atlas_each_author(TyAtlas *atlas, TyAuthorFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error, "SELECT document, rank, author FROM paper_author ORDER BY document, rank", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), ty_column_text(row, 2),
              data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}

/* The hash of the whole author field stands for its co-authors too: it goes with any of them. */
gboolean ty_atlas_forget_coauthor(TyAtlas *atlas, const char *hash, GError **error) {
  return ty_atlas_write(atlas, error,
                        "UPDATE document SET author = NULL WHERE id IN"
                        " (SELECT document FROM paper_author WHERE author = ?)",
                        "t", hash) &&
         ty_atlas_write(atlas, error, "DELETE FROM paper_author WHERE author = ?", "t", hash);
}
