/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/room.h"

#include "atlas/varint.h"

#include <string.h>

/* Tables: the first lend their roots, the others pages, each one value of zeros. */
enum { ROOTS = 8, USUAL_LENDERS = 24, LENDERS = 56, PAGE_NUMBER = 4, LEAF_HEAD = 8 };
/* A file with more free pages had better be filled first. */
#define MANY_FREE 16384
#define LEAST_BYTES (1 << 18)
#define MOST_BYTES ((gsize) 512 << 20)
/* So many bytes go to the file at once: the most that SQLite's own file takes is 128 KiB. */
#define RUN_BYTES (1 << 16)

struct TyRoom {
  TyAtlas *atlas;
  TyTreePages pages;
  sqlite3_file *file;
  GError *fault;
  gsize lend_bytes;
  guint32 roots[LENDERS];
  guint n_lenders;    /* that have lent something: roots count */
  guint32 next, end;  /* pages of the last lender */
  char *named[ROOTS]; /* what has the roots of the first lenders now */
  guint n_named;
  guint8 *run; /* pages from `first` on, to be written */
  guint32 first;
  gsize n_run; /* bytes */
};

/* Pages -----------------------------------------------------------------------------------------
 */

static void write_at(TyRoom *room, guint32 page, const guint8 *bytes, gsize n) {
  gint64 offset = ((gint64) page - 1) * (gint64) room->pages.page_bytes;
  int code =
      room->fault ? SQLITE_OK : room->file->pMethods->xWrite(room->file, bytes, (int) n, offset);

  if (code != SQLITE_OK)
    g_set_error(&room->fault, TY_ERROR, TY_ERROR_SYSTEM, "%s: found an error on writing: %s",
                room->atlas->path, sqlite3_errstr(code));
}

static void flush(TyRoom *room) {
  if (room->n_run > 0)
    write_at(room, room->first, room->run, room->n_run);
  room->n_run = 0;
}

static void put(guint32 page, const guint8 *bytes, gpointer data) {
  TyRoom *room = data;
  gsize n = room->pages.page_bytes;

  if (room->n_run + n > RUN_BYTES || page != room->first + room->n_run / n)
    flush(room);
  if (room->n_run == 0)
    room->first = page;
  memcpy(room->run + room->n_run, bytes, n);
  room->n_run += n;
}

static gint64 page_count(TyRoom *room) {
  return ty_atlas_number(room->atlas, 0, "PRAGMA page_count", "");
}

/* Written now, SQLite has no reason to write them later, over what stands there then. */
static gboolean write_borrowed(TyRoom *room) {
  return sqlite3_db_cacheflush(room->atlas->db) == SQLITE_OK ||
         ty_atlas_fail(room->atlas, "write", &room->fault);
}

/* The next lender's value: its pages are those that the file grew by. */
static gboolean lend(TyRoom *room) {
  guint more =
      room->n_lenders > ROOTS + USUAL_LENDERS ? room->n_lenders - ROOTS - USUAL_LENDERS : 0;
  gsize bytes = room->lend_bytes << MIN(more, 8);
  gint64 before = page_count(room);
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO tuyou_lend_%u VALUES (zeroblob(%" G_GSIZE_FORMAT "))",
                      room->n_lenders, MIN(bytes, MOST_BYTES));

  if (room->fault)
    return FALSE;
  if (room->n_lenders == LENDERS) {
    g_set_error(&room->fault, TY_ERROR, TY_ERROR_SYSTEM, "%s: found no more room for the load",
                room->atlas->path);
    return FALSE;
  }
  if (!ty_atlas_run(room->atlas, sql, &room->fault) || !write_borrowed(room))
    return FALSE;
  room->n_lenders++;
  room->next = (guint32) before + 1;
  room->end = (guint32) page_count(room) + 1;
  return room->next < room->end;
}

static guint32 take(gpointer data) {
  TyRoom *room = data;
  return room->next < room->end || lend(room) ? room->next++ : 0;
}

/* Opening ---------------------------------------------------------------------------------------
 */

/* Free pages in the middle of the file stand in the way, and a rollback needs them as they are:
 * they go to a value for the time being. */
static gboolean put_free_pages_away(TyRoom *room) {
  g_autofree char *sql = g_strdup_printf(
      "CREATE TABLE tuyou_lend_free (zeros); INSERT INTO tuyou_lend_free"
      " SELECT zeroblob(freelist_count * %" G_GSIZE_FORMAT ") FROM pragma_freelist_count",
      room->pages.page_bytes);
  return ty_atlas_run(room->atlas, sql, &room->fault);
}

static gboolean make_lenders(TyRoom *room) {
  for (guint i = 0; i < LENDERS; i++) {
    g_autofree char *sql = g_strdup_printf("CREATE TABLE tuyou_lend_%u (zeros)", i);
    if (!ty_atlas_run(room->atlas, sql, &room->fault))
      return FALSE;
  }
  for (guint i = 0; i < LENDERS; i++) {
    g_autofree char *name = g_strdup_printf("tuyou_lend_%u", i);
    room->roots[i] = (guint32) ty_atlas_number(
        room->atlas, 0, "SELECT rootpage FROM sqlite_schema WHERE name = ?", "s", name);
    if (room->roots[i] == 0)
      return ty_atlas_fail(room->atlas, "find a table", &room->fault);
  }
  return TRUE;
}

static gboolean has_rollback_journal(TyAtlas *atlas) {
  g_autoptr(sqlite3_stmt) mode = ty_atlas_query(atlas, NULL, "PRAGMA journal_mode", "");
  return mode && ty_atlas_next(atlas, mode, NULL) &&
         g_str_equal(ty_column_text(mode, 0), "truncate");
}

TyRoom *ty_room_open(TyAtlas *atlas, gsize n_bytes, GError **error) {
  g_autoptr(TyRoom) room = g_new0(TyRoom, 1);

  room->atlas = atlas;
  if (!has_rollback_journal(atlas) ||
      ty_atlas_number(atlas, G_MAXINT64, "PRAGMA freelist_count", "") > MANY_FREE ||
      ty_atlas_number(atlas, 1, "PRAGMA auto_vacuum", "") != 0 ||
      sqlite3_file_control(atlas->db, "main", SQLITE_FCNTL_FILE_POINTER, &room->file) !=
          SQLITE_OK ||
      !room->file || !room->file->pMethods)
    return NULL;
  room->pages.page_bytes = (gsize) ty_atlas_number(atlas, 0, "PRAGMA page_size", "");
  room->pages.take = take;
  room->pages.put = put;
  room->pages.data = room;
  room->lend_bytes = CLAMP(n_bytes / USUAL_LENDERS, LEAST_BYTES, MOST_BYTES);
  room->run = g_malloc(RUN_BYTES);
  room->n_lenders = ROOTS;
  if (put_free_pages_away(room) && make_lenders(room) && write_borrowed(room))
    return g_steal_pointer(&room);
  g_propagate_error(error, g_steal_pointer(&room->fault));
  return NULL;
}

void ty_room_free(TyRoom *room) {
  for (guint i = 0; i < room->n_named; i++)
    g_free(room->named[i]);
  g_clear_error(&room->fault);
  g_free(room->run);
  g_free(room);
}

const TyTreePages *ty_room_pages(const TyRoom *room) { return &room->pages; }

guint32 ty_room_root(TyRoom *room, const char *name) {
  g_assert(room->n_named < ROOTS);
  room->named[room->n_named] = g_strdup(name);
  return room->roots[room->n_named++];
}

/* Giving back -----------------------------------------------------------------------------------
 */

/* The lender's page with nothing on it, or with a value that has but the pages from `next` on. */
static void make_root(TyRoom *room, guint32 root, guint32 next, guint32 end) {
  gsize n = room->pages.page_bytes, local = (n - 12) * 32 / 255 - 23, content = n;
  g_autofree guint8 *page = g_malloc0(n);

  if (next < end) {
    guint8 size[TY_VARINT_BYTES];
    gsize n_size = ty_put_varint(size, local + (guint64) (end - next) * (n - PAGE_NUMBER));
    content -= n_size + 1 + local + PAGE_NUMBER;
    guint8 *cell = page + content;
    memcpy(cell, size, n_size);
    cell[n_size] = 1; /* the row's id */
    for (guint i = 0; i < PAGE_NUMBER; i++)
      cell[n_size + 1 + local + i] = (guint8) (next >> (8 * (PAGE_NUMBER - 1 - i)));
    page[4] = 1;
    page[LEAF_HEAD] = (guint8) (content >> 8);
    page[LEAF_HEAD + 1] = (guint8) content;
  }
  page[0] = 0x0d;
  page[5] = (guint8) (content >> 8);
  page[6] = (guint8) content;
  put(root, page, room);
}

/* A tree's old root, which is empty, goes to the lender. */
static gboolean change_roots(TyRoom *room, GError **error) {
  gboolean changed = ty_atlas_run(room->atlas, "PRAGMA writable_schema = ON", error);

  for (guint i = 0; changed && i < room->n_named; i++) {
    g_autofree char *lender = g_strdup_printf("tuyou_lend_%u", i);
    gint64 old = ty_atlas_number(
        room->atlas, 0, "SELECT rootpage FROM sqlite_schema WHERE name = ?", "s", room->named[i]);
    changed =
        old != 0 &&
        ty_atlas_write(room->atlas, error, "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?",
                       "is", (gint64) room->roots[i], room->named[i]) &&
        ty_atlas_write(room->atlas, error, "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?",
                       "is", old, lender);
  }
  return ty_atlas_run(room->atlas, "PRAGMA writable_schema = RESET", changed ? error : NULL) &&
         changed;
}

gboolean ty_room_settle(TyRoom *room, GError **error) {
  guint last = room->n_lenders - 1; /* of which some may be left */

  for (guint i = room->n_named; i < LENDERS; i++)
    make_root(room, room->roots[i], i == last ? room->next : 0, i == last ? room->end : 0);
  flush(room);
  if (room->fault) {
    g_propagate_error(error, g_steal_pointer(&room->fault));
    return FALSE;
  }
  /* What SQLite remembers of these pages is not so any more. */
  sqlite3_db_release_memory(room->atlas->db);
  gboolean settled = change_roots(room, error);
  for (guint i = 0; settled && i < LENDERS; i++) {
    g_autofree char *sql = g_strdup_printf("DROP TABLE tuyou_lend_%u", i);
    settled = ty_atlas_run(room->atlas, sql, error);
  }
  return settled && ty_atlas_run(room->atlas, "DROP TABLE tuyou_lend_free", error);
}
