/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: B-trees of SQLite's file format (www.sqlite.org/fileformat2.html, 1.6),
 * written once, page by page, from rows that come in order. */
#pragma once
#include <glib.h>

/** Where pages go. Both may fail; then what is written is of no use, and whoever made it says so.
 */
typedef struct {
  gsize page_bytes;
  guint32 (*take)(gpointer data); /**< the number of a new page; 0: none */
  void (*put)(guint32 page, const guint8 *bytes, gpointer data); /**< page_bytes, copied */
  gpointer data;
} TyTreePages;

typedef struct TyTree TyTree;

/** @param rows  a table's tree (keys are row ids), else an index's */
TyTree *ty_tree_new(const TyTreePages *pages, gboolean rows);
/** Adds a record (see below) behind all others: of an index greater than they, `id` not looked at;
 * of a table with a greater `id`. */
void ty_tree_add(TyTree *tree, gint64 id, const guint8 *record, gsize n);
/** Writes what is left, the root as page `root`, and frees the tree. */
void ty_tree_finish(TyTree *tree, guint32 root);

/** A record on its way: values in the order of the columns. */
typedef struct {
  guint8 *types, *body; /**< with room for what is added: ty_tree_record_clear makes it */
  gsize n_types, n_body, room;
} TyTreeRecord;

/** An empty record with room for columns and texts of so many bytes. */
void ty_tree_record_begin(TyTreeRecord *record, gsize n_bytes);
void ty_tree_record_clear(TyTreeRecord *record);
void ty_tree_record_add_null(TyTreeRecord *record);
void ty_tree_record_add_integer(TyTreeRecord *record, gint64 value);
void ty_tree_record_add_real(TyTreeRecord *record, double value);
/** "" as NULL. */
void ty_tree_record_add_text(TyTreeRecord *record, const char *text, gsize n);
/** Adds the record, which is empty then. */
void ty_tree_add_record(TyTree *tree, gint64 id, TyTreeRecord *record);
