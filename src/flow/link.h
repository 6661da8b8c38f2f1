/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: names in documents, and what is said between them. */
#pragma once
#include "flow/workspace.h"

/** Finds every name in every document (mentions with byte spans), and facts by patterns
 * (graphs/patterns.txt, and the atlas's own). A curated fact said in a text gets the span as one
 * more evidence; other facts are added, but for those that the user rejected and those that cannot
 * be (a part of its own part). Within the caller's transaction.
 * @param after  only in documents with a greater id; 0: in all, and everything found before is
 *               replaced */
gboolean ty_link_documents(TyWorkspace *workspace, gint64 after, GError **error);
