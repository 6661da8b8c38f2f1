/* SPDX-License-Identifier: Apache-2.0 */
/** What all readers share: a record gathered field by field, and the way it becomes a document. */
#pragma once
#include "base/window.h"
#include "corpus/columns.h"

/** One file being read. */
typedef struct {
  const char *file;
  TyReadOptions options;
  TyDocumentFunc func;
  TyRejectFunc reject; /**< may be NULL */
  gpointer data;
  gsize n_documents;      /**< handed over so far */
  const TyWindow *window; /**< over a text that is read as it comes; else NULL */
} TyReader;

/** A record being gathered. Zero-initialised is empty; to be cleared by ty_record_clear. */
typedef struct {
  gsize line;
  struct {
    GString *value; /**< NULL or empty: nothing yet */
    guint rank;
  } field[TY_N_FIELDS];
} TyRecord;

/** Empties the record for the next one, which starts at `line`. */
void ty_record_begin(TyRecord *record, gsize line);
void ty_record_clear(TyRecord *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyRecord, ty_record_clear)

/** Sets a field to `value` unless it is empty, or the field has a value of a better (lower) or the
 * same rank. A date that cannot be read counts as empty. */
void ty_record_offer(TyRecord *record, TyField field, guint rank, const char *value);

/** Appends `value` to the field, with `separator` between. */
void ty_record_append(TyRecord *record, TyField field, const char *separator, const char *value);

/** The field's value, NULL when it has none. */
const char *ty_record_get(const TyRecord *record, TyField field);

/** Makes a document of the record and hands it over: tags of HTML out of title and text, dates to
 * ISO 8601, lists joined by ';', platforms by their names, gaps filled from the options. A record
 * without title and text is rejected.
 * @param platform  of the whole file, when its format tells it; else NULL
 * @return FALSE when the receiver stopped the reading */
gboolean ty_reader_emit(TyReader *reader, TyRecord *record, TyDocumentKind kind,
                        const char *platform, GError **error);

/** Hands over a rejected record; of `raw`, the first few hundred bytes. */
void ty_reader_reject(TyReader *reader, gsize line, const char *raw, gsize raw_length,
                      const char *reason, ...) G_GNUC_PRINTF(5, 6);

/** Appends the items of a list written with ';' or '|', joined by ';', each once. `loose` says that
 * ',', '、', '#' and spaces separate too, as in hashtags. */
void ty_list_append(GString *out, const char *list, gboolean loose);
