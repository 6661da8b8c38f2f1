/* SPDX-License-Identifier: Apache-2.0 */
/* What every build leaves in the atlas about its texts: names, facts, keywords, topics. */
#include "flow/link.h"
#include "flow/topic-model.h"

/* Results are kept for every kind of document and place, and for all places of a kind together. */
static gboolean note_scope(const TyStoredDocument *document, gpointer data, GError **error) {
  GPtrArray *scopes = data;
  g_autofree char *scope =
      g_strconcat(document->kind, "/", document->place ? document->place : "", NULL);
  (void) error;

  for (guint i = 0; i < scopes->len; i++)
    if (g_str_equal(scopes->pdata[i], scope))
      return TRUE;
  g_ptr_array_add(scopes, g_steal_pointer(&scope));
  return TRUE;
}

static gboolean keep_keywords(TyWorkspace *workspace, const char *scope,
                              const TyDocumentFilter *filter, GError **error) {
  json_t *answer = ty_keywords(workspace, filter, 200, error), *keyword;
  gsize i;
  gboolean kept = answer && ty_atlas_clear_result(workspace->atlas, "keyword", scope, error);

  json_array_foreach(json_object_get(answer, "keywords"), i, keyword) kept =
      kept && ty_atlas_add_keyword(
                  workspace->atlas, scope, json_string_value(json_object_get(keyword, "word")),
                  json_real_value(json_object_get(keyword, "weight")),
                  json_integer_value(json_object_get(keyword, "documents")), error);
  json_decref(answer);
  return kept;
}

static gboolean keep_results(TyWorkspace *workspace, guint64 seed, GError **error) {
  g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func(g_free);

  if (!ty_atlas_each_document(workspace->atlas, NULL, note_scope, scopes, error))
    return FALSE;
  for (guint i = 0; i < scopes->len; i++) {
    g_auto(GStrv) parts = g_strsplit(scopes->pdata[i], "/", 2);
    TyDocumentFilter filter = {.kind = parts[0], .place = *parts[1] ? parts[1] : NULL};
    g_autoptr(GError) why = NULL;
    if (keep_keywords(workspace, scopes->pdata[i], &filter, &why) &&
        ty_topics_keep(workspace, scopes->pdata[i], &filter, seed, &why))
      continue;
    /* Texts without a word that counts have no keywords: that is no fault. */
    if (why->code != TY_ERROR_NOT_FOUND && why->code != TY_ERROR_INPUT) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
  }
  return TRUE;
}

gboolean ty_link(TyWorkspace *workspace, gint64 after, GError **error) {
  if (ty_atlas_last_document(workspace->atlas) == 0)
    return TRUE;
  if (!ty_workspace_need_words(workspace, error) || !ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (ty_link_documents(workspace, after, error) && ty_atlas_rank_facts(workspace->atlas, error) &&
      ty_atlas_clear_results(workspace->atlas, error) && ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}

gboolean ty_mine(TyWorkspace *workspace, guint64 seed, GError **error) {
  if (!ty_workspace_need_words(workspace, error) || !ty_atlas_begin(workspace->atlas, error))
    return FALSE;
  if (ty_link_documents(workspace, 0, error) && ty_atlas_rank_facts(workspace->atlas, error) &&
      keep_results(workspace, seed, error) && ty_atlas_commit(workspace->atlas, error))
    return TRUE;
  ty_atlas_rollback(workspace->atlas);
  return FALSE;
}
