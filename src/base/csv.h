/* SPDX-License-Identifier: Apache-2.0 */
/** Comma-separated values (RFC 4180) in and out. */
#pragma once
#include "base/window.h"
#include <tuyou/base.h>

/** One record. Fields are NUL-terminated UTF-8, borrowed for the call. */
typedef struct {
  const char *file;     /**< as named to ty_csv_read */
  gsize line;           /**< 1-based line where the record starts */
  gsize n;              /**< number of fields */
  char *const *field;   /**< n fields */
  char *const *heading; /**< the first record's fields; the heading's own n is n_headings */
  gsize n_headings;
} TyCsvRow;

/** Receives each record after the heading; FALSE with `error` set stops the reading. */
typedef gboolean (*TyCsvFunc)(const TyCsvRow *row, gpointer data, GError **error);

/** Reads comma-separated values; the first record is the heading. A byte order mark is skipped;
 * quoted fields may hold commas, doubled quotes and line breaks; lines end in LF, CRLF or CR; empty
 * lines are passed over. A record with fewer or more fields than the heading, with a NUL byte, or
 * with a quote that is never closed is rejected and the rest is read on, from the next line. That a
 * quote was never closed shows at the end of the text, where the record exceeds
 * TY_RECORD_MAX_BYTES or, sooner, where a later quote "closes" it and text follows. Within one
 * line, a quote out of place stands for itself (`5" pipe`). A line that exceeds TY_RECORD_MAX_BYTES
 * is rejected.
 *
 * @param file    its name, for messages
 * @param text    UTF-8
 * @param reject  receives each rejected record; may be NULL
 * @return FALSE with TY_ERROR_INPUT when there is no heading, a quote in it is never closed or two
 *         headings are the same, or with the error of `func`
 * O(length) time; memory for one record. */
gboolean ty_csv_read(const char *file, const char *text, gsize length, TyCsvFunc func,
                     TyRejectFunc reject, gpointer data, GError **error);

/** As ty_csv_read, with another delimiter (';' or tab).
 * @param heading  receives the first record before any other: field and heading are the same; may
 *                 be NULL */
gboolean ty_csv_read_delimited(const char *file, const char *text, gsize length, char delimiter,
                               TyCsvFunc heading, TyCsvFunc func, TyRejectFunc reject,
                               gpointer data, GError **error);

/** As ty_csv_read_delimited, of a text that comes piece by piece; what the window holds already is
 * its beginning. Memory for one record; the delimiters' places are found eight bytes at a time. */
gboolean ty_csv_read_window(const char *file, TyWindow *window, char delimiter, TyCsvFunc heading,
                            TyCsvFunc func, TyRejectFunc reject, gpointer data, GError **error);

/** Index of the column called `heading`, -1 when there is none. */
gssize ty_csv_column(const TyCsvRow *row, const char *heading);

/** The field under `heading`; "" when there is no such column. */
const char *ty_csv_get(const TyCsvRow *row, const char *heading);

/** Appends one field, quoted where it must be; `first` says that no comma goes before it. A field
 * that a spreadsheet would take for a formula is not altered: the file is data, not a sheet. */
void ty_csv_append(GString *out, const char *field, gboolean first);
