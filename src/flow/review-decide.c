/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts on facts that were read out of texts. */
#include "flow/link.h"
#include "flow/review.h"

#include <string.h>

#define PREFIX_LEAST 4

/* A fact that may be decided on: one that texts say now, or one that was decided on before. */
typedef struct {
  char *id;
  gint64 fact;  /* 0: not in the atlas now */
  char *before; /* the verdict so far; NULL */
  char *parts[8];
} Candidate;

static void candidate_free(gpointer data) {
  Candidate *candidate = data;

  g_free(candidate->id);
  g_free(candidate->before);
  for (gsize i = 0; i < G_N_ELEMENTS(candidate->parts); i++)
    g_free(candidate->parts[i]);
  g_free(candidate);
}

typedef struct {
  GPtrArray *list; /* of Candidate */
  GHashTable *by_id;
} Candidates;

static gboolean note_fact(const TyFact *fact, gpointer data, GError **error) {
  Candidates *candidates = data;
  const char *parts[] = {fact->subject_name, fact->predicate, fact->object_name, fact->value,
                         fact->unit,         fact->qualifier, fact->valid_from,  fact->valid_to};
  Candidate *candidate = g_new0(Candidate, 1);
  (void) error;

  candidate->id = ty_fact_id(fact);
  candidate->fact = fact->id;
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    candidate->parts[i] = g_strdup(parts[i]);
  g_ptr_array_add(candidates->list, candidate);
  g_hash_table_insert(candidates->by_id, candidate->id, candidate);
  return TRUE;
}

static gboolean note_review(const TyReview *review, gpointer data, GError **error) {
  Candidates *candidates = data;
  Candidate *candidate = g_hash_table_lookup(candidates->by_id, review->id);
  const char *parts[] = {review->subject, review->predicate, review->object,     review->value,
                         review->unit,    review->qualifier, review->valid_from, review->valid_to};
  (void) error;

  if (!candidate) {
    candidate = g_new0(Candidate, 1);
    candidate->id = g_strdup(review->id);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
      candidate->parts[i] = g_strdup(parts[i]);
    g_ptr_array_add(candidates->list, candidate);
    g_hash_table_insert(candidates->by_id, candidate->id, candidate);
  }
  candidate->before = g_strdup(review->verdict);
  return TRUE;
}

/* The fact that an id, or the beginning of one, stands for. */
static Candidate *find(const Candidates *candidates, const char *id, GError **error) {
  Candidate *found = NULL;
  guint n = 0;

  if (strlen(id) < PREFIX_LEAST) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the id '%s', expected %d digits of it or more", id, PREFIX_LEAST);
    return NULL;
  }
  for (guint i = 0; i < candidates->list->len; i++) {
    Candidate *candidate = candidates->list->pdata[i];
    if (g_str_has_prefix(candidate->id, id)) {
      found = candidate;
      n++;
    }
  }
  if (n == 1)
    return found;
  if (n == 0)
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "%s: no fact of that id was read out of the texts; `tuyou review` lists them", id);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: %u facts have ids that begin so", id, n);
  return NULL;
}

/* All that are meant, each once; NULL with `error` set. */
static GPtrArray *chosen(TyWorkspace *workspace, const Candidates *candidates,
                         const char *const *ids, const TyReviewOptions *filter, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  json_t *fact;
  gsize i;

  for (const char *const *id = ids; id && *id; id++) {
    Candidate *candidate = find(candidates, *id, error);
    if (!candidate)
      return NULL;
    if (!g_ptr_array_find(list, candidate, NULL))
      g_ptr_array_add(list, candidate);
  }
  if (ids)
    return g_steal_pointer(&list);
  json_t *answer = ty_review(workspace, filter, error);
  if (!answer)
    return NULL;
  json_array_foreach(json_object_get(answer, "facts"), i, fact) {
    Candidate *candidate =
        g_hash_table_lookup(candidates->by_id, json_string_value(json_object_get(fact, "id")));
    if (candidate)
      g_ptr_array_add(list, candidate);
  }
  json_decref(answer);
  return g_steal_pointer(&list);
}

static gboolean keep_verdict(TyAtlas *atlas, const Candidate *candidate, const char *verdict,
                             GError **error) {
  char *const *parts = candidate->parts;
  TyReview review = {.id = candidate->id,
                     .verdict = verdict,
                     .subject = parts[0],
                     .predicate = parts[1],
                     .object = parts[2],
                     .value = parts[3],
                     .unit = parts[4],
                     .qualifier = parts[5],
                     .valid_from = parts[6],
                     .valid_to = parts[7]};
  return ty_atlas_add_review(atlas, &review, error);
}

/* In a transaction: the verdicts, and what follows from them. */
static gboolean decide(TyWorkspace *workspace, const GPtrArray *list, const char *verdict,
                       GError **error) {
  g_autoptr(GArray) dropped = g_array_new(FALSE, FALSE, sizeof(gint64));
  gboolean rejecting = g_str_equal(verdict, "rejected"), anew = FALSE, taken_back = FALSE;

  for (guint i = 0; i < list->len; i++) {
    const Candidate *candidate = list->pdata[i];
    if (!keep_verdict(workspace->atlas, candidate, verdict, error))
      return FALSE;
    anew |= !rejecting && g_strcmp0(candidate->before, "rejected") == 0;
    taken_back |= rejecting && g_strcmp0(candidate->before, "accepted") == 0;
    if (rejecting && candidate->fact)
      g_array_append_val(dropped, candidate->fact);
  }
  /* What was rejected is no longer in the atlas: the texts say it again. */
  return (!anew || ty_link_documents(workspace, 0, error)) &&
         ty_atlas_drop_extracted(workspace->atlas, &g_array_index(dropped, gint64, 0), dropped->len,
                                 error) &&
         ((rejecting && !taken_back) || ty_reviews_act(workspace, NULL, NULL, error)) &&
         ty_atlas_rank_facts(workspace->atlas, error);
}

static json_t *describe(const GPtrArray *list, const char *verdict) {
  static const char *const names[] = {"subject", "predicate", "object",     "value",
                                      "unit",    "qualifier", "valid_from", "valid_to"};
  json_t *facts = json_array();

  for (guint i = 0; i < list->len; i++) {
    const Candidate *candidate = list->pdata[i];
    json_t *item = json_pack("{s:s}", "id", candidate->id);
    for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
      if (candidate->parts[k] && *candidate->parts[k])
        json_object_set_new(item, names[k], json_string(candidate->parts[k]));
    json_array_append_new(facts, item);
  }
  return json_pack("{s:s, s:I, s:o}", "verdict", verdict, "decided", (json_int_t) list->len,
                   "facts", facts);
}

json_t *ty_review_decide(TyWorkspace *workspace, const char *verdict, const char *const *ids,
                         const TyReviewOptions *filter, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(candidate_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
  Candidates candidates = {all, by_id};

  if (!g_str_equal(verdict, "accepted") && !g_str_equal(verdict, "rejected")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the verdict '%s', expected accepted or rejected", verdict);
    return NULL;
  }
  if (!ty_atlas_each_extracted(workspace->atlas, note_fact, &candidates, error) ||
      !ty_atlas_each_review(workspace->atlas, note_review, &candidates, error))
    return NULL;
  g_autoptr(GPtrArray) list = chosen(workspace, &candidates, ids, filter, error);
  if (!list || !ty_atlas_begin(workspace->atlas, error))
    return NULL;
  if (decide(workspace, list, verdict, error) && ty_atlas_commit(workspace->atlas, error))
    return describe(list, verdict);
  ty_atlas_rollback(workspace->atlas);
  return NULL;
}
