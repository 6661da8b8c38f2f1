/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/listed.h"
#include "flow/periods.h"
#include "flow/topic-model.h"

/* How many of its most typical documents a topic names. */
enum { N_TYPICAL = 3 };

/* What the answer tells of each document, in the order of the words. */
typedef struct {
  const TyWords *words;
  gsize next;
  GPtrArray *described; /* of json_t * */
  const char *by;
  GPtrArray *group; /* of char *: the value of `by` */
} Describing;

static const char *group_of(const TyStoredDocument *document, const char *by) {
  return g_str_equal(by, "place")      ? document->place
         : g_str_equal(by, "platform") ? document->platform
         : g_str_equal(by, "term")     ? document->term
         : g_str_equal(by, "kind")     ? document->kind
                                       : NULL;
}

static gboolean describe(const TyStoredDocument *document, gpointer data, GError **error) {
  Describing *describing = data;
  (void) error;

  if (describing->next == describing->words->documents->len ||
      g_array_index(describing->words->documents, gint64, describing->next) != document->id)
    return TRUE;
  describing->next++;
  g_ptr_array_add(describing->described, ty_listed_document(document));
  g_ptr_array_add(describing->group,
                  g_strdup(describing->by ? group_of(document, describing->by) : NULL));
  return TRUE;
}

static json_t *typical_documents(const TyTopicModel *model, const Describing *describing,
                                 gsize topic) {
  gsize n = model->matrix.n_docs;
  g_autofree double *share = g_new0(double, MAX(n, 1));
  json_t *list = json_array();

  for (gsize d = 0; d < n; d++)
    share[d] = ty_lda_theta(model->lda, d, topic);
  g_autofree guint32 *order = ty_order_by_weight(share, n);
  for (gsize i = 0; i < MIN(n, N_TYPICAL); i++) {
    json_t *one =
        json_pack("{s:I, s:o}", "document",
                  (json_int_t) g_array_index(describing->words->documents, gint64, order[i]),
                  "share", ty_json_number(share[order[i]], 4));
    json_object_update(one, describing->described->pdata[order[i]]);
    json_array_append_new(list, one);
  }
  return list;
}

/* Groups ----------------------------------------------------------------------------------------
 */

static int by_name(gconstpointer a, gconstpointer b) {
  return g_strcmp0(*(char *const *) a, *(char *const *) b);
}

static void add_group(const TyTopicModel *model, const char *name, const gint32 *of, gint32 group,
                      json_t *list) {
  g_autofree double *share = g_new(double, model->lda->n_topics);
  gsize n = ty_topic_shares(model, of, group, share);
  json_t *shares = json_array();

  for (guint k = 0; k < model->lda->n_topics; k++)
    json_array_append_new(shares, ty_json_number(share[k], 4));
  json_array_append_new(list, json_pack("{s:s, s:I, s:o}", "name", name, "documents",
                                        (json_int_t) n, "shares", shares));
}

/* By name; those that do not say stand last, as "". */
static json_t *groups_by_name(const TyTopicModel *model, const Describing *describing) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree gint32 *of = g_new(gint32, MAX(describing->group->len, 1));
  json_t *list = json_array();

  for (guint d = 0; d < describing->group->len; d++) {
    char *name = describing->group->pdata[d];
    if (name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
      g_ptr_array_add(names, name);
  }
  g_ptr_array_sort(names, by_name);
  for (guint d = 0; d < describing->group->len; d++) {
    char *name = describing->group->pdata[d];
    guint at = names->len;
    if (name)
      g_ptr_array_find_with_equal_func(names, name, g_str_equal, &at);
    of[d] = (gint32) at;
  }
  gboolean unnamed = FALSE;
  for (guint d = 0; d < describing->group->len; d++)
    unnamed |= of[d] == (gint32) names->len;
  for (guint g = 0; g < names->len; g++)
    add_group(model, names->pdata[g], of, (gint32) g, list);
  if (unnamed)
    add_group(model, "", of, (gint32) names->len, list);
  return list;
}

static json_t *groups_by_period(const TyTopicModel *model, const TyPeriods *periods) {
  json_t *list = json_array();

  for (guint t = 0; t < periods->n; t++) {
    g_autofree char *name = ty_period_name(periods, t);
    add_group(model, name, periods->of, (gint32) t, list);
  }
  return list;
}

static json_t *group(TyWorkspace *workspace, const TyDocumentFilter *filter,
                     const TyTopicModel *model, const Describing *describing, GError **error) {
  static const char *const names[] = {"place", "platform", "term", "kind", NULL};
  const char *by = model->options.by;

  if (g_strv_contains(names, by))
    return groups_by_name(model, describing);
  if (!g_str_equal(by, "month") && !g_str_equal(by, "year")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found --by %s, expected place, platform, term, kind, month or year", by);
    return NULL;
  }
  g_autoptr(TyPeriods) periods = ty_periods_new(workspace, filter, describing->words, by, error);
  return periods ? groups_by_period(model, periods) : NULL;
}

/* The answer ------------------------------------------------------------------------------------
 */

static json_t *answer_of(const TyTopicModel *model, const Describing *describing) {
  json_t *topics = ty_topic_list(model), *topic;
  gsize i;
  json_t *answer =
      json_pack("{s:I, s:I, s:I, s:o}", "documents", (json_int_t) model->matrix.n_docs, "tokens",
                (json_int_t) model->lda->n_tokens, "sweeps", (json_int_t) model->lda->n_sweeps,
                "log_likelihood", ty_json_number(model->lda->log_likelihood, 4));
  json_t *quality = ty_topic_quality(model, model->lda);

  json_array_foreach(topics, i, topic)
      json_object_set_new(topic, "documents", typical_documents(model, describing, i));
  json_object_update(answer, quality);
  json_decref(quality);
  json_object_set_new(answer, "topics", topics);
  return answer;
}

static gboolean add_further(TyWorkspace *workspace, const TyDocumentFilter *filter,
                            const TyTopicModel *model, const Describing *describing, json_t *answer,
                            GError **error) {
  if (model->options.by) {
    json_t *groups = group(workspace, filter, model, describing, error);
    if (!groups)
      return FALSE;
    json_object_set_new(answer, "groups", groups);
  }
  if (model->options.infer) {
    json_t *inferred = ty_topic_infer_lines(workspace, model, model->options.infer, error);
    if (!inferred)
      return FALSE;
    json_object_set_new(answer, "inferred", inferred);
  }
  return TRUE;
}

static GHashTable *files_of(const TyTopicModel *model, const Describing *describing,
                            const json_t *answer, GError **error) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

  for (guint d = 0; d < describing->described->len; d++) {
    const json_t *one = describing->described->pdata[d];
    g_ptr_array_add(names, g_strdup_printf("%s:%" JSON_INTEGER_FORMAT,
                                           json_string_value(json_object_get(one, "file")),
                                           json_integer_value(json_object_get(one, "line"))));
  }
  return ty_topic_files(model, answer, (const char *const *) names->pdata, error);
}

json_t *ty_topics(TyWorkspace *workspace, const TyDocumentFilter *filter,
                  const TyTopicOptions *options, GHashTable **files, GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  g_autoptr(GPtrArray) described = g_ptr_array_new_with_free_func((GDestroyNotify) json_decref);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(g_free);
  TyTopicModel model = {.options = ty_topic_options_complete(options, .6),
                        .matrix = ty_words_matrix(words),
                        .vocabulary = (const char *const *) words->vocabulary->pdata,
                        .n_threads = workspace->n_threads,
                        .coherence = TRUE};
  Describing describing = {words, 0, described, model.options.by, groups};
  if (!ty_atlas_each_document(workspace->atlas, filter, describe, &describing, error))
    return NULL;
  json_t *choice = model.options.choose ? ty_topic_choice(&model, error) : NULL;
  if (model.options.choose && !choice)
    return NULL;
  model.lda = ty_topic_model_train(&model, error);
  json_t *answer = model.lda ? answer_of(&model, &describing) : NULL;
  if (choice && answer)
    json_object_set(answer, "choice", choice);
  json_decref(choice);
  if (answer && (!add_further(workspace, filter, &model, &describing, answer, error) ||
                 (files && !(*files = files_of(&model, &describing, answer, error)))))
    g_clear_pointer(&answer, json_decref);
  ty_lda_free(model.lda);
  return answer;
}
