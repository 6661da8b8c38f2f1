/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/structure.h"

#include "atlas/varint.h"

/* Rows of document_index_data. */
enum { SUMS_ID = 1, SEGMENTS_ID = 10 };

/* The record of the segments: four bytes that count changes of the settings, then numbers: levels,
 * segments, a counter; of each level how many of its segments are being merged, how many it has,
 * and of each its number, first and last leaf. */
enum { COOKIE_BYTES = 4, LEVELS = 0, SEGMENTS = 1, FIRST_LEVEL = 3, MOST_SEGMENTS = 2000 };

gboolean ty_atlas_put_leaf(TyAtlas *atlas, gint64 id, const guint8 *bytes, gsize n,
                           GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO document_index_data (id, block) VALUES (?, ?)",
                        "iy", id, bytes, n);
}

gboolean ty_atlas_put_key(TyAtlas *atlas, gint64 segment, const guint8 *key, gsize n, gint64 leaf,
                          gboolean leaps, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO document_index_idx (segid, term, pgno) VALUES (?, ?, ?)",
                        "iyi", segment, key, n, leaf << 1 | (leaps != FALSE));
}

gboolean ty_atlas_put_size(TyAtlas *atlas, gint64 document, const guint32 *n_places,
                           GError **error) {
  guint8 bytes[TY_INDEX_COLUMNS * TY_VARINT_BYTES];
  gsize n = 0;

  for (gsize column = 0; column < TY_INDEX_COLUMNS; column++)
    n += ty_put_varint(bytes + n, n_places[column]);
  return ty_atlas_write(atlas, error, "INSERT INTO document_index_docsize (id, sz) VALUES (?, ?)",
                        "iy", document, bytes, n);
}

/* Records of numbers ----------------------------------------------------------------------------
 */

/* The numbers of a record (of guint64) after its first `skip` bytes, which `head` gets; NULL with
 * `error` set. */
static GArray *read_numbers(TyAtlas *atlas, gint64 id, gsize skip, guint8 *head, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error, "SELECT block FROM document_index_data WHERE id = ?", "i", id);
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint64));

  if (!row)
    return NULL;
  gboolean found = ty_atlas_next(atlas, row, NULL);
  const guint8 *bytes = found ? sqlite3_column_blob(row, 0) : NULL;
  gsize n = found ? (gsize) sqlite3_column_bytes(row, 0) : 0, n_number;
  for (gsize i = 0; i < MIN(skip, n); i++)
    head[i] = bytes[i];
  for (gsize at = skip; at < n; at += n_number) {
    guint64 number = 0;
    n_number = ty_get_varint(bytes + at, n - at, &number);
    if (n_number == 0)
      break;
    g_array_append_val(numbers, number);
  }
  return g_steal_pointer(&numbers);
}

static gboolean write_numbers(TyAtlas *atlas, gint64 id, gsize n_head, const guint8 *head,
                              const GArray *numbers, GError **error) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();

  g_byte_array_append(bytes, head, (guint) n_head);
  for (guint i = 0; i < numbers->len; i++) {
    guint8 number[TY_VARINT_BYTES];
    g_byte_array_append(bytes, number,
                        (guint) ty_put_varint(number, g_array_index(numbers, guint64, i)));
  }
  return ty_atlas_write(atlas, error,
                        "INSERT OR REPLACE INTO document_index_data (id, block) VALUES (?, ?)",
                        "iy", id, (const guint8 *) bytes->data, (gsize) bytes->len);
}

/* Segments --------------------------------------------------------------------------------------
 */

static guint64 number_at(const GArray *numbers, gsize at) {
  return at < numbers->len ? g_array_index(numbers, guint64, at) : 0;
}

static gboolean is_whole(const GArray *numbers) {
  guint64 n_levels = number_at(numbers, LEVELS), n_segments = 0;
  gsize at = FIRST_LEVEL;

  for (guint64 level = 0; level < n_levels && at < numbers->len; level++) {
    n_segments += number_at(numbers, at + 1);
    at += 2 + 3 * (gsize) MIN(number_at(numbers, at + 1), MOST_SEGMENTS);
  }
  return at == numbers->len && n_segments == number_at(numbers, SEGMENTS);
}

static GArray *read_segments(TyAtlas *atlas, guint8 *cookie, GError **error) {
  g_autoptr(GArray) numbers = read_numbers(atlas, SEGMENTS_ID, COOKIE_BYTES, cookie, error);

  if (numbers && !is_whole(numbers)) {
    g_set_error(error, TY_ERROR, TY_ERROR_DAMAGED,
                "%s: found an index whose list of segments is broken, expected one as FTS5 writes"
                " it",
                atlas->path);
    return NULL;
  }
  return g_steal_pointer(&numbers);
}

static gboolean has_segment(const GArray *numbers, guint64 segment) {
  gsize at = FIRST_LEVEL;

  for (guint64 level = 0; level < number_at(numbers, LEVELS); level++) {
    gsize n = (gsize) number_at(numbers, at + 1);
    at += 2;
    for (gsize end = at + 3 * n; at < end; at += 3)
      if (number_at(numbers, at) == segment)
        return TRUE;
  }
  return FALSE;
}

gsize ty_atlas_count_segments(TyAtlas *atlas) {
  guint8 cookie[COOKIE_BYTES] = {0};
  g_autoptr(GArray) numbers = read_segments(atlas, cookie, NULL);

  return numbers ? (gsize) number_at(numbers, SEGMENTS) : 0;
}

gint64 ty_atlas_new_segment(TyAtlas *atlas, GError **error) {
  guint8 cookie[COOKIE_BYTES] = {0};
  g_autoptr(GArray) numbers = read_segments(atlas, cookie, error);
  guint64 segment = 1;

  if (!numbers)
    return 0;
  while (has_segment(numbers, segment))
    segment++;
  if (segment <= MOST_SEGMENTS)
    return (gint64) segment;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM,
              "%s: found %d segments in the index, expected fewer: it is to be rebuilt",
              atlas->path, MOST_SEGMENTS);
  return 0;
}

gboolean ty_atlas_add_segment(TyAtlas *atlas, gint64 segment, gint64 n_leaves, GError **error) {
  static const guint64 no_level[] = {0, 0};
  guint8 cookie[COOKIE_BYTES] = {0};
  g_autoptr(GArray) numbers = read_segments(atlas, cookie, error);
  guint64 added[] = {(guint64) segment, 1, (guint64) n_leaves};

  if (!numbers)
    return FALSE;
  if (number_at(numbers, LEVELS) == 0) {
    g_array_append_vals(numbers, no_level, G_N_ELEMENTS(no_level));
    g_array_index(numbers, guint64, LEVELS) = 1;
  }
  guint end = FIRST_LEVEL + 2 + 3 * (guint) number_at(numbers, FIRST_LEVEL + 1);
  g_array_insert_vals(numbers, end, added, G_N_ELEMENTS(added));
  g_array_index(numbers, guint64, FIRST_LEVEL + 1)++;
  g_array_index(numbers, guint64, SEGMENTS)++;
  return write_numbers(atlas, SEGMENTS_ID, COOKIE_BYTES, cookie, numbers, error);
}

gboolean ty_atlas_add_sums(TyAtlas *atlas, gint64 n_documents, const gint64 *n_places,
                           GError **error) {
  g_autoptr(GArray) numbers = read_numbers(atlas, SUMS_ID, 0, NULL, error);

  if (!numbers)
    return FALSE;
  for (const guint64 none = 0; numbers->len < 1 + TY_INDEX_COLUMNS;)
    g_array_append_val(numbers, none);
  g_array_index(numbers, guint64, 0) += (guint64) n_documents;
  for (guint column = 0; column < TY_INDEX_COLUMNS; column++)
    g_array_index(numbers, guint64, 1 + column) += (guint64) n_places[column];
  return write_numbers(atlas, SUMS_ID, 0, NULL, numbers, error);
}
