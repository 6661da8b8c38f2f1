/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: words and terms of several documents by weight. */
#pragma once
#include <tuyou/flow.h>

/** The indices 0 … n − 1 by falling weight, ties by index; to be freed. */
guint32 *ty_order_by_weight(const double *weight, gsize n);

/** A keyword of an answer; the first has rank 0 here and 1 there. */
json_t *ty_keyword_json(gsize rank, const char *word, double weight, gsize n_documents);

/** ty_keywords_by of terms. */
json_t *ty_keywords_by_terms(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                             GError **error);
