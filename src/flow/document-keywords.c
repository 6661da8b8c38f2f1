/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/document-keywords.h"

#include "flow/term-words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So much text is segmented at a time: a line may be long. */
#define PIECE_BYTES (64 * 1024)

static const char *const method_names[] = {"tfidf", "textrank", "terms"};

const char *ty_keyword_method_name(TyKeywordMethod method) { return method_names[method]; }

gboolean ty_keyword_method_parse(const char *name, TyKeywordMethod usual, TyKeywordMethod *method,
                                 GError **error) {
  *method = usual;
  for (gsize i = 0; name && i < G_N_ELEMENTS(method_names); i++)
    if (g_str_equal(name, method_names[i])) {
      *method = (TyKeywordMethod) i;
      return TRUE;
    }
  if (name)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "--method: found %s, expected tfidf, textrank or terms", name);
  return !name;
}

gboolean ty_keyword_idf_parse(const char *name, TyKeywordMethod method, gboolean corpus_usually,
                              gboolean *of_corpus, GError **error) {
  *of_corpus = method == TY_KEYWORDS_TFIDF && (name ? g_str_equal(name, "corpus") : corpus_usually);
  if (!name || (method == TY_KEYWORDS_TFIDF && (*of_corpus || g_str_equal(name, "background"))))
    return TRUE;
  if (method == TY_KEYWORDS_TFIDF)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--idf: found %s, expected corpus or background",
                name);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--idf: found it with --method %s, expected tfidf",
                ty_keyword_method_name(method));
  return FALSE;
}

void ty_document_frequencies_add(TyDocumentFrequencies *frequencies, gsize n_documents,
                                 const GArray *hashes) {
  frequencies->n_documents += n_documents;
  for (guint i = 0; i < hashes->len; i++) {
    gpointer word = GSIZE_TO_POINTER((gsize) g_array_index(hashes, guint64, i));
    gsize n = GPOINTER_TO_SIZE(g_hash_table_lookup(frequencies->documents, word));
    g_hash_table_insert(frequencies->documents, word, GSIZE_TO_POINTER(n + 1));
  }
}

/* A word that counts. */
typedef struct {
  guint64 hash;
  guint32 start, end;
  float rarity;
  guint32 place; /* among the words that count */
} Counted;

struct TyDocumentKeywords {
  TyKeywordMethod method;
  const TyDocumentFrequencies *frequencies;
  TySegmenter *segmenter;
  TyTermWords *words;
  TyTermFinder *finder;
  GArray *counted; /* of Counted, of the document so far */
};

TyDocumentKeywords *ty_document_keywords_new(const TyLexicon *lexicon, const TySieve *sieve,
                                             TyKeywordMethod method,
                                             const TyDocumentFrequencies *frequencies) {
  TyDocumentKeywords *maker = g_new(TyDocumentKeywords, 1);

  maker->method = method;
  maker->frequencies = frequencies;
  maker->segmenter = ty_segmenter_new(lexicon);
  maker->words = ty_term_words_new(lexicon, sieve);
  maker->finder = ty_term_finder_new();
  maker->counted = g_array_new(FALSE, FALSE, sizeof(Counted));
  return maker;
}

void ty_document_keywords_free(TyDocumentKeywords *maker) {
  ty_segmenter_free(maker->segmenter);
  ty_term_words_free(maker->words);
  ty_term_finder_free(maker->finder);
  g_array_unref(maker->counted);
  g_free(maker);
}

static void add_piece(TyDocumentKeywords *maker, const char *text, gsize length, gsize offset) {
  gsize n_tokens, n;
  const TyToken *tokens =
      ty_segmenter_tokens(maker->segmenter, text, length, TY_SEGMENT_PRECISE, &n_tokens);
  const TyTermWord *words = ty_term_words(maker->words, tokens, n_tokens, offset, &n);

  if (maker->method == TY_KEYWORDS_TERMS) {
    ty_term_finder_add(maker->finder, words, n);
    return;
  }
  for (gsize i = 0; i < n; i++) {
    Counted word = {words[i].hash, words[i].start, words[i].end, words[i].rarity,
                    maker->counted->len};
    if (words[i].flags & TY_WORD_COUNTS)
      g_array_append_val(maker->counted, word);
  }
}

void ty_document_keywords_add(TyDocumentKeywords *maker, const char *text, gsize length,
                              gsize offset) {
  for (gsize at = 0; at < length;) {
    gsize piece = ty_segment_block_end(text + at, length - at, PIECE_BYTES);
    add_piece(maker, text + at, piece, offset + at);
    at += piece;
  }
}

static int by_hash(gconstpointer a, gconstpointer b) {
  const Counted *x = a, *y = b;
  return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                            : (x->place > y->place) - (x->place < y->place);
}

static double idf_of(const TyDocumentFrequencies *frequencies, const Counted *word) {
  if (!frequencies)
    return ty_background_idf(-(double) word->rarity);
  gpointer documents =
      g_hash_table_lookup(frequencies->documents, GSIZE_TO_POINTER((gsize) word->hash));
  return log((1 + (double) frequencies->n_documents) / (1 + (double) GPOINTER_TO_SIZE(documents))) +
         1;
}

/* The document's words, each once, with idf for a score; `*sequence`: which stand one after the
 * other. Empties maker->counted. */
static GArray *words_of(TyDocumentKeywords *maker, guint32 **sequence) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(TyTerm)), *counted = maker->counted;

  *sequence = g_new(guint32, MAX(counted->len, 1));
  g_array_sort(counted, by_hash);
  for (guint i = 0; i < counted->len; i++) {
    const Counted *word = &g_array_index(counted, Counted, i);
    if (i == 0 || word->hash != word[-1].hash) {
      TyTerm term = {word->hash, word->start, word->end, 0,
                     (float) idf_of(maker->frequencies, word)};
      g_array_append_val(words, term);
    }
    g_array_index(words, TyTerm, words->len - 1).count++;
    (*sequence)[word->place] = words->len - 1;
  }
  g_array_set_size(counted, 0);
  return words;
}

static void weigh_by_tfidf(TyTerm *words, gsize n) {
  double squares = 0;

  for (gsize i = 0; i < n; i++)
    squares += pow(words[i].score * words[i].count, 2);
  for (gsize i = 0; i < n && squares > 0; i++)
    words[i].score = (float) (words[i].score * words[i].count / sqrt(squares));
}

static void weigh_by_textrank(TyTerm *words, gsize n, const guint32 *sequence, gsize length) {
  const guint32 start[] = {0, (guint32) length};
  TyTokenMatrix matrix = {1, n, start, sequence};
  g_autofree double *rank = g_new(double, MAX(n, 1));

  ty_textrank(&matrix, TY_KEYWORD_WINDOW, rank);
  for (gsize i = 0; i < n; i++)
    words[i].score = (float) rank[i];
}

gsize ty_document_keywords_finish(TyDocumentKeywords *maker, TyTerm *terms, gsize n) {
  if (maker->method == TY_KEYWORDS_TERMS)
    return ty_term_finder_finish(maker->finder, terms, n);
  g_autofree guint32 *sequence = NULL;
  gsize length = maker->counted->len;
  g_autoptr(GArray) words = words_of(maker, &sequence);
  TyTerm *word = (TyTerm *) (void *) words->data;

  if (maker->method == TY_KEYWORDS_TFIDF)
    weigh_by_tfidf(word, words->len);
  else
    weigh_by_textrank(word, words->len, sequence, length);
  if (words->len > 0)
    qsort(word, words->len, sizeof *word, ty_term_best_first);
  n = MIN(n, words->len);
  if (n > 0)
    memcpy(terms, word, n * sizeof *terms);
  return n;
}

void ty_document_keywords_hashes(TyDocumentKeywords *maker, GArray *hashes) {
  g_array_sort(maker->counted, by_hash);
  for (guint i = 0; i < maker->counted->len; i++) {
    guint64 hash = g_array_index(maker->counted, Counted, i).hash;
    if (i == 0 || hash != g_array_index(maker->counted, Counted, i - 1).hash)
      g_array_append_val(hashes, hash);
  }
  g_array_set_size(maker->counted, 0);
}
