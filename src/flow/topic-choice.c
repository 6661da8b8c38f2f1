/* SPDX-License-Identifier: Apache-2.0 */
/* How many topics: each K is trained with several seeds. Those whose words belong together best
 * (C_v) come first; of these, the K whose topics come again with another seed. */
#include "flow/topic-model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  N_SEEDS = 3,
  MAX_TRIED = 14,
  TRIAL_SWEEPS = 300,
  DOCS_A_TOPIC = 8,
  MOST_USUAL = 15,
  HELD_OUT = 10
};

typedef struct {
  guint k;
  double cv, npmi, diversity, stability, perplexity;
  double error; /* standard error of C_v over the seeds */
} Tried;

/* "auto", "8" or "2-12". */
static gboolean parse_range(const TyTopicModel *model, guint *least, guint *most, GError **error) {
  const char *text = model->options.choose;
  char *end = NULL;

  *least = 2;
  *most = (guint) CLAMP(model->matrix.n_docs / DOCS_A_TOPIC, 3, MOST_USUAL);
  if (g_str_equal(text, "auto"))
    return TRUE;
  guint64 from = g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &end, 10) : 0, to = 0;
  if (end && *end == '-' && g_ascii_isdigit(end[1]))
    to = g_ascii_strtoull(end + 1, &end, 10);
  if (end && !*end && from >= 2 && to > from && to <= TY_LDA_MAX_TOPICS) {
    *least = (guint) from;
    *most = (guint) to;
    return TRUE;
  }
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found '%s' topics, expected a number, auto, or a range such as 2-12", text);
  return FALSE;
}

static double member(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

/* Every tenth document is held out; of these the words at even places are seen. */
typedef struct {
  GArray *start[3], *word[3]; /* of guint32: trained on, seen, completed */
} Parts;

static Parts part(const TyTokenMatrix *matrix) {
  Parts parts;
  guint32 zero = 0;

  for (int p = 0; p < 3; p++) {
    parts.start[p] = g_array_new(FALSE, FALSE, sizeof(guint32));
    parts.word[p] = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_val(parts.start[p], zero);
  }
  for (gsize d = 0; d < matrix->n_docs; d++) {
    gboolean held_out = d % HELD_OUT == HELD_OUT - 1;
    for (guint32 i = matrix->start[d]; i < matrix->start[d + 1]; i++)
      g_array_append_val(parts.word[!held_out ? 0 : 1 + (i - matrix->start[d]) % 2],
                         matrix->word[i]);
    for (int p = held_out ? 1 : 0; p <= (held_out ? 2 : 0); p++)
      g_array_append_val(parts.start[p], parts.word[p]->len);
  }
  return parts;
}

static TyTokenMatrix part_matrix(const Parts *parts, int p, gsize n_words) {
  return (TyTokenMatrix){parts->start[p]->len - 1, n_words, (const guint32 *) parts->start[p]->data,
                         (const guint32 *) parts->word[p]->data};
}

static void parts_clear(Parts *parts) {
  for (int p = 0; p < 3; p++) {
    g_array_unref(parts->start[p]);
    g_array_unref(parts->word[p]);
  }
}

/* NAN where there are too few documents to hold any out. */
static double held_out_perplexity(const TyTopicModel *model, const Parts *parts, guint k) {
  TyTokenMatrix trained = part_matrix(parts, 0, model->matrix.n_words);
  TyTokenMatrix seen = part_matrix(parts, 1, model->matrix.n_words);
  TyTokenMatrix completed = part_matrix(parts, 2, model->matrix.n_words);
  g_autoptr(TyLda) lda = ty_topic_model_try(model, &trained, k, model->options.seed, NULL);

  return lda ? ty_lda_held_out(lda, &seen, &completed, model->n_threads, NULL) : NAN;
}

static gboolean try(const TyTopicModel *model, const Parts *parts, Tried *tried, GError **error) {
  TyLda *lda[N_SEEDS] = {NULL};
  double squares = 0;
  gboolean done = TRUE;

  for (guint s = 0; s < N_SEEDS && done; s++) {
    lda[s] = ty_topic_model_try(model, &model->matrix, tried->k, model->options.seed + s, error);
    done = lda[s] != NULL;
    if (!done)
      break;
    json_t *quality = ty_topic_quality(model, lda[s]);
    double cv = member(quality, "cv");
    tried->cv += cv / N_SEEDS;
    squares += cv * cv / N_SEEDS;
    tried->npmi += member(quality, "npmi") / N_SEEDS;
    tried->diversity += member(quality, "diversity") / N_SEEDS;
    json_decref(quality);
  }
  for (guint a = 0; a < N_SEEDS && done; a++)
    for (guint b = 0; b < a; b++)
      tried->stability +=
          ty_lda_match(lda[a], lda[b], NULL, NULL, NULL) / (N_SEEDS * (N_SEEDS - 1) / 2.);
  for (guint s = 0; s < N_SEEDS; s++)
    ty_lda_free(lda[s]);
  if (!done)
    return FALSE;
  tried->error = sqrt(MAX(squares - tried->cv * tried->cv, 0) / (N_SEEDS - 1));
  tried->perplexity = held_out_perplexity(model, parts, tried->k);
  return TRUE;
}

/* Of those within one standard error of the best C_v, the most stable. */
static const Tried *choose(const GArray *all, const Tried **best) {
  const Tried *tried = (const Tried *) all->data, *chosen;

  *best = tried;
  for (guint i = 1; i < all->len; i++)
    if (tried[i].cv > (*best)->cv)
      *best = &tried[i];
  chosen = *best;
  for (guint i = 0; i < all->len; i++)
    if (tried[i].cv >= (*best)->cv - (*best)->error && tried[i].stability > chosen->stability)
      chosen = &tried[i];
  return chosen;
}

static char *explain(const Tried *chosen, const Tried *best) {
  if (chosen == best)
    return g_strdup_printf("K = %u: the highest C_v, %.3f ± %.3f, and no other within that is more "
                           "stable (%.3f)",
                           best->k, best->cv, best->error, best->stability);
  return g_strdup_printf(
      "K = %u: its C_v, %.3f, is within one standard error (%.3f) of the highest, "
      "%.3f at K = %u, and its topics are more stable (%.3f against %.3f)",
      chosen->k, chosen->cv, best->error, best->cv, best->k, chosen->stability, best->stability);
}

static json_t *tried_list(const GArray *all) {
  json_t *list = json_array();

  for (guint i = 0; i < all->len; i++) {
    const Tried *tried = &g_array_index(all, Tried, i);
    json_array_append_new(
        list,
        json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "k", (json_int_t) tried->k, "cv",
                  ty_json_number(tried->cv, 4), "error", ty_json_number(tried->error, 4), "npmi",
                  ty_json_number(tried->npmi, 4), "diversity", ty_json_number(tried->diversity, 4),
                  "stability", ty_json_number(tried->stability, 4), "perplexity",
                  isnan(tried->perplexity) ? json_null() : ty_json_number(tried->perplexity, 2)));
  }
  return list;
}

json_t *ty_topic_choice(TyTopicModel *model, GError **error) {
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Tried));
  guint least, most;

  if (!parse_range(model, &least, &most, error))
    return NULL;
  TyTopicModel trial = *model;
  trial.options.n_sweeps = MIN(trial.options.n_sweeps, TRIAL_SWEEPS);
  guint step = (most - least) / MAX_TRIED + 1;
  Parts parts = part(&model->matrix);
  gboolean done = TRUE;
  for (guint k = least; k <= most && done; k += step) {
    Tried tried = {.k = k};
    done = try(&trial, &parts, &tried, error);
    g_array_append_val(all, tried);
  }
  parts_clear(&parts);
  if (!done)
    return NULL;
  const Tried *best, *chosen = choose(all, &best);
  g_autofree char *why = explain(chosen, best);
  model->options.n_topics = chosen->k;
  return json_pack("{s:I, s:s, s:o}", "k", (json_int_t) chosen->k, "why", why, "tried",
                   tried_list(all));
}
