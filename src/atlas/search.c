/* SPDX-License-Identifier: Apache-2.0 */
/* The index of words: an FTS5 table over document's own texts, which it does not keep again. It is
 * current while meta.index is the stamp of the tokenizer. */
#include "atlas/stored.h"

/* Replaced or forgotten documents leave the index one by one up to this share of all; when more go,
 * it is made anew. */
#define MOST_TAKEN_OUT .3

/* Being current ---------------------------------------------------------------------------------
 */

void ty_atlas_look_at_index(TyAtlas *atlas) {
  g_autofree char *stamp = ty_atlas_get_meta(atlas, "index");

  atlas->index_current =
      atlas->tokenizer.words && stamp && g_str_equal(stamp, atlas->tokenizer.stamp);
}

void ty_atlas_set_tokenizer(TyAtlas *atlas, const TyTokenizer *tokenizer) {
  atlas->tokenizer = tokenizer ? *tokenizer : (TyTokenizer){0};
  ty_atlas_look_at_index(atlas);
}

gboolean ty_atlas_index_is_current(TyAtlas *atlas) {
  ty_atlas_look_at_index(atlas);
  return atlas->index_current;
}

gboolean ty_atlas_spoil_index(TyAtlas *atlas, GError **error) {
  atlas->index_current = FALSE;
  return ty_atlas_write(atlas, error, "DELETE FROM meta WHERE key = 'index'", "");
}

gboolean ty_atlas_rebuild_index(TyAtlas *atlas, GError **error) {
  if (!atlas->tokenizer.words) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: found no tokenizer, expected one to index by",
                atlas->path);
    return FALSE;
  }
  if (!ty_atlas_run(atlas, "INSERT INTO document_index (document_index) VALUES ('rebuild')",
                    error) ||
      !ty_atlas_set_meta(atlas, "index", atlas->tokenizer.stamp, error))
    return FALSE;
  atlas->index_current = TRUE;
  return TRUE;
}

gboolean ty_atlas_unindex_source(TyAtlas *atlas, const char *name, const char *role,
                                 GError **error) {
  static const char of_source[] =
      "SELECT count(*) FROM document WHERE source = (SELECT id FROM source WHERE name = ? AND"
      " role = ?)";
  gint64 n = ty_atlas_number(atlas, 0, of_source, "ss", name, role);

  if (n == 0)
    return TRUE;
  if (!atlas->index_current ||
      (double) n >
          MOST_TAKEN_OUT * (double) ty_atlas_number(atlas, 0, "SELECT count(*) FROM document", ""))
    return ty_atlas_spoil_index(atlas, error);
  return ty_atlas_write(atlas, error,
                        "INSERT INTO document_index (document_index, rowid, title, text, tags)"
                        " SELECT 'delete', id, title, text, tags FROM document"
                        " WHERE source = (SELECT id FROM source WHERE name = ? AND role = ?)",
                        "ss", name, role);
}

/* Asking ----------------------------------------------------------------------------------------
 */

/* "千手" + "观音" */
static void append_phrase(GString *match, const TyPhrase *phrase) {
  for (gsize i = 0; i < phrase->n_words; i++) {
    g_string_append(match, i ? " + \"" : "\"");
    for (const char *c = phrase->words[i]; *c; c++) {
      if (*c == '"')
        g_string_append_c(match, '"');
      g_string_append_c(match, *c);
    }
    g_string_append_c(match, '"');
  }
}

static void append_clauses(GString *match, const TySearchClause *clauses, gsize n_clauses,
                           gboolean excluded, const char *between) {
  gboolean first = TRUE;

  for (gsize i = 0; i < n_clauses; i++) {
    if (clauses[i].excluded != excluded)
      continue;
    g_string_append(match, first ? "(" : between);
    first = FALSE;
    for (gsize p = 0; p < clauses[i].n_phrases; p++) {
      g_string_append(match, p ? " OR " : "(");
      append_phrase(match, &clauses[i].phrases[p]);
    }
    g_string_append_c(match, ')');
  }
  if (!first)
    g_string_append_c(match, ')');
}

/* FTS5's own way to say it: ((a) AND (b OR c)) NOT ((d) OR (e)). */
static char *match_of(const TySearchClause *clauses, gsize n_clauses) {
  g_autoptr(GString) match = g_string_new(NULL), without = g_string_new(NULL);

  append_clauses(match, clauses, n_clauses, FALSE, " AND ");
  append_clauses(without, clauses, n_clauses, TRUE, " OR ");
  if (without->len > 0)
    g_string_append_printf(match, " NOT %s", without->str);
  return g_string_free(g_steal_pointer(&match), FALSE);
}

#define FOUND                                                                                      \
  " FROM document_index JOIN document ON document.id = document_index.rowid"                       \
  " JOIN source ON source.id = document.source"                                                    \
  " WHERE document_index MATCH ?10 AND " TY_FILTER_CONDITION

gboolean ty_atlas_search(TyAtlas *atlas, const TySearchClause *clauses, gsize n_clauses,
                         const TyDocumentFilter *filter, gsize top, TyFoundFunc func, gpointer data,
                         gint64 *n_found, GError **error) {
  static const TyDocumentFilter all = {0};
  const TyDocumentFilter *wanted = filter ? filter : &all;
  g_autofree char *match = match_of(clauses, n_clauses);
  GError *why = NULL;

  if (!ty_atlas_index_is_current(atlas)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "%s: found an index that is not current, expected one made with the words known"
                " now",
                atlas->path);
    return FALSE;
  }
  if (n_found)
    *n_found = ty_atlas_number(atlas, 0, "SELECT count(*)" FOUND, TY_FILTER_FORMAT "t",
                               TY_FILTER_VALUES(wanted), match);
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT " TY_STORED_COLUMNS ", -bm25(document_index, 3.0, 1.0, 2.0) AS score" FOUND
      " ORDER BY score DESC, document.id LIMIT ?11",
      TY_FILTER_FORMAT "ti", TY_FILTER_VALUES(wanted), match, top ? (gint64) top : (gint64) -1);
  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyStoredDocument document = ty_stored_document(row);
    if (!func(&document, sqlite3_column_double(row, TY_N_STORED_COLUMNS), data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
