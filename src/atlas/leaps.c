/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/leaps.h"

#include "atlas/segment.h"
#include "atlas/structure.h"
#include "atlas/varint.h"

/* A word has a tree when its documents take so many leaves without another word's begin. */
#define FEWEST_LEAVES 4

/* The record that is open at one height of the tree. Bytes: whether it has others beside it, its
 * first leaf or record below, its first document, and how much further each next one is. */
typedef struct {
  GByteArray *bytes;
  gint64 number, first, last;
} Level;

typedef struct {
  gint64 id;
  GBytes *bytes;
} Record;

struct TyLeaps {
  gint64 segment;
  GArray *levels;  /* of Level, from the bottom */
  GArray *records; /* of Record: complete */
  gsize n_skipped; /* leaves of the word at hand without a word's begin */
};

static void clear_level(gpointer level) { g_byte_array_unref(((Level *) level)->bytes); }

static void clear_record(gpointer record) { g_bytes_unref(((Record *) record)->bytes); }

TyLeaps *ty_leaps_new(gint64 segment) {
  TyLeaps *leaps = g_new0(TyLeaps, 1);

  leaps->segment = segment;
  leaps->levels = g_array_new(FALSE, FALSE, sizeof(Level));
  g_array_set_clear_func(leaps->levels, clear_level);
  leaps->records = g_array_new(FALSE, FALSE, sizeof(Record));
  g_array_set_clear_func(leaps->records, clear_record);
  return leaps;
}

void ty_leaps_free(TyLeaps *leaps) {
  g_array_unref(leaps->levels);
  g_array_unref(leaps->records);
  g_free(leaps);
}

static Level *level_at(TyLeaps *leaps, guint height) {
  if (height == leaps->levels->len) {
    Level level = {.bytes = g_byte_array_new()};
    g_array_append_val(leaps->levels, level);
  }
  return &g_array_index(leaps->levels, Level, height);
}

static void append(Level *level, gint64 value) {
  guint8 bytes[TY_VARINT_BYTES];
  g_byte_array_append(level->bytes, bytes, (guint) ty_put_varint(bytes, (guint64) value));
}

static void begin_record(Level *level, gboolean beside, gint64 below, gint64 document) {
  append(level, beside);
  append(level, below);
  append(level, document);
  level->first = level->last = document;
}

static void keep_record(TyLeaps *leaps, guint height) {
  const Level *level = level_at(leaps, height);
  Record record = {ty_leap_id(leaps->segment, height, level->number),
                   g_bytes_new(level->bytes->data, level->bytes->len)};
  g_array_append_val(leaps->records, record);
}

void ty_leaps_begin(TyLeaps *leaps, gint64 leaf) { level_at(leaps, 0)->number = leaf; }

/* The record at `height` is full: another one beside it begins. */
static void pass_on(TyLeaps *leaps, guint height) {
  Level *above = level_at(leaps, height + 1), *level = level_at(leaps, height);

  level->bytes->data[0] = TRUE;
  keep_record(leaps, height);
  if (above->bytes->len == 0) {
    above->number = level->number;
    begin_record(above, FALSE, level->number, level->first);
  }
  g_byte_array_set_size(level->bytes, 0);
  level->number++;
}

void ty_leaps_add(TyLeaps *leaps, gint64 leaf, gint64 document) {
  gint64 below = leaf;
  gboolean full = TRUE;

  for (guint height = 0; full; height++) {
    full = level_at(leaps, height)->bytes->len >= TY_LEAF_BYTES;
    if (full)
      pass_on(leaps, height);
    Level *level = level_at(leaps, height);
    if (level->bytes->len == 0)
      begin_record(level, full, below, document);
    else
      append(level, document - level->last);
    level->last = document;
    below = level->number;
  }
}

void ty_leaps_skip_leaf(TyLeaps *leaps, gboolean no_document) {
  Level *bottom = level_at(leaps, 0);

  if (no_document && bottom->bytes->len > 0)
    append(bottom, 0);
  leaps->n_skipped++;
}

gboolean ty_leaps_end(TyLeaps *leaps) {
  gboolean kept = leaps->n_skipped >= FEWEST_LEAVES && level_at(leaps, 0)->bytes->len > 0;

  for (guint height = 0; height < leaps->levels->len; height++) {
    Level *level = level_at(leaps, height);
    if (level->bytes->len == 0)
      break;
    if (kept)
      keep_record(leaps, height);
    g_byte_array_set_size(level->bytes, 0);
  }
  leaps->n_skipped = 0;
  return kept;
}

gboolean ty_leaps_write(const TyLeaps *leaps, TyAtlas *atlas, GError **error) {
  for (guint i = 0; i < leaps->records->len; i++) {
    const Record *record = &g_array_index(leaps->records, Record, i);
    gsize n;
    const guint8 *bytes = g_bytes_get_data(record->bytes, &n);
    if (!ty_atlas_put_leaf(atlas, record->id, bytes, n, error))
      return FALSE;
  }
  return TRUE;
}
