/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/index.h"

#include "flow/index-words.h"
#include "text/lexicon.h"

#include <string.h>

static void tell_words(const char *text, gsize length, TyIndexWordFunc func, gpointer func_data,
                       gpointer data) {
  TyWorkspace *workspace = data;

  if (!workspace->index_segmenter)
    workspace->index_segmenter = ty_segmenter_new(workspace->lexicon);
  ty_index_words(workspace->index_segmenter, text, length, func, func_data);
}

void ty_index_set_words(TyWorkspace *workspace) {
  g_free(workspace->index_stamp);
  workspace->index_stamp =
      g_strdup_printf("%d-%016" G_GINT64_MODIFIER "x-%016" G_GINT64_MODIFIER "x", TY_INDEX_RULES,
                      workspace->lexicon->head->checksum, workspace->own_words);
  g_clear_pointer(&workspace->index_segmenter, ty_segmenter_free);
  TyTokenizer tokenizer = {tell_words, workspace, workspace->index_stamp};
  ty_atlas_set_tokenizer(workspace->atlas, &tokenizer);
}

gboolean ty_index_is_current(TyWorkspace *workspace) {
  return ty_atlas_index_is_current(workspace->atlas);
}

gboolean ty_index_rebuild(TyWorkspace *workspace, GError **error) {
  if (!ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (ty_atlas_rebuild_index(workspace->atlas, error) && ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}
