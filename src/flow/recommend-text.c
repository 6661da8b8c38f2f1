/* SPDX-License-Identifier: Apache-2.0 */
/* Likeness by what is written: the words and the topics of the documents that name an entity. */
#include "flow/recommend.h"
#include "flow/similar.h"

#include <string.h>

void ty_entity_texts_free(TyEntityTexts *texts) {
  g_clear_pointer(&texts->words, ty_words_free);
  g_clear_pointer(&texts->tfidf, ty_tfidf_free);
  g_free(texts->theta);
  g_free(texts->row_of);
  g_clear_pointer(&texts->mentions, g_ptr_array_unref);
  g_free(texts);
}

/* Rows for candidates and seeds. */
static void number_rows(const TyAdvice *advice, TyEntityTexts *texts) {
  guint n = advice->relations->ids->len;
  guint32 next = 0;

  texts->row_of = g_new(guint32, n + 1);
  texts->mentions = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
  memset(texts->row_of, 0xff, n * sizeof(guint32));
  for (guint i = 0; i < advice->candidates->len; i++)
    texts->row_of[g_array_index(advice->candidates, guint32, i)] = 0;
  for (guint i = 0; i < advice->seeds->len; i++)
    texts->row_of[g_array_index(advice->seeds, TySeed, i).node] = 0;
  for (guint i = 0; i < n; i++)
    if (texts->row_of[i] == 0) {
      texts->row_of[i] = next++;
      g_ptr_array_add(texts->mentions, g_array_new(FALSE, FALSE, sizeof(guint32)));
    }
}

typedef struct {
  const TyAdvice *advice;
  TyEntityTexts *texts;
  guint32 next; /* document of the words that comes next */
} Gathering;

/* Mentions come by document. */
static gboolean take_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Gathering *gathering = data;
  const GArray *documents = gathering->texts->words->documents;
  guint32 row = gathering->texts->row_of[ty_relations_node(gathering->advice->relations, entity)];
  (void) span, (void) error;

  while (gathering->next < documents->len &&
         g_array_index(documents, gint64, gathering->next) < document)
    gathering->next++;
  if (row == G_MAXUINT32 || gathering->next == documents->len ||
      g_array_index(documents, gint64, gathering->next) != document)
    return TRUE;
  GArray *mentions = gathering->texts->mentions->pdata[row];
  if (mentions->len == 0 || g_array_index(mentions, guint32, mentions->len - 1) != gathering->next)
    g_array_append_val(mentions, gathering->next);
  return TRUE;
}

/* The documents of each entity, one behind the other, as one. */
static void weigh_words(const TyAdvice *advice, TyEntityTexts *texts) {
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, sizeof(guint32)),
                    word = g_array_new(FALSE, FALSE, sizeof(guint32));
  const guint32 *from = (const guint32 *) texts->words->start->data;
  const guint32 *all = (const guint32 *) texts->words->word->data;

  g_array_append_val(start, word->len);
  for (guint row = 0; row < texts->mentions->len; row++) {
    const GArray *mentions = texts->mentions->pdata[row];
    for (guint i = 0; i < mentions->len; i++) {
      guint32 document = g_array_index(mentions, guint32, i);
      g_array_append_vals(word, all + from[document], from[document + 1] - from[document]);
    }
    g_array_append_val(start, word->len);
  }
  TyTokenMatrix matrix = {texts->mentions->len, texts->words->vocabulary->len,
                          (const guint32 *) start->data, (const guint32 *) word->data};
  texts->tfidf = ty_tfidf_new(&matrix, advice->workspace->n_threads);
}

static gboolean weigh_topics(const TyAdvice *advice, TyEntityTexts *texts, GError **error) {
  g_autoptr(TyLda) lda =
      ty_likeness_topics(advice->workspace, texts->words, 0, advice->request->seed, error);
  if (!lda)
    return FALSE;
  gsize k = texts->n_topics = lda->n_topics;
  g_autofree double *theta = g_new(double, k);

  texts->theta = g_new0(double, texts->mentions->len *k + 1);
  for (guint row = 0; row < texts->mentions->len; row++) {
    const GArray *mentions = texts->mentions->pdata[row];
    for (guint i = 0; i < mentions->len; i++) {
      ty_lda_theta_of_doc(lda, g_array_index(mentions, guint32, i), theta);
      for (gsize topic = 0; topic < k; topic++)
        texts->theta[row * k + topic] += theta[topic] / mentions->len;
    }
  }
  return TRUE;
}

/* Rows have their words ascending and length 1. */
static double cosine(const TyTfidf *tfidf, guint32 a, guint32 b) {
  guint32 i = tfidf->start[a], j = tfidf->start[b];
  double sum = 0;

  while (i < tfidf->start[a + 1] && j < tfidf->start[b + 1]) {
    if (tfidf->word[i] == tfidf->word[j])
      sum += (double) tfidf->weight[i] * (double) tfidf->weight[j];
    guint32 left = tfidf->word[i], right = tfidf->word[j];
    i += left <= right;
    j += right <= left;
  }
  return MIN(sum, 1);
}

static gboolean is_named(const TyEntityTexts *texts, guint32 row) {
  return ((const GArray *) texts->mentions->pdata[row])->len > 0;
}

static double topic_likeness(const TyEntityTexts *texts, guint32 a, guint32 b) {
  gsize k = texts->n_topics;

  return texts->theta && is_named(texts, a) && is_named(texts, b)
             ? 1 - ty_js_divergence(texts->theta + a * k, texts->theta + b * k, k)
             : 0;
}

gboolean ty_advise_by_text(TyAdvice *advice, GError **error) {
  g_autofree double *text = g_new(double, advice->seeds->len + 1),
                    *topic = g_new(double, advice->seeds->len + 1);
  TyEntityTexts *texts = advice->texts = g_new0(TyEntityTexts, 1);
  Gathering gathering = {advice, texts, 0};

  number_rows(advice, texts);
  texts->words = ty_words_new(advice->workspace, NULL, error);
  if (!texts->words ||
      !ty_atlas_each_mention(advice->workspace->atlas, 0, 0, take_mention, &gathering, error))
    return FALSE;
  weigh_words(advice, texts);
  if (advice->weight[TY_PART_TOPIC] > 0 && !weigh_topics(advice, texts, error))
    return FALSE;
  for (guint c = 0; c < advice->candidates->len; c++) {
    guint32 node = g_array_index(advice->candidates, guint32, c), row = texts->row_of[node];
    for (guint s = 0; s < advice->seeds->len; s++) {
      guint32 other = texts->row_of[g_array_index(advice->seeds, TySeed, s).node];
      text[s] = cosine(texts->tfidf, row, other);
      topic[s] = topic_likeness(texts, row, other);
    }
    advice->part[TY_PART_TEXT][c] =
        ty_advice_mean(advice, node, text, &advice->best[TY_PART_TEXT][c]);
    advice->part[TY_PART_TOPIC][c] =
        ty_advice_mean(advice, node, topic, &advice->best[TY_PART_TOPIC][c]);
  }
  return TRUE;
}
