/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the imports: one row of a curated table on its way into the atlas. */
#pragma once
#include "flow/workspace.h"

/** Which column a heading is, by where the literal that names it stands. */
typedef struct {
  const char *heading;
  gssize column;
  gboolean has_words; /* cells may say the same in other words */
} TyRowColumn;

#define TY_ROW_COLUMNS 64

/** A row with its heading. */
typedef struct {
  const char *file;
  gint64 source;
  gsize line, n;
  char *const *heading, *const *cells;
  TyRowColumn *columns; /* TY_ROW_COLUMNS, zero before the first row; NULL: not remembered */
} TyRow;

/** The cell under `heading`, a literal, trimmed by the reader; "" when there is no such column. */
const char *ty_row_get(const TyRow *row, const char *heading);

/** A number between bounds; `name` is what messages call it. @return FALSE with TY_ERROR_INPUT
 * saying what was found; NAN in `value` for an empty cell */
gboolean ty_row_number(const TyRow *row, const char *heading, const char *name, double least,
                       double most, double *value, GError **error);

/** The row's confidence: A .95, B .8, C .5, X (known to be wrong) .05, or a number in (0, 1];
 * an empty cell is C. */
gboolean ty_row_confidence(const TyRow *row, const char *heading, double *confidence,
                           GError **error);

/** Takes one row. An error of TY_ERROR_INPUT or TY_ERROR_NOT_FOUND rejects the row; any other ends
 * the import. */
typedef gboolean (*TyRowFunc)(TyWorkspace *workspace, const TyRow *row, GError **error);

/** The kinds of tables: which columns one must have, and who takes a row. */
typedef struct {
  const char *kind;
  const char *needed; /* headings, joined by ',' */
  TyRowFunc take;
  /* How many bytes a row has, at least: a file with more rows than the atlas has is read in bulk.
   * `take` finds all that is wrong with a row before it writes. 0: never in bulk */
  gsize bulk_row_bytes;
} TyTableKind;

gboolean ty_take_ontology(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_kind(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_rule(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_entity(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_site(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_fact(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_leg(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_theme(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_calendar(TyWorkspace *workspace, const TyRow *row, GError **error);
gboolean ty_take_survey(TyWorkspace *workspace, const TyRow *row, GError **error);

/** Receives an edge or node that cannot be used. */
typedef void (*TyGraphRefuse)(gsize line, const char *reason, gpointer data);

/** Takes a graph's file: nodes as entities, edges as facts with their evidence.
 * @param name   the file's name, for messages
 * @param nodes  see ty_corpus_read_graph
 * @param rows   out: edges taken, and nodes without any
 * @return FALSE with the error of the reader or the atlas */
gboolean ty_take_graph(TyWorkspace *workspace, const char *path, const char *nodes, gint64 source,
                       const TyImportOptions *options, TyGraphRefuse refuse, gpointer data,
                       gint64 *rows, GError **error);
