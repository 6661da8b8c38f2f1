/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

#include <math.h>
#include <stdarg.h>

gboolean ty_atlas_fail(TyAtlas *atlas, const char *doing, GError **error) {
  int code = sqlite3_errcode(atlas->db);
  if (code == SQLITE_INTERRUPT) {
    g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "%s: the time given for a question is over",
                atlas->path);
    return FALSE;
  }
  gboolean damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;

  g_set_error(error, TY_ERROR, damaged ? TY_ERROR_DAMAGED : TY_ERROR_SYSTEM,
              "%s: cannot %s: found %s%s", atlas->path, doing, sqlite3_errmsg(atlas->db),
              damaged ? ", expected an atlas" : "");
  return FALSE;
}

gboolean ty_atlas_run(TyAtlas *atlas, const char *sql, GError **error) {
  return sqlite3_exec(atlas->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
         ty_atlas_fail(atlas, "write", error);
}

typedef void (*Destructor)(void *);

static void bind_text(sqlite3_stmt *statement, int at, const char *text, gboolean keep_empty,
                      Destructor keep) {
  if (text ? *text || keep_empty : keep_empty)
    sqlite3_bind_text(statement, at, text ? text : "", -1, keep);
  else
    sqlite3_bind_null(statement, at);
}

/* The analyser does not see that callers started the list. */
/* NOLINTBEGIN(clang-analyzer-valist.Uninitialized) */
static void bind(sqlite3_stmt *statement, const char *format, Destructor keep, va_list values) {
  for (int at = 1; *format; format++, at++)
    switch (*format) {
    case 't':
    case 's':
      bind_text(statement, at, va_arg(values, const char *), *format == 's', keep);
      break;
    case 'i':
      sqlite3_bind_int64(statement, at, va_arg(values, gint64));
      break;
    case 'r': {
      gint64 id = va_arg(values, gint64);
      if (id)
        sqlite3_bind_int64(statement, at, id);
      else
        sqlite3_bind_null(statement, at);
      break;
    }
    case 'd': {
      double value = va_arg(values, double);
      if (isnan(value))
        sqlite3_bind_null(statement, at);
      else
        sqlite3_bind_double(statement, at, value);
      break;
    }
    case 'k': {
      const guint8 *sketch = va_arg(values, const guint8 *);
      if (sketch)
        sqlite3_bind_blob(statement, at, sketch, TY_SKETCH_BYTES, keep);
      else
        sqlite3_bind_null(statement, at);
      break;
    }
    case 'y': {
      const void *bytes = va_arg(values, const void *);
      sqlite3_bind_blob64(statement, at, bytes ? bytes : "", va_arg(values, gsize), keep);
      break;
    }
    default:
      g_assert(*format == 'b');
      sqlite3_bind_int(statement, at, va_arg(values, gboolean) != FALSE);
    }
}
/* NOLINTEND(clang-analyzer-valist.Uninitialized) */

static sqlite3_stmt *prepare(TyAtlas *atlas, const char *sql, unsigned flags, GError **error) {
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3(atlas->db, sql, -1, flags, &statement, NULL) != SQLITE_OK)
    ty_atlas_fail(atlas, "ask", error);
  return statement;
}

static sqlite3_stmt *kept(TyAtlas *atlas, const char *sql, GError **error) {
  sqlite3_stmt *statement = g_hash_table_lookup(atlas->writers, sql);

  if (!statement) {
    statement = prepare(atlas, sql, SQLITE_PREPARE_PERSISTENT, error);
    if (statement)
      g_hash_table_insert(atlas->writers, (gpointer) sql, statement);
  }
  return statement;
}

gboolean ty_atlas_write(TyAtlas *atlas, GError **error, const char *sql, const char *format, ...) {
  sqlite3_stmt *statement = kept(atlas, sql, error);
  va_list values;

  if (!statement)
    return FALSE;
  va_start(values, format);
  bind(statement, format, SQLITE_STATIC, values);
  va_end(values);
  int code = sqlite3_step(statement);
  gboolean done = code == SQLITE_DONE || code == SQLITE_ROW || ty_atlas_fail(atlas, "write", error);
  sqlite3_reset(statement);
  return done;
}

sqlite3_stmt *ty_atlas_kept_query(TyAtlas *atlas, const char *sql, const char *format, ...) {
  sqlite3_stmt *statement = kept(atlas, sql, NULL);
  va_list values;

  if (statement) {
    va_start(values, format);
    bind(statement, format, SQLITE_TRANSIENT, values);
    va_end(values);
  }
  return statement;
}

sqlite3_stmt *ty_atlas_query(TyAtlas *atlas, GError **error, const char *sql, const char *format,
                             ...) {
  sqlite3_stmt *statement = prepare(atlas, sql, 0, error);
  va_list values;

  if (statement) {
    va_start(values, format);
    bind(statement, format, SQLITE_TRANSIENT, values);
    va_end(values);
  }
  return statement;
}

gboolean ty_atlas_next(TyAtlas *atlas, sqlite3_stmt *statement, GError **error) {
  int code = sqlite3_step(statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    ty_atlas_fail(atlas, "read", error);
  return code == SQLITE_ROW;
}

gint64 ty_atlas_number(TyAtlas *atlas, gint64 missing, const char *sql, const char *format, ...) {
  g_autoptr(sqlite3_stmt) statement = prepare(atlas, sql, 0, NULL);
  va_list values;

  if (!statement)
    return missing;
  va_start(values, format);
  bind(statement, format, SQLITE_TRANSIENT, values);
  va_end(values);
  return sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : missing;
}

gint64 ty_atlas_kept_number(TyAtlas *atlas, gint64 missing, const char *sql, const char *format,
                            ...) {
  sqlite3_stmt *statement = kept(atlas, sql, NULL);
  va_list values;

  if (!statement)
    return missing;
  va_start(values, format);
  bind(statement, format, SQLITE_STATIC, values);
  va_end(values);
  gint64 number =
      sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : missing;
  sqlite3_reset(statement);
  return number;
}

const char *ty_column_text(sqlite3_stmt *statement, int column) {
  return (const char *) sqlite3_column_text(statement, column);
}
