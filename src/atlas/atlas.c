/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/indexing.h"
#include "atlas/load.h"
#include "atlas/schema.h"
#include "atlas/statement.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static void finalise(gpointer statement) { sqlite3_finalize(statement); }

/* The file as SQLite is to open it. Reading a database with a write-ahead log takes a second file
 * beside it; where none can be made (a read-only disk) the database does not change either. */
static char *uri_of(const char *path, int flags) {
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  g_autofree char *folder = g_path_get_dirname(absolute);
  g_autofree char *escaped = g_uri_escape_string(absolute, "/", TRUE);
  gboolean frozen = flags == SQLITE_OPEN_READONLY && access(folder, W_OK) != 0;

  return g_strconcat("file:", escaped, frozen ? "?immutable=1" : "", NULL);
}

static TyAtlas *open_file(const char *path, int flags, GError **error) {
  g_autoptr(TyAtlas) atlas = g_new0(TyAtlas, 1);
  g_autofree char *name = uri_of(path, flags);

  atlas->path = g_strdup(path);
  atlas->unranked = g_array_new(FALSE, FALSE, sizeof(gint64));
  atlas->writers = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, finalise);
  atlas->idle =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (sqlite3_open_v2(name, &atlas->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL) !=
      SQLITE_OK) {
    ty_atlas_fail(atlas, "open", error);
    return NULL;
  }
  sqlite3_busy_timeout(atlas->db, TY_ATLAS_BUSY_MS);
  if (!ty_atlas_run(atlas,
                    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA threads = 2; "
                    "PRAGMA cache_size = " TY_ATLAS_CACHE,
                    error) ||
      !ty_atlas_register_tokenizer(atlas, error) || !ty_atlas_register_same(atlas, error))
    return NULL;
  return g_steal_pointer(&atlas);
}

static gboolean migrate(TyAtlas *atlas, gint64 version, GError **error) {
  for (const char *sql; (sql = ty_schema_migration((gsize) version)); version++) {
    g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %d", (int) version + 1);
    if (!ty_atlas_begin(atlas, error))
      return FALSE;
    if (!ty_atlas_run(atlas, sql, error) || !ty_atlas_run(atlas, mark, error) ||
        !ty_atlas_commit(atlas, error)) {
      ty_atlas_rollback(atlas);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean draw_salt(TyAtlas *atlas, GError **error) {
  guint8 bytes[32];
  g_autoptr(GString) salt = g_string_new(NULL);

  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: the system gave no random bytes for a salt",
                atlas->path);
    return FALSE;
  }
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf(salt, "%02x", bytes[i]);
  atlas->salt = g_strdup(salt->str);
  return ty_atlas_set_meta(atlas, "salt", salt->str, error);
}

TyAtlas *ty_atlas_create(const char *path, GError **error) {
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: found a file, expected none to be there",
                path);
    return NULL;
  }
  g_autoptr(TyAtlas) atlas = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  g_autofree char *id =
      g_strdup_printf("PRAGMA application_id = %d", (int) TY_ATLAS_APPLICATION_ID);
  if (!atlas)
    return NULL;
  /* A page of 8 KiB holds several posts, and is seldom divided. */
  if (!ty_atlas_run(atlas, "PRAGMA page_size = 8192", error) || !ty_atlas_run(atlas, id, error) ||
      !ty_atlas_run(atlas, "PRAGMA journal_mode = WAL", error) || !migrate(atlas, 0, error) ||
      !draw_salt(atlas, error)) {
    g_autofree char *temporary = g_strdup(path);
    g_clear_pointer(&atlas, ty_atlas_free);
    unlink(temporary);
    return NULL;
  }
  return g_steal_pointer(&atlas);
}

/* SQLite takes any file of length 0 for an empty database, and reports others late: look first. */
static gboolean is_atlas(const char *path, GError **error) {
  static const char magic[] = "SQLite format 3";
  char head[sizeof magic] = "";
  FILE *file = g_file_test(path, G_FILE_TEST_IS_DIR) ? NULL : fopen(path, "rb");

  if (!file) {
    g_set_error(error, TY_ERROR, TY_ERROR_MISSING, "%s: cannot be opened, expected an atlas", path);
    return FALSE;
  }
  gsize n = fread(head, 1, sizeof head, file);
  fclose(file);
  if (n == sizeof head && memcmp(head, magic, sizeof magic) == 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED, "%s: found %s, expected an atlas (a SQLite file)",
              path, n == 0 ? "an empty file" : "a file of another kind");
  return FALSE;
}

/* Without its salt an atlas would hash authors in a way that anybody can repeat. */
static gboolean read_salt(TyAtlas *atlas, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error, "SELECT value FROM meta WHERE key = 'salt'", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  if (ty_atlas_next(atlas, row, &why)) {
    atlas->salt = g_strdup(ty_column_text(row, 0));
    return TRUE;
  }
  if (why)
    g_propagate_error(error, why);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED,
                "%s: found no salt, expected the one that its author hashes are made with",
                atlas->path);
  return FALSE;
}

TyAtlas *ty_atlas_open(const char *path, gboolean writable, GError **error) {
  if (!is_atlas(path, error))
    return NULL;
  /* Read-only users too may have to recover a write-ahead log, which takes write access. */
  g_autofree char *folder = g_path_get_dirname(path);
  gboolean may_write = access(path, W_OK) == 0 && access(folder, W_OK) == 0;
  int flags = writable || may_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  g_autoptr(TyAtlas) atlas = open_file(path, flags, error);
  if (!atlas)
    return NULL;

  g_autoptr(sqlite3_stmt) probe = ty_atlas_query(atlas, error, "PRAGMA application_id", "");
  GError *why = NULL;
  if (!probe)
    return NULL;
  if (!ty_atlas_next(atlas, probe, &why)) {
    g_propagate_error(error, why);
    return NULL;
  }
  gint64 id = sqlite3_column_int64(probe, 0);
  gint64 version = ty_atlas_number(atlas, -1, "PRAGMA user_version", "");
  g_clear_pointer(&probe, sqlite3_finalize);
  if (id != TY_ATLAS_APPLICATION_ID) {
    g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED,
                "%s: found a SQLite file of another program, expected an atlas", path);
    return NULL;
  }
  if (version > (gint64) ty_schema_version()) {
    g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED,
                "%s: found an atlas of version %" G_GINT64_FORMAT
                ", expected %zu or older: a newer tuyou made it",
                path, version, ty_schema_version());
    return NULL;
  }
  if (!migrate(atlas, version, error) || !read_salt(atlas, error))
    return NULL;
  if (writable) /* as it was made; a bulk import that was broken off may have left another */
    ty_atlas_use_journal(atlas, FALSE);
  if (!writable && !ty_atlas_run(atlas, "PRAGMA query_only = ON", error))
    return NULL;
  return g_steal_pointer(&atlas);
}

void ty_atlas_free(TyAtlas *atlas) {
  g_clear_pointer(&atlas->indexing, ty_indexing_free);
  g_clear_pointer(&atlas->load, ty_load_free);
  g_array_unref(atlas->unranked);
  g_hash_table_unref(atlas->writers);
  g_hash_table_unref(atlas->idle);
  sqlite3_close(atlas->db);
  g_free(atlas->path);
  g_free(atlas->salt);
  g_free(atlas->bound);
  g_free(atlas->cut);
  g_free(atlas);
}

gboolean ty_atlas_begin(TyAtlas *atlas, GError **error) {
  if (!ty_atlas_run(atlas, "BEGIN IMMEDIATE", error))
    return FALSE;
  ty_atlas_look_at_index(atlas);
  return TRUE;
}

gboolean ty_atlas_commit(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas, "COMMIT", error);
}

void ty_atlas_rollback(TyAtlas *atlas) {
  g_clear_pointer(&atlas->indexing, ty_indexing_free);
  if (!sqlite3_get_autocommit(atlas->db))
    sqlite3_exec(atlas->db, "ROLLBACK", NULL, NULL, NULL);
  if (atlas->load)
    sqlite3_exec(atlas->db, "PRAGMA cache_size = " TY_ATLAS_CACHE, NULL, NULL, NULL);
  g_clear_pointer(&atlas->load, ty_load_free);
  ty_atlas_forget_ranks(atlas);
  ty_atlas_check_references(atlas, TRUE);
  ty_atlas_look_at_index(atlas);
}

gboolean ty_atlas_begin_row(TyAtlas *atlas, GError **error) {
  return ty_atlas_write(atlas, error, "SAVEPOINT row", "");
}

gboolean ty_atlas_keep_row(TyAtlas *atlas, GError **error) {
  return ty_atlas_write(atlas, error, "RELEASE row", "");
}

gboolean ty_atlas_drop_row(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas, "ROLLBACK TO row; RELEASE row", error);
}

char *ty_atlas_get_meta(TyAtlas *atlas, const char *key) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, NULL, "SELECT value FROM meta WHERE key = ?", "s", key);
  return row && ty_atlas_next(atlas, row, NULL) ? g_strdup(ty_column_text(row, 0)) : NULL;
}

gboolean ty_atlas_set_meta(TyAtlas *atlas, const char *key, const char *value, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "ss", key,
                        value);
}
