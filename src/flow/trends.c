/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/periods.h"

#include <string.h>

enum { TOP_WORDS = 20, LEAST_DOCUMENTS = 3, LABEL_WORDS = 5, SWEEPS = 1000 };

typedef struct {
  TyTrendOptions options;
  const TyWords *words;
  const TyPeriods *periods;
  guint32 *row;    /* of each word in `counts`; NO_ROW for words of too few documents */
  guint32 *counts; /* rows × n periods: documents of the period that hold the word */
} Trends;

#define NO_ROW G_MAXUINT32

static const guint32 *counts_of(const Trends *trends, gsize word) {
  return trends->counts + (gsize) trends->row[word] * trends->periods->n;
}

static guint32 total(const guint32 *counts, gsize n) {
  guint32 sum = 0;
  for (gsize t = 0; t < n; t++)
    sum += counts[t];
  return sum;
}

static void count_words(Trends *trends) {
  TyTokenMatrix matrix = ty_words_matrix(trends->words);
  g_autofree gsize *last = g_new0(gsize, MAX(matrix.n_words, 1));
  g_autofree guint32 *documents = ty_words_documents(trends->words);
  guint n = trends->periods->n, least = trends->options.words ? 1 : LEAST_DOCUMENTS;
  guint32 n_rows = 0;

  trends->row = g_new0(guint32, MAX(matrix.n_words, 1));
  for (gsize w = 0; w < matrix.n_words; w++)
    trends->row[w] = documents[w] >= least ? n_rows++ : NO_ROW;
  trends->counts = g_new0(guint32, MAX((gsize) n_rows * n, 1));
  for (gsize d = 0; d < matrix.n_docs; d++) {
    if (trends->periods->of[d] < 0)
      continue;
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1]; i++) {
      guint32 word = matrix.word[i];
      if (last[word] != d + 1 && trends->row[word] != NO_ROW) {
        last[word] = d + 1;
        trends->counts[(gsize) trends->row[word] * n + (gsize) trends->periods->of[d]]++;
      }
    }
  }
}

/* Kendall's τ of share and time: of all pairs of periods with documents, how many more rise than
 * fall. */
static double rise(const guint32 *counts, const guint32 *documents, gsize n) {
  gint64 sum = 0, pairs = 0;

  for (gsize a = 0; a < n; a++)
    for (gsize b = a + 1; b < n; b++) {
      if (documents[a] == 0 || documents[b] == 0)
        continue;
      gint64 left = (gint64) counts[a] * documents[b], right = (gint64) counts[b] * documents[a];
      sum += (right > left) - (right < left);
      pairs++;
    }
  return pairs ? (double) sum / (double) pairs : 0;
}

static json_t *describe(const Trends *trends, const char *key, const char *name,
                        const guint32 *counts) {
  const TyPeriods *periods = trends->periods;
  json_t *list = json_array();
  gsize first = 0, last = 0, peak = 0;

  for (gsize t = 0; t < periods->n; t++) {
    json_array_append_new(list, json_integer(counts[t]));
    if (counts[t] == 0)
      continue;
    first = counts[first] ? first : t;
    last = t;
    if ((guint64) counts[t] * MAX(periods->documents[peak], 1) >
        (guint64) counts[peak] * MAX(periods->documents[t], 1))
      peak = t;
  }
  g_autofree char *first_name = ty_period_name(periods, first);
  g_autofree char *last_name = ty_period_name(periods, last);
  g_autofree char *peak_name = ty_period_name(periods, peak);
  return json_pack("{s:s, s:I, s:s, s:s, s:s, s:o, s:o}", key, name, "documents",
                   (json_int_t) total(counts, periods->n), "first", first_name, "last", last_name,
                   "peak", peak_name, "trend",
                   ty_json_number(rise(counts, periods->documents, periods->n), 4), "counts", list);
}

/* Bursts ----------------------------------------------------------------------------------------
 */

typedef struct {
  TyBurst burst;
  const char *name;
  const guint32 *counts;
  gsize order;
} Found;

static int by_weight(gconstpointer a, gconstpointer b) {
  const Found *left = a, *right = b;
  if (left->burst.weight != right->burst.weight)
    return left->burst.weight < right->burst.weight ? 1 : -1;
  return (left->order > right->order) - (left->order < right->order);
}

static gboolean add_bursts(const Trends *trends, const char *name, const guint32 *counts,
                           GArray *found, GError **error) {
  g_autoptr(GArray) bursts = ty_bursts(counts, trends->periods->documents, trends->periods->n,
                                       &trends->options.bursts, error);
  if (!bursts)
    return FALSE;
  for (guint i = 0; i < bursts->len; i++) {
    Found one = {g_array_index(bursts, TyBurst, i), name, counts, found->len};
    g_array_append_val(found, one);
  }
  return TRUE;
}

static json_t *list_bursts(const Trends *trends, const char *key, GArray *found) {
  json_t *list = json_array();

  g_array_sort(found, by_weight);
  for (guint i = 0; i < found->len && i < trends->options.top; i++) {
    const Found *one = &g_array_index(found, Found, i);
    g_autofree char *from = ty_period_name(trends->periods, one->burst.from);
    g_autofree char *to = ty_period_name(trends->periods, one->burst.to - 1);
    json_array_append_new(list,
                          json_pack("{s:s, s:s, s:s, s:I, s:o, s:I}", key, one->name, "from", from,
                                    "to", to, "level", (json_int_t) one->burst.level, "weight",
                                    ty_json_number(one->burst.weight, 4), "documents",
                                    (json_int_t) total(one->counts + one->burst.from,
                                                       one->burst.to - one->burst.from)));
  }
  return list;
}

/* Words -----------------------------------------------------------------------------------------
 */

static const char *word_text(const Trends *trends, gsize word) {
  return trends->words->vocabulary->pdata[word];
}

/* The words asked for, in their order; FALSE with the first that no document has. */
static gboolean find_wanted(const Trends *trends, GArray *wanted, GError **error) {
  g_auto(GStrv) names = g_strsplit(trends->options.words, ",", -1);

  for (char **name = names; *name; name++) {
    g_autofree char *key = ty_name_key(*name);
    gboolean found = FALSE;
    for (guint32 w = 0; w < trends->words->vocabulary->len && !found; w++) {
      g_autofree char *own = ty_name_key(word_text(trends, w));
      found = g_str_equal(own, key);
      if (found)
        g_array_append_val(wanted, w);
    }
    if (!found) {
      g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                  "found no word '%s' in the documents selected, expected one that they count as a "
                  "word (see tuyou keywords)",
                  *name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean answer_words(const Trends *trends, json_t *answer, GError **error) {
  gsize n_words = trends->words->vocabulary->len;
  g_autofree double *documents = g_new0(double, MAX(n_words, 1));
  g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
  json_t *list = json_array();

  json_object_set_new(answer, "words", list);
  for (gsize w = 0; w < n_words; w++)
    if (trends->row[w] != NO_ROW)
      documents[w] = total(counts_of(trends, w), trends->periods->n);
  g_autofree guint32 *order = ty_order_by_weight(documents, n_words);
  if (trends->options.words && !find_wanted(trends, listed, error))
    return FALSE;
  for (gsize i = 0; !trends->options.words && i < MIN(n_words, trends->options.top); i++)
    if (documents[order[i]] > 0)
      g_array_append_val(listed, order[i]);
  for (guint i = 0; i < listed->len; i++) {
    guint32 word = g_array_index(listed, guint32, i);
    json_array_append_new(
        list, describe(trends, "word", word_text(trends, word), counts_of(trends, word)));
  }
  if (trends->options.words) {
    for (guint i = 0; i < listed->len; i++) {
      guint32 word = g_array_index(listed, guint32, i);
      if (!add_bursts(trends, word_text(trends, word), counts_of(trends, word), found, error))
        return FALSE;
    }
  } else
    for (gsize i = 0; i < n_words && documents[order[i]] >= LEAST_DOCUMENTS; i++)
      if (!add_bursts(trends, word_text(trends, order[i]), counts_of(trends, order[i]), found,
                      error))
        return FALSE;
  json_object_set_new(answer, "bursts", list_bursts(trends, "word", found));
  return TRUE;
}

/* Topics ----------------------------------------------------------------------------------------
 */

static char *topic_label(const Trends *trends, const TyLda *lda, gsize topic) {
  guint32 top[LABEL_WORDS];
  gsize n = ty_lda_top_words(lda, topic, .6, LABEL_WORDS, top);
  g_autoptr(GString) label = g_string_new(NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf(label, "%s%s", i ? " " : "", word_text(trends, top[i]));
  return g_string_free(g_steal_pointer(&label), FALSE);
}

/* Documents by period and the topic that has most of them; and the mean share of each topic. */
static void count_topics(const Trends *trends, const TyLda *lda, guint32 *counts, double *share) {
  guint n = trends->periods->n, k = lda->n_topics;
  g_autofree double *theta = g_new(double, k);

  for (gsize d = 0; d < lda->n_docs; d++) {
    gint32 period = trends->periods->of[d];
    if (period < 0 || trends->words->documents->len == 0)
      continue;
    ty_lda_theta_of_doc(lda, d, theta);
    guint most = 0;
    for (guint topic = 0; topic < k; topic++) {
      share[topic * n + (guint) period] += theta[topic] / trends->periods->documents[period];
      if (theta[topic] > theta[most])
        most = topic;
    }
    counts[most * n + (guint) period]++;
  }
}

static gboolean answer_topics(const Trends *trends, guint n_threads, json_t *answer,
                              GError **error) {
  TyTokenMatrix matrix = ty_words_matrix(trends->words);
  TyLdaOptions training = {.n_topics = trends->options.n_topics,
                           .alpha = .1,
                           .beta = .01,
                           .n_sweeps = SWEEPS,
                           .seed = trends->options.seed,
                           .n_threads = n_threads};
  g_autoptr(TyLda) lda = ty_lda_train(&matrix, &training, error);
  if (!lda)
    return FALSE;
  guint n = trends->periods->n;
  g_autofree guint32 *counts = g_new0(guint32, (gsize) lda->n_topics * n);
  g_autofree double *share = g_new0(double, (gsize) lda->n_topics *n);
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
  json_t *list = json_array();

  json_object_set_new(answer, "topics", list);
  count_topics(trends, lda, counts, share);
  for (guint topic = 0; topic < lda->n_topics; topic++) {
    char *label = topic_label(trends, lda, topic);
    g_ptr_array_add(labels, label);
    json_t *one = describe(trends, "topic", label, counts + topic * n), *shares = json_array();
    for (guint t = 0; t < n; t++)
      json_array_append_new(shares, trends->periods->documents[t]
                                        ? ty_json_number(share[topic * n + t], 4)
                                        : json_null());
    json_object_set_new(one, "shares", shares);
    json_array_append_new(list, one);
    if (!add_bursts(trends, label, counts + topic * n, found, error))
      return FALSE;
  }
  json_object_set_new(answer, "topic_bursts", list_bursts(trends, "topic", found));
  return TRUE;
}

json_t *ty_trends(TyWorkspace *workspace, const TyDocumentFilter *filter,
                  const TyTrendOptions *options, GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  g_autoptr(TyPeriods) periods =
      words ? ty_periods_new(workspace, filter, words, options ? options->unit : NULL, error)
            : NULL;
  if (!periods)
    return NULL;
  Trends trends = {options ? *options : (TyTrendOptions){0}, words, periods, NULL, NULL};
  json_t *names = json_array(), *documents = json_array();

  trends.options.top = trends.options.top ? trends.options.top : TOP_WORDS;
  count_words(&trends);
  for (gsize t = 0; t < periods->n; t++) {
    g_autofree char *name = ty_period_name(periods, t);
    json_array_append_new(names, json_string(name));
    json_array_append_new(documents, json_integer(periods->documents[t]));
  }
  json_t *answer =
      json_pack("{s:s, s:I, s:o, s:o}", "unit", periods->months ? "month" : "year", "undated",
                (json_int_t) periods->n_undated, "periods", names, "documents", documents);
  if (!answer_words(&trends, answer, error) ||
      (trends.options.n_topics > 0 && !answer_topics(&trends, workspace->n_threads, answer, error)))
    g_clear_pointer(&answer, json_decref);
  g_free(trends.row);
  g_free(trends.counts);
  return answer;
}
