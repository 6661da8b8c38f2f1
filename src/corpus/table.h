/* SPDX-License-Identifier: Apache-2.0 */
/** Tables as text (CSV) and as workbooks (XLSX): the same rows from both. */
#pragma once
#include "base/window.h"
#include <tuyou/corpus.h>

/** Who receives a table. */
typedef struct {
  /** The heading row, before any other; may be NULL. `cells` is the heading itself. */
  TyTableFunc heading;
  TyTableFunc row;
  TyRejectFunc reject; /**< may be NULL */
  gpointer data;
} TyTableSink;

/** Reads delimited text; the delimiter is that of comma, semicolon and tab which stands most often
 * in the heading outside quotes (the comma when none does).
 * @param window  has the beginning of the text */
gboolean ty_table_read_text(const char *file, TyWindow *window, const TyTableSink *sink,
                            GError **error);

/** The delimiter as above, of a text that begins with a heading. */
char ty_table_delimiter(const char *text, gsize length);

/** Reads the first visible sheet of a workbook, of bytes or (NULL) of the file; its first row that
 * is not empty is the heading. Cells are text: numbers with at most 15 digits, dates in ISO 8601
 * (times of day as 09:30), booleans TRUE and FALSE. Rows without any value are passed over; a row
 * with a value beyond the heading is rejected.
 * Memory does not grow with the sheet: shared texts beyond 16 MiB are kept in a temporary file.
 * @return FALSE with TY_ERROR_INPUT for what is no workbook, or is too large (a part of more than
 *         4 GiB or packed more than 200 times, shared texts of more than 2 GiB, a row of more than
 *         16 MiB) */
gboolean ty_table_read_xlsx(const char *file, const char *bytes, gsize length,
                            const TyTableSink *sink, GError **error);

/** As ty_table_read_xlsx, of the sheet called `name`; NULL: the first visible one. */
gboolean ty_table_read_sheet(const char *file, const char *bytes, gsize length, const char *name,
                             const TyTableSink *sink, GError **error);
