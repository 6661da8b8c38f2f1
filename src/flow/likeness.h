/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: known names that a candidate may be another form of. */
#pragma once
#include "flow/workspace.h"

/** The names of the atlas, to be compared with. */
typedef struct TyLikeNames TyLikeNames;

typedef struct {
  const char *name; /**< of the entity, borrowed */
  TyNameLikeness likeness;
} TyLikeName;

TyLikeNames *ty_like_names_open(TyWorkspace *workspace, GError **error);
void ty_like_names_free(TyLikeNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyLikeNames, ty_like_names_free)

/** The entity that `key` is likest to by ty_name_likeness: the plainer reason first, then the
 * longer name, then the first in the atlas. With an ending more (川剧锣鼓) it must be of a like
 * kind. O(names) time.
 * @param kind  what the candidate seems to be; NULL: no guess
 * @return NULL when there is none; valid until the next call */
const TyLikeName *ty_like_names_find(TyLikeNames *names, const char *key, const char *kind,
                                     const TyNameForms *forms);
