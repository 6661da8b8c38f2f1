/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/topics.h>

#define DOCS_A_TASK 1024
/* Documents that hold a word: up to so many, the logarithm is kept. */
#define KNOWN_IDF 1024
/* Words of a document that are sorted by insertion. */
#define SHORT_ROW 64

void ty_tfidf_free(TyTfidf *tfidf) {
  if (!tfidf)
    return;
  g_free(tfidf->start);
  g_free(tfidf->word);
  g_free(tfidf->weight);
  g_free(tfidf);
}

/* What a thread needs to tell the words of a document apart. */
typedef struct {
  guint32 *count; /* of each word in the document; 0 between documents */
  guint32 *row;   /* the document's words, by first occurrence */
  guint32 *spare; /* for sorting */
  guint32 *in;    /* of each word, in how many of the thread's documents it is */
  guint64 *sum;   /* of each word, of its weights; see `unit` */
} Scratch;

typedef struct {
  const TyTokenMatrix *tokens;
  gsize longest; /* tokens of a document */
  guint n_threads;
  Scratch *scratch;
  double *idf;
  TyTfidf *tfidf; /* NULL where only the sums are asked for */
  /* Sums are whole multiples of 1 / unit, a power of two: in any order the same. A weight is 1 at
   * most, so the sum of all documents stays below 2^63. */
  double unit;
} Work;

static double unit_of(gsize n_docs) { return ldexp(1, 62 - (int) g_bit_storage(n_docs)); }

static Scratch *scratch_of(Work *work, guint thread) {
  Scratch *scratch = &work->scratch[thread];
  gsize n_words = work->tokens->n_words + 1, longest = work->longest + 1;

  if (scratch->count)
    return scratch;
  scratch->count = g_new0(guint32, n_words);
  scratch->in = g_new0(guint32, n_words);
  scratch->row = g_new(guint32, longest);
  scratch->spare = work->tfidf ? g_new(guint32, longest) : NULL;
  scratch->sum = work->tfidf ? NULL : g_new0(guint64, n_words);
  return scratch;
}

static void work_begin(Work *work, const TyTokenMatrix *tokens, TyTfidf *tfidf, guint n_threads) {
  *work =
      (Work){tokens, 0, ty_parallel_threads(n_threads), NULL, NULL, tfidf, unit_of(tokens->n_docs)};
  for (gsize d = 0; d < tokens->n_docs; d++)
    work->longest = MAX(work->longest, tokens->start[d + 1] - tokens->start[d]);
  work->scratch = g_new0(Scratch, work->n_threads);
}

static void work_end(Work *work) {
  for (guint t = 0; t < work->n_threads; t++) {
    g_free(work->scratch[t].count);
    g_free(work->scratch[t].row);
    g_free(work->scratch[t].spare);
    g_free(work->scratch[t].in);
    g_free(work->scratch[t].sum);
  }
  g_free(work->scratch);
  g_free(work->idf);
}

/* Does `func` for runs of documents. */
static void each_run(Work *work, TyTaskFunc func) {
  ty_parallel_for(work->n_threads, (work->tokens->n_docs + DOCS_A_TASK - 1) / DOCS_A_TASK, func,
                  work);
}

/* Counts the words of a document. @return how many different ones are in scratch->row */
static gsize count_document(const TyTokenMatrix *tokens, gsize doc, Scratch *scratch) {
  guint32 *count = scratch->count, *row = scratch->row;
  gsize n = 0;

  for (guint32 i = tokens->start[doc]; i < tokens->start[doc + 1]; i++) {
    guint32 word = tokens->word[i];
    row[n] = word; /* no branch: whether a word is new cannot be guessed */
    n += count[word]++ == 0;
  }
  return n;
}

static void count_run(gsize task, guint thread, gpointer data) {
  Work *work = data;
  Scratch *scratch = scratch_of(work, thread);
  gsize end = MIN((task + 1) * DOCS_A_TASK, work->tokens->n_docs);

  for (gsize d = task * DOCS_A_TASK; d < end; d++) {
    gsize n = count_document(work->tokens, d, scratch);
    for (gsize i = 0; i < n; i++) {
      scratch->count[scratch->row[i]] = 0;
      scratch->in[scratch->row[i]]++;
    }
    if (work->tfidf)
      work->tfidf->start[d + 1] = (guint32) n;
  }
}

/* Inverse document frequencies; `documents` (NULL or n_words) gets how many hold each word. */
static void weigh_words(Work *work, guint32 *documents) {
  gsize n_words = work->tokens->n_words;
  double known[KNOWN_IDF] = {0};

  work->idf = g_new(double, MAX(n_words, 1));
  for (gsize w = 0; w < n_words; w++) {
    guint32 df = 0;
    for (guint t = 0; t < work->n_threads; t++)
      df += work->scratch[t].in ? work->scratch[t].in[w] : 0;
    if (documents)
      documents[w] = df;
    if (df < KNOWN_IDF && known[df] != 0) {
      work->idf[w] = known[df];
      continue;
    }
    work->idf[w] = log((1 + (double) work->tokens->n_docs) / (1 + (double) df)) + 1;
    if (df < KNOWN_IDF)
      known[df] = work->idf[w];
  }
}

/* What makes the vector of the words in scratch->row one of length 1. */
static double scale_of(const Work *work, const Scratch *scratch, gsize n) {
  double squares = 0;

  for (gsize i = 0; i < n; i++) {
    double weight = scratch->count[scratch->row[i]] * work->idf[scratch->row[i]];
    squares += weight * weight;
  }
  return squares > 0 ? 1 / sqrt(squares) : 0;
}

/* Takes the word's count and leaves 0. */
static float take_weight(const Work *work, Scratch *scratch, guint32 word, double scale) {
  float weight = (float) (scratch->count[word] * work->idf[word] * scale);
  scratch->count[word] = 0;
  return weight;
}

/* Sums only ----------------------------------------------------------------------------------- */

static void sum_run(gsize task, guint thread, gpointer data) {
  Work *work = data;
  Scratch *scratch = scratch_of(work, thread);
  gsize end = MIN((task + 1) * DOCS_A_TASK, work->tokens->n_docs);

  for (gsize d = task * DOCS_A_TASK; d < end; d++) {
    gsize n = count_document(work->tokens, d, scratch);
    double scale = scale_of(work, scratch, n);
    for (gsize i = 0; i < n; i++) {
      guint32 word = scratch->row[i];
      scratch->sum[word] += (guint64) (take_weight(work, scratch, word, scale) * work->unit);
    }
  }
}

void ty_tfidf_weights(const TyTokenMatrix *tokens, guint n_threads, double *weight,
                      guint32 *documents) {
  Work work;

  work_begin(&work, tokens, NULL, n_threads);
  each_run(&work, count_run);
  weigh_words(&work, documents);
  each_run(&work, sum_run);
  for (gsize w = 0; w < tokens->n_words; w++) {
    guint64 sum = 0;
    for (guint t = 0; t < work.n_threads; t++)
      sum += work.scratch[t].sum ? work.scratch[t].sum[w] : 0;
    weight[w] = (double) sum / work.unit;
  }
  work_end(&work);
}

/* Rows ---------------------------------------------------------------------------------------- */

/* Numbers in ascending order: short rows by insertion, long ones a byte at a time. */
static void sort_words(guint32 *word, guint32 *spare, gsize n, gsize n_words) {
  if (n <= SHORT_ROW) {
    for (gsize i = 1; i < n; i++) {
      guint32 moved = word[i];
      gsize at = i;
      for (; at > 0 && word[at - 1] > moved; at--)
        word[at] = word[at - 1];
      word[at] = moved;
    }
    return;
  }
  guint32 *from = word, *to = spare, *other;
  for (guint shift = 0; shift < 32 && n_words >> shift; shift += 8) {
    guint32 at[257] = {0};
    for (gsize i = 0; i < n; i++)
      at[(from[i] >> shift & 255) + 1]++;
    for (guint byte = 1; byte < 256; byte++)
      at[byte] += at[byte - 1];
    for (gsize i = 0; i < n; i++)
      to[at[from[i] >> shift & 255]++] = from[i];
    other = from;
    from = to;
    to = other;
  }
  if (from != word)
    memcpy(word, from, n * sizeof *word);
}

static void write_run(gsize task, guint thread, gpointer data) {
  Work *work = data;
  Scratch *scratch = scratch_of(work, thread);
  TyTfidf *tfidf = work->tfidf;
  gsize end = MIN((task + 1) * DOCS_A_TASK, tfidf->n_docs);

  for (gsize d = task * DOCS_A_TASK; d < end; d++) {
    gsize n = count_document(work->tokens, d, scratch);
    double scale = scale_of(work, scratch, n);
    guint32 *word = tfidf->word + tfidf->start[d];
    sort_words(scratch->row, scratch->spare, n, tfidf->n_words);
    for (gsize i = 0; i < n; i++) {
      word[i] = scratch->row[i];
      tfidf->weight[tfidf->start[d] + i] = take_weight(work, scratch, word[i], scale);
    }
  }
}

TyTfidf *ty_tfidf_new(const TyTokenMatrix *tokens, guint n_threads) {
  TyTfidf *tfidf = g_new0(TyTfidf, 1);
  Work work;

  tfidf->n_docs = tokens->n_docs;
  tfidf->n_words = tokens->n_words;
  tfidf->start = g_new0(guint32, tokens->n_docs + 1);
  work_begin(&work, tokens, tfidf, n_threads);
  each_run(&work, count_run);
  weigh_words(&work, NULL);
  for (gsize d = 0; d < tokens->n_docs; d++)
    tfidf->start[d + 1] += tfidf->start[d];
  tfidf->word = g_new(guint32, MAX(tfidf->start[tokens->n_docs], 1));
  tfidf->weight = g_new(float, MAX(tfidf->start[tokens->n_docs], 1));
  each_run(&work, write_run);
  work_end(&work);
  return tfidf;
}

void ty_tfidf_sum(const TyTfidf *tfidf, double *weight) {
  g_autofree guint64 *sum = g_new0(guint64, MAX(tfidf->n_words, 1));
  double unit = unit_of(tfidf->n_docs);

  for (gsize i = 0; i < tfidf->start[tfidf->n_docs]; i++)
    sum[tfidf->word[i]] += (guint64) (tfidf->weight[i] * unit);
  for (gsize w = 0; w < tfidf->n_words; w++)
    weight[w] = (double) sum[w] / unit;
}

typedef struct {
  float cosine;
  guint32 doc;
} Like;

static int most_like_first(const void *a, const void *b) {
  const Like *x = a, *y = b;
  if (x->cosine != y->cosine)
    return x->cosine > y->cosine ? -1 : 1;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

gsize ty_tfidf_similar(const TyTfidf *tfidf, gsize doc, gsize n, guint32 *docs, float *cosine) {
  g_autofree float *query = g_new0(float, MAX(tfidf->n_words, 1));
  g_autofree Like *likes = g_new(Like, MAX(tfidf->n_docs, 1));
  gsize n_likes = 0;

  for (guint32 i = tfidf->start[doc]; i < tfidf->start[doc + 1]; i++)
    query[tfidf->word[i]] = tfidf->weight[i];
  for (gsize d = 0; d < tfidf->n_docs; d++) {
    double sum = 0;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++)
      sum += (double) tfidf->weight[i] * query[tfidf->word[i]];
    if (d != doc && sum > 0)
      likes[n_likes++] = (Like){(float) sum, (guint32) d};
  }
  qsort(likes, n_likes, sizeof *likes, most_like_first);
  n = MIN(n, n_likes);
  for (gsize i = 0; i < n; i++) {
    docs[i] = likes[i].doc;
    cosine[i] = likes[i].cosine;
  }
  return n;
}
