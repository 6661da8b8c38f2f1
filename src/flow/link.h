/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: names in documents, and what is said between them. */
#pragma once
#include "flow/workspace.h"

/** Finds every name in every document (mentions with byte spans), and facts by patterns over
 * neighbouring names (graphs/patterns.csv). A curated fact said in a text gets the span as one more
 * evidence; a new fact is kept only where no curated row says anything about that subject and
 * predicate. Everything found before is replaced. Within the caller's transaction. */
gboolean ty_link_documents(TyWorkspace *workspace, GError **error);
