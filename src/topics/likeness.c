/* SPDX-License-Identifier: Apache-2.0 */
/* The documents most like one, without looking at most of them. The words of the document are
 * taken by how much each can add to a cosine, the most telling first: when what is left cannot lift
 * a document that was not met to the n-th best, the long lists of common words need not be read,
 * and the few documents that are still in question are compared word by word. */
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/topics.h>

/* Sums in another order differ by less; two that are the same as float must both stay. */
#define SLACK 1e-6

/* To find the n-th best takes as long as to read a list: it is looked for again when what is left
 * has fallen to this share. */
#define LOOK_AGAIN .85

struct TyTfidfIndex {
  const TyTfidf *tfidf;
  gsize *start; /* n_words + 1 */
  guint32 *doc; /* of each word, ascending */
  float *weight;
  float *most;   /* the largest weight of each word */
  gsize longest; /* words of a document */
};

TyTfidfIndex *ty_tfidf_index_new(const TyTfidf *tfidf) {
  TyTfidfIndex *index = g_new0(TyTfidfIndex, 1);
  gsize n = tfidf->start[tfidf->n_docs];
  g_autofree gsize *fill = NULL;

  index->tfidf = tfidf;
  index->start = g_new0(gsize, tfidf->n_words + 1);
  index->doc = g_new(guint32, MAX(n, 1));
  index->weight = g_new(float, MAX(n, 1));
  index->most = g_new0(float, MAX(tfidf->n_words, 1));
  for (gsize i = 0; i < n; i++)
    index->start[tfidf->word[i] + 1]++;
  for (gsize w = 0; w < tfidf->n_words; w++)
    index->start[w + 1] += index->start[w];
  fill = g_memdup2(index->start, (tfidf->n_words + 1) * sizeof *fill);
  for (gsize d = 0; d < tfidf->n_docs; d++) {
    index->longest = MAX(index->longest, tfidf->start[d + 1] - tfidf->start[d]);
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++) {
      guint32 word = tfidf->word[i];
      index->doc[fill[word]] = (guint32) d;
      index->weight[fill[word]++] = tfidf->weight[i];
      index->most[word] = MAX(index->most[word], tfidf->weight[i]);
    }
  }
  return index;
}

void ty_tfidf_index_free(TyTfidfIndex *index) {
  if (!index)
    return;
  g_free(index->start);
  g_free(index->doc);
  g_free(index->weight);
  g_free(index->most);
  g_free(index);
}

/* A search --------------------------------------------------------------------------------------
 */

typedef struct {
  guint32 word;
  double weight, most; /* most: what it can add */
  double left;         /* what it and all after it can add at most */
  gsize entries;       /* of its list and all after it */
} Term;

typedef struct {
  float cosine;
  guint32 doc;
} Like;

/* What a thread keeps from search to search. */
typedef struct {
  const TyTfidfIndex *index;
  float *query;  /* n_words: the document's weights; 0 between searches */
  double *sum;   /* n_docs, all 0 between searches: what the words read so far add up to */
  guint32 *met;  /* documents with a sum */
  double *ranks; /* their sums, to find the n-th of */
  Like *likes;
  Term *terms; /* the most words of any document */
  gsize n_met, n_likes, n_terms;
  gsize first; /* documents before this one are not looked for */
} Search;

static void search_init(Search *search, const TyTfidfIndex *index) {
  const TyTfidf *tfidf = index->tfidf;
  gsize n = MAX(tfidf->n_docs, 1);

  *search = (Search){.index = index};
  search->query = g_new0(float, MAX(tfidf->n_words, 1));
  search->sum = g_new0(double, n);
  search->met = g_new(guint32, n);
  search->ranks = g_new(double, n);
  search->likes = g_new(Like, n);
  search->terms = g_new(Term, MAX(index->longest, 1));
}

static void search_clear(Search *search) {
  g_free(search->query);
  g_free(search->sum);
  g_free(search->met);
  g_free(search->ranks);
  g_free(search->likes);
  g_free(search->terms);
}

static int most_first(const void *a, const void *b) {
  const Term *x = a, *y = b;
  if (x->most != y->most)
    return x->most > y->most ? -1 : 1;
  return (x->word > y->word) - (x->word < y->word);
}

/* What is left is bounded by the largest weights, and by the lengths: vectors have length 1. */
static void take_terms(Search *search, gsize doc) {
  const TyTfidf *tfidf = search->index->tfidf;
  const gsize *start = search->index->start;
  double left = 0, squares = 0;
  gsize entries = 0;

  search->n_terms = 0;
  for (guint32 i = tfidf->start[doc]; i < tfidf->start[doc + 1]; i++) {
    double weight = tfidf->weight[i];
    search->terms[search->n_terms++] =
        (Term){tfidf->word[i], weight, weight * search->index->most[tfidf->word[i]], 0, 0};
  }
  qsort(search->terms, search->n_terms, sizeof *search->terms, most_first);
  for (gsize i = search->n_terms; i-- > 0;) {
    left += search->terms[i].most;
    squares += search->terms[i].weight * search->terms[i].weight;
    search->terms[i].left = MIN(left, sqrt(squares));
    entries += start[search->terms[i].word + 1] - start[search->terms[i].word];
    search->terms[i].entries = entries;
  }
}

/* The first entry of a list that is looked at. */
static gsize begin_of(const Search *search, gsize low, gsize high) {
  while (search->first > 0 && low < high) {
    gsize middle = low + (high - low) / 2;
    if (search->index->doc[middle] < search->first)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* `closed`: no document that was not met can be among the best. */
static void read_list(Search *search, const Term *term, gsize doc, gboolean closed) {
  const TyTfidfIndex *index = search->index;
  gsize end = index->start[term->word + 1];

  for (gsize i = begin_of(search, index->start[term->word], end); i < end; i++) {
    guint32 other = index->doc[i];
    if (search->sum[other] == 0) {
      if (closed || other == doc)
        continue;
      search->met[search->n_met++] = other;
    }
    search->sum[other] += term->weight * (double) index->weight[i];
  }
}

/* The n-th largest (Hoare's selection); the values change places. */
static double nth_largest(double *value, gsize n_values, gsize n) {
  gssize low = 0, high = (gssize) n_values - 1, k = (gssize) n - 1;

  while (low < high) {
    double pivot = value[low + (high - low) / 2];
    gssize i = low - 1, j = high + 1;
    for (;;) {
      do
        i++;
      while (value[i] > pivot);
      do
        j--;
      while (value[j] < pivot);
      if (i >= j)
        break;
      double swapped = value[i];
      value[i] = value[j];
      value[j] = swapped;
    }
    if (k <= j)
      high = j;
    else
      low = j + 1;
  }
  return value[k];
}

/* The n-th best sum so far: the n-th best cosine is no less. 0: fewer were met. */
static double nth_best(Search *search, gsize n) {
  if (n == 0 || search->n_met < n)
    return 0;
  for (gsize i = 0; i < search->n_met; i++)
    search->ranks[i] = search->sum[search->met[i]];
  return nth_largest(search->ranks, search->n_met, n);
}

/* As ty_tfidf_similar sums it up, to the bit. */
static float cosine_of(const Search *search, gsize other) {
  const TyTfidf *tfidf = search->index->tfidf;
  double sum = 0;

  for (guint32 i = tfidf->start[other]; i < tfidf->start[other + 1]; i++)
    sum += (double) tfidf->weight[i] * search->query[tfidf->word[i]];
  return (float) sum;
}

static void set_query(Search *search, gsize doc, gboolean on) {
  const TyTfidf *tfidf = search->index->tfidf;

  for (guint32 i = tfidf->start[doc]; i < tfidf->start[doc + 1]; i++)
    search->query[tfidf->word[i]] = on ? tfidf->weight[i] : 0;
}

/* Whether to compare the documents that can still be among the best is less work than to read on.
 */
static gboolean is_enough(const Search *search, const Term *term, double needed) {
  const TyTfidf *tfidf = search->index->tfidf;
  gsize words = tfidf->start[tfidf->n_docs] / tfidf->n_docs + 1, n = 0;

  for (gsize k = 0; k < search->n_met; k++)
    n += search->sum[search->met[k]] + term->left >= needed - SLACK;
  return n * words < term->entries;
}

static int most_like_first(const void *a, const void *b) {
  const Like *x = a, *y = b;
  if (x->cosine != y->cosine)
    return x->cosine > y->cosine ? -1 : 1;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Reads the lists as far as they matter. @return what the others can add at most */
static double read_lists(Search *search, gsize doc, gsize n, double at_least, double *needed) {
  double looked = 2;

  for (gsize i = 0; i < search->n_terms; i++) {
    const Term *term = &search->terms[i];
    gboolean closed = term->left < *needed - SLACK;
    if (term->left < LOOK_AGAIN * looked) {
      *needed = MAX(at_least, nth_best(search, n));
      looked = term->left;
      closed = term->left < *needed - SLACK;
      if (closed && is_enough(search, term, *needed))
        return term->left;
    }
    read_list(search, term, doc, closed);
  }
  return 0;
}

/* Fills `likes` with the `n` (0: all) best of at least `at_least`. */
static void search_like(Search *search, gsize doc, gsize n, double at_least) {
  double needed = at_least;

  search->n_met = search->n_likes = 0;
  take_terms(search, doc);
  double left = read_lists(search, doc, n, at_least, &needed);
  needed = MAX(at_least, nth_best(search, n));
  set_query(search, doc, TRUE);
  for (gsize k = 0; k < search->n_met; k++) {
    guint32 other = search->met[k];
    if (search->sum[other] + left >= needed - SLACK) {
      float cosine = cosine_of(search, other);
      if (cosine > 0 && (double) cosine >= at_least)
        search->likes[search->n_likes++] = (Like){cosine, other};
    }
    search->sum[other] = 0;
  }
  set_query(search, doc, FALSE);
  qsort(search->likes, search->n_likes, sizeof *search->likes, most_like_first);
  if (n > 0)
    search->n_likes = MIN(search->n_likes, n);
}

gsize ty_tfidf_index_similar(const TyTfidfIndex *index, gsize doc, gsize n, guint32 *docs,
                             float *cosine) {
  Search search;

  if (n == 0)
    return 0;
  search_init(&search, index);
  search_like(&search, doc, n, 0);
  for (gsize i = 0; i < search.n_likes; i++) {
    docs[i] = search.likes[i].doc;
    cosine[i] = search.likes[i].cosine;
  }
  gsize found = search.n_likes;
  search_clear(&search);
  return found;
}

/* All pairs -------------------------------------------------------------------------------------
 */

enum { DOCS_A_TASK = 256, TASKS_A_ROUND = 64 };

typedef struct {
  Search *searches; /* one a thread */
  gsize from;
  double at_least;
  GArray **found; /* one a task, of TyLikePair */
} Pairing;

static int by_second(const void *a, const void *b) {
  const Like *x = a, *y = b;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

static void pair_docs(gsize task, guint thread, gpointer data) {
  Pairing *pairing = data;
  Search *search = &pairing->searches[thread];
  gsize from = pairing->from + task * DOCS_A_TASK;
  gsize end = MIN(from + DOCS_A_TASK, search->index->tfidf->n_docs);

  for (gsize doc = from; doc < end; doc++) {
    search->first = doc + 1;
    search_like(search, doc, 0, pairing->at_least);
    qsort(search->likes, search->n_likes, sizeof *search->likes, by_second);
    for (gsize i = 0; i < search->n_likes; i++) {
      TyLikePair pair = {(guint32) doc, search->likes[i].doc, search->likes[i].cosine};
      g_array_append_val(pairing->found[task], pair);
    }
  }
}

gboolean ty_tfidf_index_pairs(const TyTfidfIndex *index, double at_least, guint n_threads,
                              TyLikePairFunc func, gpointer data, GError **error) {
  gsize n_docs = index->tfidf->n_docs;
  guint n_searches = ty_parallel_threads(n_threads);
  g_autofree Search *searches = g_new(Search, n_searches);
  GArray *found[TASKS_A_ROUND];
  Pairing pairing = {searches, 0, at_least, found};
  gboolean going = at_least > 0 && at_least <= 1;

  if (!going)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the least cosine %g, expected one above 0 and at most 1", at_least);
  for (guint i = 0; i < n_searches; i++)
    search_init(&searches[i], index);
  for (gsize t = 0; t < TASKS_A_ROUND; t++)
    found[t] = g_array_new(FALSE, FALSE, sizeof(TyLikePair));
  for (; going && pairing.from < n_docs; pairing.from += (gsize) DOCS_A_TASK * TASKS_A_ROUND) {
    gsize n_tasks = MIN((n_docs - pairing.from + DOCS_A_TASK - 1) / DOCS_A_TASK, TASKS_A_ROUND);
    ty_parallel_for(n_threads, n_tasks, pair_docs, &pairing);
    for (gsize t = 0; t < n_tasks; t++) {
      for (guint i = 0; going && i < found[t]->len; i++)
        going = func(&g_array_index(found[t], TyLikePair, i), data, error);
      g_array_set_size(found[t], 0);
    }
  }
  for (guint i = 0; i < n_searches; i++)
    search_clear(&searches[i]);
  for (gsize t = 0; t < TASKS_A_ROUND; t++)
    g_array_unref(found[t]);
  return going;
}
