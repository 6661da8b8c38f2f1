/* SPDX-License-Identifier: Apache-2.0 */
/* Ways of facts under one predicate, breadth first: the shortest is what a message can show. */
#include "atlas/load.h"
#include "atlas/statement.h"

/* Things of a ring that are named; of a longer one the middle is left out. */
enum { MOST_NAMED = 12, MOST_LOOKED_AT = 1000000 };

typedef struct {
  gint64 id;
  guint from;
} Seen;

static void append_name(TyAtlas *atlas, GString *told, gint64 id) {
  sqlite3_stmt *row = ty_atlas_kept_query(atlas, "SELECT name FROM entity WHERE id = ?", "i", id);

  g_string_append(told, row && ty_atlas_next(atlas, row, NULL) ? ty_column_text(row, 0) : "?");
  if (row)
    sqlite3_reset(row);
}

/* What a thing is joined to, each once, ascending. */
static void find_objects(TyAtlas *atlas, gint64 subject, const char *predicate, GArray *objects) {
  g_array_set_size(objects, 0);
  if (atlas->load) {
    ty_load_objects(atlas, subject, predicate, objects);
    return;
  }
  sqlite3_stmt *row = ty_atlas_kept_query(atlas,
                                          "SELECT DISTINCT object FROM fact WHERE subject = ?"
                                          " AND predicate = ? AND object IS NOT NULL"
                                          " ORDER BY object",
                                          "is", subject, predicate);
  while (row && objects->len < MOST_LOOKED_AT && ty_atlas_next(atlas, row, NULL)) {
    gint64 object = sqlite3_column_int64(row, 0);
    g_array_append_val(objects, object);
  }
  if (row)
    sqlite3_reset(row);
}

/* Adds what `seen[at]` is joined to. @return the place of `end` in `seen` when it is there, or 0 */
static guint look_on(TyAtlas *atlas, GArray *seen, GHashTable *known, guint at,
                     const char *predicate, gint64 end) {
  g_autoptr(GArray) objects = g_array_new(FALSE, FALSE, sizeof(gint64));

  find_objects(atlas, g_array_index(seen, Seen, at).id, predicate, objects);
  for (guint i = 0; i < objects->len && seen->len < MOST_LOOKED_AT; i++) {
    Seen next = {g_array_index(objects, gint64, i), at};
    if (next.id != end && !g_hash_table_add(known, g_memdup2(&next.id, sizeof next.id)))
      continue;
    g_array_append_val(seen, next);
    if (next.id == end)
      return seen->len - 1;
  }
  return 0;
}

char *ty_atlas_ring(TyAtlas *atlas, gint64 subject, const char *predicate, gint64 object) {
  g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(Seen));
  g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GString) told = g_string_new(NULL);
  Seen first = {object, 0};
  guint last = 0;

  g_array_append_val(seen, first);
  if (object != subject) {
    for (guint at = 0; at < seen->len && !last; at++)
      last = look_on(atlas, seen, known, at, predicate, subject);
    if (!last)
      return NULL;
  }
  for (; last > 0; last = g_array_index(seen, Seen, last).from)
    g_array_prepend_val(way, g_array_index(seen, Seen, last).id);
  append_name(atlas, told, subject);
  g_string_append_printf(told, " %s ", predicate);
  append_name(atlas, told, object);
  for (guint i = 0; i < way->len; i++) {
    if (i == MOST_NAMED / 2 && way->len > MOST_NAMED) {
      g_string_append_printf(told, " … (%u more)", way->len - MOST_NAMED);
      i += way->len - MOST_NAMED;
    }
    g_string_append_printf(told, " %s ", predicate);
    append_name(atlas, told, g_array_index(way, gint64, i));
  }
  return g_string_free(g_steal_pointer(&told), FALSE);
}
