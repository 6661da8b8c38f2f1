/* SPDX-License-Identifier: Apache-2.0 */
/* Questions in SQL over the views. SQLite tells its authoriser through which view a table is read,
 * but a name in a WITH clause counts as one too: so the views are read through twins in the
 * temporary schema, whose names nobody can guess. */
#include "atlas/sql.h"

#include <math.h>
#include <string.h>

/* Between two looks at the clock. */
enum { STEPS_PER_LOOK = 2000, LONGEST_TEXT_BYTES = 64 << 20 };

static int look_at_clock(void *data) {
  const TyBound *bound = data;
  return g_get_monotonic_time() >= bound->until_us;
}

void ty_atlas_limit_seconds(TyAtlas *atlas, double seconds) {
  g_clear_pointer(&atlas->bound, g_free);
  if (seconds > 0) {
    atlas->bound = g_new0(TyBound, 1);
    atlas->bound->seconds = MIN(seconds, 1e6);
    atlas->bound->until_us = g_get_monotonic_time() + (gint64) (atlas->bound->seconds * 1e6);
  }
  sqlite3_progress_handler(atlas->db, atlas->bound ? STEPS_PER_LOOK : 0,
                           atlas->bound ? look_at_clock : NULL, atlas->bound);
}

gboolean ty_atlas_is_out_of_time(const TyAtlas *atlas) {
  return atlas->bound && g_get_monotonic_time() >= atlas->bound->until_us;
}

static void distance_km(sqlite3_context *context, int n, sqlite3_value **values) {
  double degree = G_PI / 180, at[4] = {0};

  for (int i = 0; i < n; i++) {
    if (sqlite3_value_type(values[i]) == SQLITE_NULL)
      return;
    at[i] = sqlite3_value_double(values[i]) * degree;
  }
  double across = sin((at[2] - at[0]) / 2), along = sin((at[3] - at[1]) / 2);
  double part = across * across + cos(at[0]) * cos(at[2]) * along * along;
  sqlite3_result_double(context, 2 * 6371.0088 * asin(sqrt(MIN(part, 1))));
}

/* Who may read ----------------------------------------------------------------------------------
 */

typedef struct {
  const char *prefix; /* what the names of the twins begin with */
  char *denied;       /* what was asked for and may not be; NULL: nothing */
} Gate;

static const char *action_name(int action) {
  switch (action) {
  case SQLITE_ATTACH:
    return "ATTACH";
  case SQLITE_DETACH:
    return "DETACH";
  case SQLITE_PRAGMA:
    return "PRAGMA";
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT:
    return "a transaction";
  case SQLITE_INSERT:
    return "INSERT";
  case SQLITE_UPDATE:
    return "UPDATE";
  case SQLITE_DELETE:
    return "DELETE";
  default:
    return "a statement that changes the atlas";
  }
}

static gboolean may_call(const char *function) {
  return g_ascii_strcasecmp(function, "load_extension") != 0 &&
         g_ascii_strncasecmp(function, "fts5", 4) != 0;
}

/* Where views are joined, SQLite asks for a table as a whole (no column) without telling the view.
 * That gives away how many rows there are, which the views do too. */
static gboolean may_count(const char *table) {
  static const char *const tables[] = {
      "alias", "calendar", "coordinate", "document", "entity",  "evidence",
      "fact",  "keyword",  "kind",       "leg",      "mention", "predicate",
      "rule",  "source",   "theme_site", "topic",    NULL};
  return g_strv_contains(tables, table);
}

static int authorise(void *data, int action, const char *a, const char *b, const char *schema,
                     const char *view) {
  Gate *gate = data;
  (void) schema;

  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  case SQLITE_FUNCTION:
    if (may_call(b))
      return SQLITE_OK;
    break;
  case SQLITE_READ:
    if ((view && g_str_has_prefix(view, gate->prefix)) || g_str_has_prefix(a, gate->prefix) ||
        (g_str_has_prefix(a, "v_") && g_strcmp0(schema, "temp") == 0) || (!*b && may_count(a)) ||
        g_str_equal(a, "json_each") || g_str_equal(a, "json_tree"))
      return SQLITE_OK;
    break;
  default:
    break;
  }
  if (!gate->denied)
    gate->denied = action == SQLITE_READ       ? g_strdup_printf("the table %s", a)
                   : action == SQLITE_FUNCTION ? g_strdup_printf("the function %s", b)
                                               : g_strdup(action_name(action));
  return SQLITE_DENY;
}

/* Makes the twins: v_facts reads "PREFIXv_facts", which reads the tables. */
static gboolean make_views(TyAtlas *atlas, const char *prefix, GError **error) {
  static const char begins[] = "CREATE VIEW ";
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT name, sql FROM main.sqlite_schema WHERE type = 'view'"
                     " AND name GLOB 'v_*' ORDER BY name",
                     "");
  g_autoptr(GString) sql = g_string_new("PRAGMA query_only = OFF;");

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, NULL)) {
    const char *name = ty_column_text(row, 0), *text = ty_column_text(row, 1);
    const char *as = strstr(text, " AS ");
    if (!g_str_has_prefix(text, begins) || !as)
      continue;
    g_string_append_printf(sql,
                           "DROP VIEW IF EXISTS temp.%s; CREATE TEMP VIEW \"%s%s\"%s;"
                           "CREATE TEMP VIEW %s AS SELECT * FROM temp.\"%s%s\";",
                           name, prefix, name, as, name, prefix, name);
  }
  g_clear_pointer(&row, sqlite3_finalize);
  return ty_atlas_run(atlas, sql->str, error);
}

static gboolean drop_views(TyAtlas *atlas, const char *prefix) {
  g_autoptr(GString) sql = g_string_new(NULL);
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, NULL, "SELECT name FROM temp.sqlite_schema WHERE type = 'view' ORDER BY name", "");

  while (row && ty_atlas_next(atlas, row, NULL))
    if (g_str_has_prefix(ty_column_text(row, 0), "v_"))
      g_string_append_printf(sql, "DROP VIEW temp.%s; DROP VIEW temp.\"%s%s\";",
                             ty_column_text(row, 0), prefix, ty_column_text(row, 0));
  g_clear_pointer(&row, sqlite3_finalize);
  return ty_atlas_run(atlas, sql->str, NULL);
}

/* Asking ----------------------------------------------------------------------------------------
 */

static gboolean fail_at(TyAtlas *atlas, const char *sql, const Gate *gate, GError **error) {
  int offset = sqlite3_error_offset(atlas->db);

  if (sqlite3_errcode(atlas->db) == SQLITE_AUTH)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "SQL: found %s, expected a SELECT over the views v_entities, v_facts, v_evidence …"
                " (SELECT id FROM v_predicates; see tuyou help query)",
                gate->denied ? gate->denied : "what may not be read");
  else if (offset >= 0 && offset <= (int) strlen(sql)) {
    g_autofree char *before = g_strndup(sql, (gsize) offset);
    const char *line = strrchr(before, '\n');
    gsize n_lines = 1;
    for (const char *at = before; *at; at++)
      n_lines += *at == '\n';
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "SQL:%zu:%ld: %s", n_lines,
                g_utf8_strlen(line ? line + 1 : before, -1) + 1, sqlite3_errmsg(atlas->db));
  } else
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "SQL: %s", sqlite3_errmsg(atlas->db));
  return FALSE;
}

static sqlite3_stmt *prepare_one(TyAtlas *atlas, const char *sql, const Gate *gate,
                                 GError **error) {
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autoptr(sqlite3_stmt) second = NULL;
  const char *rest = NULL;

  if (sqlite3_prepare_v2(atlas->db, sql, -1, &statement, &rest) != SQLITE_OK) {
    fail_at(atlas, sql, gate, error);
    return NULL;
  }
  if (!statement) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "SQL: found nothing, expected a SELECT");
    return NULL;
  }
  if (sqlite3_prepare_v2(atlas->db, rest, -1, &second, NULL) != SQLITE_OK || second) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "SQL: found more than one statement (%s), "
                "expected one",
                rest);
    return NULL;
  }
  if (sqlite3_bind_parameter_count(statement) > 0 || sqlite3_stmt_isexplain(statement)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "SQL: found %s, expected a SELECT with its values",
                sqlite3_stmt_isexplain(statement) ? "EXPLAIN" : "a parameter without a value");
    return NULL;
  }
  return g_steal_pointer(&statement);
}

static gboolean give_row(sqlite3_stmt *row, gint64 number, TySqlRowFunc func, gpointer data,
                         GError **error) {
  int n = sqlite3_column_count(row);
  g_autofree const char **cells = g_new0(const char *, n + 1);
  g_autofree gboolean *numeric = g_new0(gboolean, n + 1);

  for (int i = 0; i < n; i++) {
    int type = number < 0 ? SQLITE_TEXT : sqlite3_column_type(row, i);
    cells[i] = number < 0            ? sqlite3_column_name(row, i)
               : type == SQLITE_NULL ? NULL
                                     : ty_column_text(row, i);
    numeric[i] = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
  }
  return func(number, n, cells, numeric, data, error);
}

static gboolean run_rows(TyAtlas *atlas, sqlite3_stmt *row, gint64 most, TySqlRowFunc func,
                         gpointer data, const char **cut, GError **error) {
  GError *why = NULL;

  if (!give_row(row, -1, func, data, error))
    return FALSE;
  for (gint64 i = 0; ty_atlas_next(atlas, row, &why); i++) {
    if (i == most) {
      g_free(atlas->cut);
      *cut = atlas->cut = g_strdup_printf("%" G_GINT64_FORMAT " rows", most);
      return TRUE;
    }
    if (!give_row(row, i, func, data, error))
      return FALSE;
  }
  if (g_error_matches(why, TY_ERROR, TY_ERROR_CANCELLED)) {
    g_free(atlas->cut);
    *cut = atlas->cut = g_strdup_printf("%g seconds", atlas->bound->seconds);
    g_clear_error(&why);
  }
  /* What only shows while it runs: an overflow, a text that is too long. */
  if (g_error_matches(why, TY_ERROR, TY_ERROR_SYSTEM)) {
    g_clear_error(&why);
    g_set_error(&why, TY_ERROR, TY_ERROR_USAGE, "SQL: %s", sqlite3_errmsg(atlas->db));
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_sql(TyAtlas *atlas, const char *sql, const TyQuestionLimits *limits,
                      TySqlRowFunc func, gpointer data, const char **cut, GError **error) {
  guint64 drawn[2];
  gboolean was_frozen = ty_atlas_number(atlas, 0, "PRAGMA query_only", "") != 0;

  *cut = NULL;
  sqlite3_randomness(sizeof drawn, drawn);
  g_autofree char *prefix = g_strdup_printf(
      "view-%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x-", drawn[0], drawn[1]);
  Gate gate = {prefix, NULL};
  sqlite3_create_function(atlas->db, "distance_km", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                          distance_km, NULL, NULL);
  if (!make_views(atlas, prefix, error) || !ty_atlas_run(atlas, "PRAGMA query_only = ON", error))
    return FALSE;
  int longest = sqlite3_limit(atlas->db, SQLITE_LIMIT_LENGTH, LONGEST_TEXT_BYTES);
  sqlite3_set_authorizer(atlas->db, authorise, &gate);
  ty_atlas_limit_seconds(atlas, limits && limits->seconds > 0 ? limits->seconds : 10);
  sqlite3_stmt *statement = prepare_one(atlas, sql, &gate, error);
  gboolean done = statement && run_rows(atlas, statement,
                                        limits && limits->most_rows > 0 ? limits->most_rows : 10000,
                                        func, data, cut, error);
  sqlite3_finalize(statement);
  ty_atlas_limit_seconds(atlas, 0);
  sqlite3_set_authorizer(atlas->db, NULL, NULL);
  sqlite3_limit(atlas->db, SQLITE_LIMIT_LENGTH, longest);
  g_free(gate.denied);
  ty_atlas_run(atlas, "PRAGMA query_only = OFF", NULL);
  drop_views(atlas, prefix);
  if (was_frozen)
    ty_atlas_run(atlas, "PRAGMA query_only = ON", NULL);
  return done;
}
