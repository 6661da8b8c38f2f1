/* SPDX-License-Identifier: Apache-2.0 */
/** Taking back what the user said of a name. */
#pragma once
#include <tuyou/atlas.h>

/** Forgets the decision about a key and what came of it: the entity, unless a table says something
 * of it too, the alias, or the word. Without a decision nothing happens. In a transaction of the
 * caller, who links the documents anew. */
gboolean ty_atlas_undo_decision(TyAtlas *atlas, const char *key, GError **error);
