/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

#include <glib/gstdio.h>

/* Each rule's SQL gives a subject and a message a row. */
static const struct {
  const char *kind, *sql;
} rules[] = {
    {"structure", "SELECT 'atlas', integrity_check FROM pragma_integrity_check"
                  " WHERE integrity_check <> 'ok'"},
    {"reference", "SELECT \"table\", 'row ' || rowid || ' points to a ' || parent ||"
                  " ' that is not there' FROM pragma_foreign_key_check"},
    {"evidence", "SELECT s.name, predicate || ' has no evidence' FROM fact JOIN entity AS s"
                 " ON s.id = subject WHERE fact.id NOT IN (SELECT fact FROM evidence)"},
    {"span", "SELECT 'document ' || document, 'evidence ' || evidence.id || ' spans bytes ' ||"
             " start || '–' || stop || ', expected within 0–' || length(CAST(text AS BLOB))"
             " FROM evidence JOIN document ON document.id = document"
             " WHERE NOT (0 <= start AND start < stop AND stop <= length(CAST(text AS BLOB)))"},
    {"span", "SELECT 'document ' || document, 'mention spans bytes ' || start || '–' || stop ||"
             " ', expected within 0–' || length(CAST(text AS BLOB))"
             " FROM mention JOIN document ON document.id = document"
             " WHERE NOT (0 <= start AND start < stop AND stop <= length(CAST(text AS BLOB)))"},
};

static const char *const tables[] = {"source",     "document", "rejected", "entity",     "alias",
                                     "fact",       "evidence", "mention",  "coordinate", "leg",
                                     "theme_site", "calendar", "answer",   "plan"};

static gboolean run_rule(TyAtlas *atlas, const char *kind, const char *sql, TyFindingFunc func,
                         gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error, sql, "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    func(kind, ty_column_text(row, 0), ty_column_text(row, 1), data);
  if (why)
    g_propagate_error(error, why);
  return !why;
}

/* SQLite reads what is missing of the last page as zeros. Pages that are still in the log are
 * missing by right. */
static void check_size(TyAtlas *atlas, TyFindingFunc func, gpointer data) {
  g_autofree char *log = g_strconcat(atlas->path, "-wal", NULL);
  gint64 expected = ty_atlas_number(atlas, 0, "PRAGMA page_count", "") *
                    ty_atlas_number(atlas, 0, "PRAGMA page_size", "");
  GStatBuf file, logged;

  if (g_stat(atlas->path, &file) != 0 || (g_stat(log, &logged) == 0 && logged.st_size > 0) ||
      file.st_size >= expected)
    return;
  g_autofree char *message =
      g_strdup_printf("found %" G_GINT64_FORMAT " bytes, expected %" G_GINT64_FORMAT
                      ": the end of the file is missing",
                      (gint64) file.st_size, expected);
  func("structure", "atlas", message, data);
}

gboolean ty_atlas_check(TyAtlas *atlas, TyFindingFunc func, gpointer data, GError **error) {
  check_size(atlas, func, data);
  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
    if (!run_rule(atlas, rules[i].kind, rules[i].sql, func, data, error))
      return FALSE;
  return TRUE;
}

gboolean ty_atlas_count(TyAtlas *atlas, TyFindingFunc func, gpointer data, GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_autofree char *sql =
        g_strdup_printf("SELECT '%s', CAST(count(*) AS TEXT) FROM %s", tables[i], tables[i]);
    if (!run_rule(atlas, "count", sql, func, data, error))
      return FALSE;
  }
  return TRUE;
}
