/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: likeness by topic. */
#pragma once
#include "flow/explain.h"
#include "flow/words.h"

/** Topics of documents. */
TyLda *ty_likeness_topics(const TyWorkspace *workspace, const TyWords *words, guint n_topics,
                          guint64 seed, GError **error);

/** How much entities are written about in the same topics: of each node 1 − the Jensen–Shannon
 * divergence to `target`, both as the mean θ of the documents that mention them; 0 where one is
 * mentioned nowhere. `n_topics` 0: 4. `likeness`: a value a node. */
gboolean ty_topic_likeness(TyWorkspace *workspace, const TyRelations *relations, guint32 target,
                           guint n_topics, guint64 seed, double *likeness, GError **error);
