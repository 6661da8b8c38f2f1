/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/judge.h"
#include "flow/workspace.h"

/* What is left of texts that repeated a forgotten one finds its place again. */
static gboolean judge_again(const TyWorkspace *workspace, GError **error) {
  if (!ty_atlas_has_orphans(workspace->atlas))
    return TRUE;
  g_autoptr(TyJudge) judge = ty_judge_new(workspace, error);
  return judge != NULL;
}

json_t *ty_forget(TyWorkspace *workspace, const char *author, GError **error) {
  TyAtlas *atlas = workspace->atlas;
  TyForgotten gone = {0};

  if (!ty_atlas_begin(atlas, error))
    return NULL;
  if (!ty_atlas_forget_author(atlas, author, &gone, error) ||
      (gone.documents > 0 &&
       (!judge_again(workspace, error) || !ty_atlas_rebuild_index(atlas, error))) ||
      !ty_atlas_commit(atlas, error)) {
    ty_atlas_rollback(atlas);
    return NULL;
  }
  if (gone.documents == 0 && gone.coauthored == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no document by that author, expected the name as the platform gives it");
    return NULL;
  }
  if (!ty_atlas_compact(atlas, error))
    return NULL;
  return json_pack("{s:I, s:I, s:I, s:I, s:I}", "documents", (json_int_t) gone.documents,
                   "mentions", (json_int_t) gone.mentions, "evidence", (json_int_t) gone.evidence,
                   "facts", (json_int_t) gone.facts, "coauthored", (json_int_t) gone.coauthored);
}
