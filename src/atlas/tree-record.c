/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/tree.h"

#include "atlas/varint.h"

#include <string.h>

/* A type and a value take no more. */
enum { TYPE_BYTES = 9, NUMBER_BYTES = 8, COLUMNS = 16, HEAD = COLUMNS * TYPE_BYTES };

void ty_tree_record_begin(TyTreeRecord *record, gsize n_bytes) {
  gsize room = 2 * HEAD + COLUMNS * NUMBER_BYTES + n_bytes;

  if (room > record->room) {
    record->room = 2 * room;
    record->types = g_realloc(record->types, record->room);
    record->body = record->types + 2 * HEAD;
  }
  record->n_types = record->n_body = 0;
}

void ty_tree_record_clear(TyTreeRecord *record) {
  g_free(record->types);
  *record = (TyTreeRecord){0};
}

static void add_type(TyTreeRecord *record, guint64 type) {
  record->n_types += ty_put_varint(record->types + HEAD + record->n_types, type);
}

void ty_tree_record_add_null(TyTreeRecord *record) { add_type(record, 0); }

static void add_big_endian(TyTreeRecord *record, guint64 value, guint n_bytes) {
  guint64 swapped = GUINT64_TO_BE(value);
  memcpy(record->body + record->n_body, (const guint8 *) &swapped + sizeof swapped - n_bytes,
         n_bytes);
  record->n_body += n_bytes;
}

/* Type t, 1 to 6, has so many bytes; 8 and 9 are 0 and 1. */
void ty_tree_record_add_integer(TyTreeRecord *record, gint64 value) {
  static const guint bytes[] = {1, 2, 3, 4, 6, 8};
  guint type = 0;

  if (value == 0 || value == 1) {
    add_type(record, value ? 9 : 8);
    return;
  }
  while (bytes[type] < 8 && (value < -(G_GINT64_CONSTANT(1) << (8 * bytes[type] - 1)) ||
                             value >= G_GINT64_CONSTANT(1) << (8 * bytes[type] - 1)))
    type++;
  add_type(record, type + 1);
  add_big_endian(record, (guint64) value, bytes[type]);
}

/* A whole number of a REAL column may stand as an integer. */
void ty_tree_record_add_real(TyTreeRecord *record, double value) {
  guint64 bits;

  if (value == 1) {
    add_type(record, 9);
    return;
  }
  memcpy(&bits, &value, sizeof bits);
  add_type(record, 7);
  add_big_endian(record, bits, sizeof bits);
}

void ty_tree_record_add_text(TyTreeRecord *record, const char *text, gsize n) {
  if (n == 0) {
    add_type(record, 0);
    return;
  }
  add_type(record, 13 + 2 * (guint64) n);
  memcpy(record->body + record->n_body, text, n);
  record->n_body += n;
}

void ty_tree_add_record(TyTree *tree, gint64 id, TyTreeRecord *record) {
  guint8 size[TYPE_BYTES]; /* of one byte: columns are few */
  gsize n = ty_put_varint(size, record->n_types + 1);
  gsize head = record->n_types + n;
  guint8 *types = record->types + HEAD, *start = record->body - head;

  g_assert(n == 1);
  memmove(start + n, types, record->n_types);
  memcpy(start, size, n);
  ty_tree_add(tree, id, start, head + record->n_body);
  record->n_types = record->n_body = 0;
}
