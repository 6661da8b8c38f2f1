/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/segment.h"

#include "atlas/leaps.h"
#include "atlas/structure.h"
#include "atlas/varint.h"

#include <string.h>

/* FTS5 has one index of all words, and others of their beginnings, which are not in use. */
#define MAIN_INDEX '0'

enum { HEAD_BYTES = 4, MOST_WORD = 256 };

typedef struct {
  TyAtlas *atlas;
  GError **error;
  gint64 segment, leaf; /* leaf: the number of the one at hand */
  GByteArray *page, *footer;
  gsize last_offset;             /* of a word in the page */
  gboolean no_word, no_document; /* in the page yet */
  guint8 word[MOST_WORD];        /* the last one */
  gsize n_word;
  guint8 key[MOST_WORD]; /* from which on there are words in leaf `key_leaf` */
  gsize n_key;
  gint64 key_leaf;
  TyLeaps *leaps; /* of the last word */
} Writer;

static void begin_page(Writer *writer) {
  static const guint8 head[HEAD_BYTES];

  g_byte_array_set_size(writer->page, 0);
  g_byte_array_append(writer->page, head, sizeof head);
  g_byte_array_set_size(writer->footer, 0);
  writer->last_offset = 0;
  writer->no_word = writer->no_document = TRUE;
}

static gsize n_bytes(const Writer *writer) { return writer->page->len + writer->footer->len; }

static void put_offset(Writer *writer, gsize at) {
  writer->page->data[at] = (guint8) (writer->page->len >> 8);
  writer->page->data[at + 1] = (guint8) writer->page->len;
}

static void append_number(GByteArray *to, guint64 value) {
  guint8 bytes[TY_VARINT_BYTES];
  g_byte_array_append(to, bytes, (guint) ty_put_varint(bytes, value));
}

static gboolean end_page(Writer *writer) {
  put_offset(writer, 2);
  if (writer->no_word)
    ty_leaps_skip_leaf(writer->leaps, writer->no_document);
  else
    g_byte_array_append(writer->page, writer->footer->data, writer->footer->len);
  if (!ty_atlas_put_leaf(writer->atlas, ty_leaf_id(writer->segment, writer->leaf),
                         writer->page->data, writer->page->len, writer->error))
    return FALSE;
  writer->leaf++;
  begin_page(writer);
  return TRUE;
}

/* Words -----------------------------------------------------------------------------------------
 */

/* The leaf `key_leaf` and those after it without a word are complete. */
static gboolean end_key(Writer *writer) {
  return ty_atlas_put_key(writer->atlas, writer->segment, writer->key, writer->n_key,
                          writer->key_leaf, ty_leaps_end(writer->leaps), writer->error);
}

/* The shortest beginning of `word` that is above the last word begins the leaf. */
static gboolean begin_key(Writer *writer, const guint8 *word, gsize shared) {
  if (!end_key(writer))
    return FALSE;
  writer->n_key = shared + 1;
  memcpy(writer->key, word, writer->n_key);
  writer->key_leaf = writer->leaf;
  return TRUE;
}

static gboolean put_word(Writer *writer, const guint8 *word, gsize n) {
  gsize shared = 0;

  if (n_bytes(writer) + n + 2 >= TY_LEAF_BYTES && writer->page->len > HEAD_BYTES &&
      !end_page(writer))
    return FALSE;
  while (shared < MIN(n, writer->n_word) && word[shared] == writer->word[shared])
    shared++;
  append_number(writer->footer, writer->page->len - writer->last_offset);
  writer->last_offset = writer->page->len;
  if (writer->no_word) {
    if (writer->leaf > 1 && !begin_key(writer, word, shared))
      return FALSE;
    shared = 0;
  } else {
    append_number(writer->page, shared);
  }
  append_number(writer->page, n - shared);
  g_byte_array_append(writer->page, word + shared, (guint) (n - shared));
  memcpy(writer->word, word, n);
  writer->n_word = n;
  writer->no_word = writer->no_document = FALSE;
  ty_leaps_begin(writer->leaps, writer->leaf);
  return TRUE;
}

/* Documents -------------------------------------------------------------------------------------
 */

/* As many whole numbers of the list as fill `room` bytes; the list has as many. */
static gsize whole_numbers(const guint8 *list, gsize room) {
  gsize n = 0;

  while (n < room)
    while (list[n++] & 0x80)
      ;
  return n;
}

/* The size, which is the first number, stays with the document. */
static gboolean put_places(Writer *writer, const guint8 *list, gsize n) {
  while (n_bytes(writer) + n >= TY_LEAF_BYTES) {
    gsize used = n_bytes(writer);
    gsize fits = whole_numbers(list, used < TY_LEAF_BYTES ? TY_LEAF_BYTES - used : 1);
    g_byte_array_append(writer->page, list, (guint) fits);
    list += fits;
    n -= fits;
    if (!end_page(writer))
      return FALSE;
  }
  g_byte_array_append(writer->page, list, (guint) n);
  return TRUE;
}

static gboolean put_document(Writer *writer, gint64 id, gint64 delta, const guint8 *list, gsize n) {
  if (n_bytes(writer) >= TY_LEAF_BYTES && !end_page(writer))
    return FALSE;
  if (writer->no_document) {
    put_offset(writer, 0);
    ty_leaps_add(writer->leaps, writer->leaf, id);
    delta = id;
  }
  append_number(writer->page, (guint64) delta);
  writer->no_document = FALSE;
  return put_places(writer, list, n);
}

static gboolean put_documents(Writer *writer, const guint8 *list, gsize n_list) {
  gint64 id = 0;

  if (n_bytes(writer) + n_list + 1 <= TY_LEAF_BYTES) {
    g_byte_array_append(writer->page, list, (guint) n_list);
    return TRUE;
  }
  for (gsize at = 0; at < n_list;) {
    guint64 delta = 0, size = 0;
    at += ty_get_varint(list + at, n_list - at, &delta);
    gsize n = ty_get_varint(list + at, n_list - at, &size) + size / 2;
    id += (gint64) delta;
    if (!put_document(writer, id, (gint64) delta, list + at, n))
      return FALSE;
    at += n;
  }
  return TRUE;
}

static gboolean take_word(const guint8 *word, gsize length, const guint8 *list, gsize n_list,
                          gpointer data) {
  Writer *writer = data;
  guint8 named[MOST_WORD] = {MAIN_INDEX};

  memcpy(named + 1, word, length);
  return put_word(writer, named, length + 1) && put_documents(writer, list, n_list);
}

gboolean ty_segment_write(TyAtlas *atlas, gint64 segment, TyGathered *gathered, gint64 *n_leaves,
                          GError **error) {
  Writer writer = {.atlas = atlas,
                   .error = error,
                   .segment = segment,
                   .leaf = 1,
                   .page = g_byte_array_new(),
                   .footer = g_byte_array_new(),
                   .key_leaf = 1,
                   .leaps = ty_leaps_new(segment)};

  begin_page(&writer);
  gboolean written = ty_gathered_each(gathered, take_word, &writer) &&
                     (writer.page->len == HEAD_BYTES || end_page(&writer)) &&
                     (writer.leaf == 1 || end_key(&writer)) &&
                     ty_leaps_write(writer.leaps, atlas, error);
  *n_leaves = writer.leaf - 1;
  g_byte_array_unref(writer.page);
  g_byte_array_unref(writer.footer);
  ty_leaps_free(writer.leaps);
  return written;
}
