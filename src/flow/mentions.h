/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: which entities the documents name. */
#pragma once
#include "flow/extract.h"

typedef struct {
  gint64 document;
  const char *text;
  const TyMention *mentions; /**< in order of start */
  gsize n;
  const TyPatternFact *facts; /**< what the text says of them; in order of sentence */
  gsize n_facts;
} TyNamedIn;

/** FALSE with `error` set stops. */
typedef gboolean (*TyNamedInFunc)(const TyNamedIn *found, gpointer data, GError **error);

/** Calls `func` for each document selected, in order of id, with the entities that its text names;
 * title and place help to tell them apart. Some thousand documents at a time are looked through by
 * the workspace's threads; the result is the same for any number of them.
 * @param extraction  reads facts out of the texts; NULL: names only */
gboolean ty_each_named_in(TyWorkspace *workspace, const TyExtraction *extraction,
                          const TyDocumentFilter *filter, TyNamedInFunc func, gpointer data,
                          GError **error);
