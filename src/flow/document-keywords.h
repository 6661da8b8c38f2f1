/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the keywords of one document after the other. */
#pragma once
#include "flow/sieve.h"
#include <tuyou/flow.h>
#include <tuyou/topics.h>

/** Words of TextRank's graph are joined that stand less than this apart, as in jieba. */
#define TY_KEYWORD_WINDOW 5

/** Reads "tfidf", "textrank", "terms" (NULL: `usual`).
 * @return FALSE with TY_ERROR_USAGE */
gboolean ty_keyword_method_parse(const char *name, TyKeywordMethod usual, TyKeywordMethod *method,
                                 GError **error);
const char *ty_keyword_method_name(TyKeywordMethod method);

/** Reads "corpus" or "background" (NULL: `corpus_usually`); only tfidf has an idf.
 * @return FALSE with TY_ERROR_USAGE */
gboolean ty_keyword_idf_parse(const char *name, TyKeywordMethod method, gboolean corpus_usually,
                              gboolean *of_corpus, GError **error);

/** In how many documents of a corpus words stand, by the hash of TyTermWord. */
typedef struct {
  gsize n_documents;
  GHashTable *documents; /**< hash → number, both as pointers */
} TyDocumentFrequencies;

/** Counts `n_documents` documents more, which hold these words (of guint64, once a document). */
void ty_document_frequencies_add(TyDocumentFrequencies *frequencies, gsize n_documents,
                                 const GArray *hashes);

/** Weighs the words or terms of documents by one method. One a thread. */
typedef struct TyDocumentKeywords TyDocumentKeywords;

/** @param frequencies  for tfidf: the corpus that idf is of; NULL: general text. Borrowed, as all
 */
TyDocumentKeywords *ty_document_keywords_new(const TyLexicon *lexicon, const TySieve *sieve,
                                             TyKeywordMethod method,
                                             const TyDocumentFrequencies *frequencies);
void ty_document_keywords_free(TyDocumentKeywords *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDocumentKeywords, ty_document_keywords_free)

/** Adds text to the document; spans of terms are counted from `offset` − a line end must stand
 * between two texts that do not belong together. O(length) time, memory of tfidf and textrank 32
 * bytes a word. */
void ty_document_keywords_add(TyDocumentKeywords *maker, const char *text, gsize length,
                              gsize offset);

/** Ends the document: its best `n` terms in order. @return how many were written */
gsize ty_document_keywords_finish(TyDocumentKeywords *maker, TyTerm *terms, gsize n);

/** Ends the document: the hashes of its words that count, each once, ascending, appended to
 * `hashes` (of guint64). For tfidf and textrank only. */
void ty_document_keywords_hashes(TyDocumentKeywords *maker, GArray *hashes);
