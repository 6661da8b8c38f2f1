/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the imports: documents on their way into the atlas, in batches.
 *
 *     reader (the caller's thread) → workers: prepare → writer: judge, add
 *
 * The batches of a file go in order, so the atlas is the same on any number of threads; at most
 * some are on their way, and some MiB of text (but one document at least), so memory is bounded. */
#pragma once
#include "flow/workspace.h"

typedef struct TyDocuments TyDocuments;

/** How many documents were added, and how they repeat others. */
typedef struct {
  gint64 rows, exact, near, reposts;
} TyDocumentCounts;

/** Begins to take documents of a source, in a transaction of the caller.
 * @param n_threads  0: as many as processors; 1: all in the caller's
 * @return NULL with the error of the atlas */
TyDocuments *ty_documents_new(TyWorkspace *workspace, gint64 source, guint n_threads,
                              GError **error);

/** Takes a copy of a document. @return FALSE with what the writer met */
gboolean ty_documents_take(TyDocuments *documents, const TyDocument *document, GError **error);
/** Takes a copy of a rejected record, without `raw`: a record that is not well formed may name its
 * author. */
gboolean ty_documents_reject(TyDocuments *documents, const TyReject *reject, GError **error);

/** Waits until all that was taken is in the atlas, or (`abandon`) for the threads only, and frees.
 * @param counts  out; may be NULL */
gboolean ty_documents_end(TyDocuments *documents, gboolean abandon, TyDocumentCounts *counts,
                          GError **error);
