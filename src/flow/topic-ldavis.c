/* SPDX-License-Identifier: Apache-2.0 */
/* The data that LDAvis draws (Sievert, Shirley 2014), in the form in which pyLDAvis prepares it:
 * topics by size as 1 … K, places by principal coordinates of their Jensen–Shannon divergences, for
 * each topic the words that are relevant under any λ, and how the words' tokens are spread. */
#include "flow/keywords.h"
#include "flow/topic-model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/graph.h>

enum { N_TERMS = 30, N_LAMBDAS = 11 };

typedef struct {
  const TyTopicModel *model;
  gsize k, v;
  double *phi;       /* k × v */
  double *tokens;    /* k: expected tokens of each topic */
  double *frequency; /* v: tokens of each word */
  guint32 *order;    /* topics by tokens, most first */
} Vis;

static void prepare(Vis *vis) {
  const TyLda *lda = vis->model->lda;
  g_autofree double *column = g_new(double, vis->k);

  for (gsize w = 0; w < vis->v; w++) {
    ty_lda_phi_of_word(lda, w, column);
    for (gsize k = 0; k < vis->k; k++)
      vis->phi[k * vis->v + w] = column[k];
    for (guint32 i = lda->words.start[w]; i < lda->words.start[w + 1]; i++)
      vis->frequency[w] += lda->words.count[i];
  }
  for (gsize k = 0; k < vis->k; k++)
    vis->tokens[k] = lda->topic_total[k];
  vis->order = ty_order_by_weight(vis->tokens, vis->k);
}

static json_t *places(const Vis *vis, GError **error) {
  gsize k = vis->k;
  g_autofree double *distance = g_new0(double, k *k);
  g_autofree double *x = g_new(double, k);
  g_autofree double *y = g_new(double, k);
  json_t *xs = json_array(), *ys = json_array(), *numbers = json_array(), *clusters = json_array(),
         *shares = json_array();

  for (gsize a = 0; a < k; a++)
    for (gsize b = 0; b < a; b++)
      distance[a * k + b] = distance[b * k + a] =
          ty_js_divergence(vis->phi + vis->order[a] * vis->v, vis->phi + vis->order[b] * vis->v,
                           vis->v) *
          G_LN2; /* pyLDAvis counts in nats */
  gboolean placed = ty_scale_distances(distance, k, x, y, error);
  for (gsize i = 0; placed && i < k; i++) {
    json_array_append_new(xs, ty_json_number(x[i], 6));
    json_array_append_new(ys, ty_json_number(y[i], 6));
    json_array_append_new(numbers, json_integer((json_int_t) i + 1));
    json_array_append_new(clusters, json_integer(1));
    json_array_append_new(
        shares,
        ty_json_number(100 * vis->tokens[vis->order[i]] / (double) vis->model->lda->n_tokens, 6));
  }
  json_t *all = json_pack("{s:o, s:o, s:o, s:o, s:o}", "x", xs, "y", ys, "topics", numbers,
                          "cluster", clusters, "Freq", shares);
  if (!placed)
    g_clear_pointer(&all, json_decref);
  return all;
}

/* Terms -----------------------------------------------------------------------------------------
 */

typedef struct {
  const Vis *vis;
  json_t *term, *frequency, *total, *category, *logprob, *loglift;
  GHashTable *shown; /* words that stand in any category */
} Terms;

static void add_term(Terms *terms, guint32 w, double frequency, const char *category,
                     double logprob, double loglift) {
  g_autofree char *word = ty_topic_word_text(terms->vis->model, w);

  json_array_append_new(terms->term, json_string(word));
  json_array_append_new(terms->frequency, ty_json_number(frequency, 6));
  json_array_append_new(terms->total, ty_json_number(terms->vis->frequency[w], 6));
  json_array_append_new(terms->category, json_string(category));
  json_array_append_new(terms->logprob, ty_json_number(logprob, 4));
  json_array_append_new(terms->loglift, ty_json_number(loglift, 4));
  g_hash_table_add(terms->shown, GUINT_TO_POINTER(w));
}

static double saliency(const Vis *vis, gsize w) {
  double n = (double) vis->model->lda->n_tokens, sum = 0, own = 0;

  for (gsize k = 0; k < vis->k; k++)
    own += vis->phi[k * vis->v + w] * vis->tokens[k];
  for (gsize k = 0; k < vis->k; k++) {
    double p = vis->phi[k * vis->v + w] * vis->tokens[k] / own;
    if (p > 0)
      sum += p * log(p / (vis->tokens[k] / n));
  }
  return vis->frequency[w] / n * sum;
}

static void add_usual_terms(Terms *terms) {
  const Vis *vis = terms->vis;
  g_autofree double *value = g_new(double, MAX(vis->v, 1));

  for (gsize w = 0; w < vis->v; w++)
    value[w] = vis->frequency[w] > 0 ? saliency(vis, w) : -1;
  g_autofree guint32 *order = ty_order_by_weight(value, vis->v);
  for (gsize i = 0; i < MIN(vis->v, N_TERMS); i++)
    if (value[order[i]] >= 0)
      add_term(terms, order[i], vis->frequency[order[i]], "Default", N_TERMS - (double) i,
               N_TERMS - (double) i);
}

/* All words that are among the most relevant of the topic under some λ. */
static void add_topic_terms(Terms *terms, gsize place) {
  const Vis *vis = terms->vis;
  gsize topic = vis->order[place];
  const double *phi = vis->phi + topic * vis->v;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autofree char *category = g_strdup_printf("Topic%zu", place + 1);
  g_autofree guint32 *words = g_new(guint32, N_TERMS);

  for (int step = 0; step < N_LAMBDAS; step++) {
    gsize n = ty_lda_top_words(vis->model->lda, topic, step / (N_LAMBDAS - 1.), N_TERMS, words);
    for (gsize i = 0; i < n; i++)
      if (g_hash_table_add(seen, GUINT_TO_POINTER(words[i])))
        add_term(
            terms, words[i], phi[words[i]] * vis->tokens[topic], category, log(phi[words[i]]),
            log(phi[words[i]] * (double) vis->model->lda->n_tokens / vis->frequency[words[i]]));
  }
}

static int by_id(gconstpointer a, gconstpointer b) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

/* How the tokens of each word that is shown are spread over the topics. */
static json_t *token_table(const Vis *vis, GHashTable *shown) {
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint32));
  json_t *topics = json_array(), *shares = json_array(), *terms = json_array();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, shown);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    guint32 w = GPOINTER_TO_UINT(key);
    g_array_append_val(words, w);
  }
  g_array_sort(words, by_id);
  for (guint i = 0; i < words->len; i++) {
    guint32 w = g_array_index(words, guint32, i);
    g_autofree char *word = ty_topic_word_text(vis->model, w);
    for (gsize place = 0; place < vis->k; place++) {
      gsize topic = vis->order[place];
      double share = vis->phi[topic * vis->v + w] * vis->tokens[topic] / vis->frequency[w];
      if (share < .01)
        continue;
      json_array_append_new(topics, json_integer((json_int_t) place + 1));
      json_array_append_new(shares, ty_json_number(share, 6));
      json_array_append_new(terms, json_string(word));
    }
  }
  return json_pack("{s:o, s:o, s:o}", "Topic", topics, "Freq", shares, "Term", terms);
}

static json_t *page_of(const Vis *vis, GError **error) {
  json_t *placed = places(vis, error), *order = json_array();
  g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);
  Terms terms = {vis,          json_array(), json_array(), json_array(),
                 json_array(), json_array(), json_array(), shown};

  if (placed) {
    add_usual_terms(&terms);
    for (gsize place = 0; place < vis->k; place++)
      add_topic_terms(&terms, place);
  }
  for (gsize place = 0; place < vis->k; place++)
    json_array_append_new(order, json_integer((json_int_t) vis->order[place] + 1));
  json_t *info = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "Term", terms.term, "Freq",
                           terms.frequency, "Total", terms.total, "Category", terms.category,
                           "logprob", terms.logprob, "loglift", terms.loglift);
  json_t *options = json_pack("{s:s, s:s}", "xlab", "PC1", "ylab", "PC2");
  if (!placed) {
    json_decref(order);
    json_decref(info);
    json_decref(options);
    return NULL;
  }
  return json_pack("{s:o, s:o, s:o, s:i, s:f, s:o, s:o}", "mdsDat", placed, "tinfo", info,
                   "token.table", token_table(vis, shown), "R", N_TERMS, "lambda.step", .01,
                   "plot.opts", options, "topic.order", order);
}

GBytes *ty_topic_ldavis(const TyTopicModel *model, GError **error) {
  gsize k = model->lda->n_topics, v = model->lda->n_words;
  g_autofree double *phi = g_new(double, k *v);
  g_autofree double *tokens = g_new0(double, k);
  g_autofree double *frequency = g_new0(double, v);
  Vis vis = {model, k, v, phi, tokens, frequency, NULL};

  prepare(&vis);
  json_t *page = page_of(&vis, error);
  g_free(vis.order);
  if (!page)
    return NULL;
  char *dumped = json_dumps(page, JSON_COMPACT | JSON_REAL_PRECISION(12));
  json_decref(page);
  return g_bytes_new_with_free_func(dumped, strlen(dumped), free, dumped);
}
