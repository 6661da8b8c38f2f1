/* SPDX-License-Identifier: Apache-2.0 */
/** Use cases: what texts say: search, keywords, topics, trends, co-words, papers and opinions. A
 * part of flow.h, where the rules of all are. */
#pragma once
#include <tuyou/flow-workspace.h>
#include <tuyou/topics.h>

G_BEGIN_DECLS

/* Text ---------------------------------------------------------------------------------------- */

/** Documents that hold words. All words must be there; "several words" in double quotes, and a word
 * of several parts, one after the other; OR between two: one of them; a word with - before it must
 * not be there. Script, width and case do not matter. The best come first (BM25).
 * @param top  0: 10
 * @return {"query", "found": how many there are, "documents": [{"rank", "score", "document",
 * "file", "line", "kind", "platform", "place", "date", "title", "hits": [{"field": "title", "text"
 * or "tags", "start", "end"}] (bytes), "snippet": {"field", "start", "end", "text", "marks":
 * [[start, end]] (bytes of "text")}}]}; when nothing is found, also "alone": [{"words", "found"}]:
 * how many have each of the things asked for; and where only texts that repeat others have them,
 * which the filter leaves out, "repeats": how many, "shown_by": the option. TY_ERROR_USAGE when the
 * query is not well formed, or when the index is not current (see ty_index_is_current) */
json_t *ty_search(TyWorkspace *workspace, const char *query, const TyDocumentFilter *filter,
                  gsize top, GError **error);

/** Term weights of the documents selected: TF-IDF vectors of length 1, summed.
 * @return {"documents", "words", "keywords": [{"rank", "word", "weight", "documents"}]} */
json_t *ty_keywords(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                    GError **error);

/** How words are weighed; the names are those of the command line, in lower case. */
typedef enum {
  TY_KEYWORDS_TFIDF,    /**< term frequency · inverse document frequency, vectors of length 1 */
  TY_KEYWORDS_TEXTRANK, /**< see ty_textrank; words that stand less than 5 words apart are joined */
  TY_KEYWORDS_TERMS,    /**< terms of one or more words: see TyTermFinder */
} TyKeywordMethod;

/** Zero-initialised members mean "as usual". */
typedef struct {
  const char *method; /**< tfidf, textrank, terms; NULL: tfidf, of lines terms */
  const char *idf;    /**< of tfidf. corpus: of the documents selected, of the file; background: of
                           general text (see ty_background_idf). NULL: corpus, of lines background */
  gsize top;          /**< 0: 20, of lines 10 */
} TyKeywordOptions;

/** Keywords of the documents selected together. Weights of tfidf: the documents' vectors, summed;
 * of textrank: the rank in one graph of all of them; of terms: in how many documents the author
 * would be expected to name the term, by each document's 20 best.
 * @return {"method", "idf" (of tfidf), "documents", "advertisements", "words" (not of terms),
 *          "keywords": [{"rank", "word", "weight", "documents"}]} */
json_t *ty_keywords_by(TyWorkspace *workspace, const TyDocumentFilter *filter,
                       const TyKeywordOptions *options, GError **error);

/** Keywords of each of the documents selected, in order of document; advertisements have none.
 * @return {"method", "idf" (of tfidf), "documents": [{"document", "file", "line", "title",
 *          "keywords": [{"word", "weight"}]}]} */
json_t *ty_keywords_of_each(TyWorkspace *workspace, const TyDocumentFilter *filter,
                            const TyKeywordOptions *options, GError **error);

/** A file with a document a line, without an atlas. */
typedef struct {
  const char *file; /**< UTF-8, or what ty_corpus_decode_file knows; "-": standard input */
  TyKeywordOptions options;
  const char *const *word_lists; /**< further own words, jieba's form; NULL-terminated, or NULL */
  TyRejectFunc reject; /**< receives lines of word lists that cannot be used, which are passed
                            over; may be NULL */
  gpointer reject_data;
  const char *data_folder; /**< NULL: look for it */
  guint n_threads;
} TyLineKeywordRequest;

/** A keyword as it stands in the line first. */
typedef struct {
  const char *text; /**< part of the line, not NUL-terminated; borrowed for the call */
  gsize length;
  guint32 start; /**< byte of the line */
  guint32 count; /**< how often it stands there */
  double weight;
} TyKeyword;

/** Receives the keywords of one line, best first, ties by place. FALSE with `error` set stops. */
typedef gboolean (*TyLineKeywordsFunc)(gsize line, const TyKeyword *keywords, gsize n,
                                       gpointer data, GError **error);

/** Calls `func` for each line in order, numbered from 1; a line without words has no keywords. The
 * same for any number of threads. Memory is bounded but for the longest line (and, with an idf of
 * the file, 16 bytes a different word). */
gboolean ty_keywords_of_lines(const TyLineKeywordRequest *request, TyLineKeywordsFunc func,
                              gpointer data, GError **error);

/** How topics are trained and told. Zero-initialised members mean "as usual". */
typedef struct {
  guint n_topics;     /**< 0: 4 */
  const char *choose; /**< "auto" or "2-12": tries several K and takes the best; NULL: none */
  guint n_sweeps;     /**< 0: 1000 */
  double alpha, beta, lambda;             /**< 0: 0.1, 0.01, 0.6 (1 without an atlas) */
  gboolean optimise_alpha, optimise_beta; /**< see TyLdaOptions */
  const char *infer;                      /**< a file of unseen documents; NULL: none */
  gsize top;                              /**< words a topic; 0: 10 */
  const char *by; /**< also by place, platform, term, kind, month or year; NULL: not */
  guint64 seed;
  /** A file that keeps the training's state, replaced as a whole every `checkpoint_every` sweeps
   * (0: 50), before the first and after the last; NULL: none. With `resume` the training goes on
   * from what it says, and ends with the same bits as without the break; without, the file must not
   * be there yet. Trials of `choose` are not kept. */
  const char *checkpoint;
  guint checkpoint_every;
  gboolean resume;
  /** Called after each sweep in the caller's thread (see TyLdaOptions); FALSE stops the training,
   * and the model so far is told of. Not called for trials of `choose`. May be NULL. */
  gboolean (*progress)(guint sweep, guint n_sweeps, double log_likelihood, gpointer data);
  gpointer progress_data;
} TyTopicOptions;

/** Topics by latent Dirichlet allocation, labelled by the words that mark them.
 *
 * With `choose` each K is trained with three seeds (300 sweeps at most). Of those whose mean C_v is
 * within one standard error (`error`) of the highest, the K with the most stable topics is taken:
 * `stability` is how well those of two seeds match (ty_lda_match).
 * With `infer` the topics are found in the texts of that file too, one a line, in any of the known
 * encodings: "inferred": [{"line", "words", "unknown" (words that the model does not know, left
 * out), "shares": [K], or null for a text without a word that it knows}].
 * The "title" of a document without one is how its text begins.
 * @param files  out: the model as files, name → GBytes (g_hash_table_unref): phi.npy (K × V),
 *               theta.npy (documents × K), alpha.npy (1 × K), vocabulary.txt, topics.csv,
 *               documents.csv, topics.json (the answer), ldavis.json (as pyLDAvis prepares it) and,
 *               with `choose`, choice.svg; may be NULL
 * @return {"documents", "tokens", "sweeps" (done), "log_likelihood", "npmi", "cv", "diversity",
 *          "topics": [{"topic", "label", "share", "tokens", "alpha", "npmi", "cv", "words":
 * [{"word", "probability"}], "documents": [{"document", "share", "file", "line", "title", "date",
 * "platform", "url"}]}]} and, where asked for, "choice": {"k", "why", "tried": [{"k", "cv",
 * "error", "npmi", "diversity", "stability", "perplexity"}]}, "groups": [{"name", "documents",
 * "shares": [K]}] */
json_t *ty_topics(TyWorkspace *workspace, const TyDocumentFilter *filter,
                  const TyTopicOptions *options, GHashTable **files, GError **error);

/** Topics of documents that are word ids in files (see ty_corpus_read_bags), without an atlas. */
typedef struct {
  TyTopicOptions topics;           /**< `by` has no meaning here */
  const char *bags, *vocabulary;   /**< documents; a word a line (NULL: ids stand for themselves) */
  const char *observed, *held_out; /**< halves of unseen documents; both or neither */
  GBytes *
      *theta; /**< out: shares of topics in the documents of `topics.infer`, which are word ids
                 too, documents × K, as a .npy file (g_bytes_unref); NULL: none, without `infer` */
  gboolean coherence; /**< also NPMI, C_v and diversity */
  guint n_threads;
} TyBagRequest;

/** @param phi    out: P(word | topic), K × V, as a .npy file (g_bytes_unref); may be NULL
 * @param files  out: as ty_topics; may be NULL
 * @return {"documents", "tokens", "words", "sweeps", "topics": [as ty_topics, without documents],
 *          "log_likelihood", "perplexity" (with `held_out`), "train_seconds" (processor time), and
 * with `coherence` "npmi", "cv", "diversity"} */
json_t *ty_topics_of_bags(const TyBagRequest *request, GBytes **phi, GHashTable **files,
                          GError **error);

/** Words and topics over time. Zero-initialised members mean "as usual". */
typedef struct {
  const char *unit;      /**< month or year; NULL: months where all dates name one, else years */
  const char *words;     /**< "石刻,川剧": these; NULL: the `top` that most documents hold */
  gsize top;             /**< words, and bursts; 0: 20 */
  guint n_topics;        /**< also this many topics; 0: none */
  TyBurstOptions bursts; /**< see ty_bursts */
  guint64 seed;
} TyTrendOptions;

/** How often words are met over time, and their bursts by Kleinberg's automaton, the strongest
 * first: of words of three documents or more, or of those asked for. `counts` are documents,
 * `trend` is Kendall's τ of share and time (1: rises throughout), `peak` the period of the highest
 * share; a topic's counts are the documents of which it has most.
 * @return {"unit", "undated" (documents without a date as exact), "periods": ["2024-05"],
 *          "documents": [n], "words": [{"word", "documents", "first", "last", "peak", "trend",
 *          "counts": [n]}], "bursts": [{"word", "from", "to", "level", "weight", "documents"}]}
 * and, with topics, "topics": [{"topic" (its words), …, "shares": [number, or null where there is
 * no document]}], "topic_bursts" */
json_t *ty_trends(TyWorkspace *workspace, const TyDocumentFilter *filter,
                  const TyTrendOptions *options, GError **error);

/** What a network is of. Zero-initialised members mean "as usual". */
typedef struct {
  gsize top_words;     /**< most frequent words (entities of most facts) that take part; 0: 60 */
  gsize top_edges;     /**< strongest edges kept; 0: 150, all where `prune` is another */
  const char *of;      /**< words, entities; NULL: words */
  const char *within;  /**< document, sentence, or so many words: "5"; NULL: document */
  const char *measure; /**< what an edge weighs: count, association, cosine, jaccard, pmi; NULL:
                          count */
  const char *prune;   /**< edges (the strongest), backbone, pathfinder, none; NULL: edges */
  double alpha;        /**< of the backbone, in (0, 1]; 0: .05 */
  const char *rank;    /**< degree, strength, betweenness, closeness, pagerank; NULL: strength */
  double resolution;   /**< of communities; 0: 1 */
  guint64 seed;
} TyNetworkOptions;

/** Co-word network of the documents selected, or network of the atlas's entities by the facts
 * between them. Measures, communities and places are of the edges that stay, triangles of all.
 * @return {"documents", "nodes": [{"word", "documents" (of entities "facts", "kind"), "measure"
 * (the rank's), "degree", "strength", "betweenness", "closeness", "pagerank", "community", "x",
 *          "y", and where its documents are dated "year" (mean), "first", "last"}],
 *          "edges": [{"from", "to", "weight"}], "communities",
 *          "triangles": [{"words": [word, word, word], "weight"}] (the strongest)} */
json_t *ty_keyword_network(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           const TyNetworkOptions *options, GError **error);

/* Papers -------------------------------------------------------------------------------------- */

/** What to count in papers. Zero-initialised members mean "as usual". */
typedef struct {
  gsize top;                  /**< names a table, and pairs; 0: 10 */
  const char *author;         /**< only this author's papers; NULL: all */
  const char *const *authors; /**< names to show in place of pseudonyms; NULL-terminated, or NULL */
} TyBibliometricsOptions;

/** Who wrote on what, when and where: counts of the papers selected. Authors are kept as hashes
 * only; one is shown as the first digits of its hash (8, more where two begin alike), or by name
 * where the caller gives the name. `counts` are papers of each of `years`, which have no gaps;
 * `first` and `last` are years, left out where nothing is dated. Lists are ordered by papers, then
 * by first occurrence.
 * @return {"papers", "undated", "unsigned" (no author known), "years": [{"year", "papers"}],
 *          "venues", "institutions", "keywords", "authors": {"different": n, "top": [{"name",
 *          "papers", "first", "last"}]}, where a keyword has also "counts": [n], and an author
 *          "first_author" (papers), "coauthors" (how many) and "named",
 *          "coauthors": [{"from", "to", "papers"}], "collaboration": {"pairs", "joint_papers",
 *          "authors_per_paper", "mean_degree", "degrees": [{"coauthors", "authors"}]},
 *          "cokeywords": [{"from", "to", "papers", "cosine"}]}, and of an author "author" and
 *          "documents": [{"document", "file", "line", "title", "date", "venue"}].
 *          NULL with TY_ERROR_NOT_FOUND (no paper), TY_ERROR_USAGE (another kind asked for) or
 *          TY_ERROR_INPUT (years too far apart) */
json_t *ty_bibliometrics(TyWorkspace *workspace, const TyDocumentFilter *filter,
                         const TyBibliometricsOptions *options, GError **error);

/* Perception ---------------------------------------------------------------------------------- */

/** What to tell of visitors' opinions. Zero-initialised is the default. */
typedef struct {
  const char *site;    /**< only of this site and its parts; NULL: of all */
  const char *aspect;  /**< its id or label, or "whole"; NULL: all */
  const char *unit;    /**< periods: month or year (NULL) */
  const char *lexicon; /**< a user's list above opinions.txt; NULL: none */
  gsize top;           /**< sentences told of each aspect; 0: all */
} TyPerceptionOptions;

/** What visitors praise and complain of at each site, by aspect (see ty_opinions): in posts, or
 * documents of the filter's kind; advertisements are left out. An opinion belongs to the site that
 * its sentence names, else to the one named last before it, else in the title; others are
 * `unplaced`. A component counts for the site that it is part of. Sites with most opinions come
 * first; aspects in the order of the lists, at the end "whole": what is about none of them.
 * @return {"documents", "advertisements", "opinions", "unplaced", "unit", "sites": [{"site",
 * "praise", "complaint", "balance" ((praise − complaint) / both), "aspects": [{"aspect", "label",
 * "praise", "complaint", "balance", "praised": [{"word", "count"}] (the 8 most frequent),
 * "complained": the same, "opinions": [{"polarity": "praise" or "complaint", "strength", "words",
 * "span": [start, end] (bytes of the document's text), "sentence", "sentence_span", "document",
 * "file", "line", "date" (null: not dated)}]}], "periods": [{"period", "praise", "complaint",
 * "balance"}] (those with opinions)}]}; NULL with TY_ERROR_USAGE (aspect, unit),
 * TY_ERROR_NOT_FOUND (site, documents), TY_ERROR_MISSING or TY_ERROR_INPUT (lexicon). O(bytes) */
json_t *ty_perception(TyWorkspace *workspace, const TyDocumentFilter *filter,
                      const TyPerceptionOptions *options, GError **error);

/** Texts without an atlas: the lines of a file, or a column of a CSV file. */
typedef struct {
  const char *file;        /**< any known encoding; "-": UTF-8 from standard input */
  const char *column;      /**< NULL: a text a line */
  const char *lexicon;     /**< as above */
  const char *data_folder; /**< NULL: look for it */
  TyRejectFunc reject;     /**< receives rows that cannot be used; may be NULL */
  gpointer reject_data;
} TyPolarityRequest;

/** Receives each text in order. `line`: where it begins in the file, from 1; `score`: see
 * ty_opinion_score; `text` and `opinions` are borrowed. FALSE with `error` set stops. */
typedef gboolean (*TyPolarityFunc)(gsize line, double score, const TyOpinion *opinions, gsize n,
                                   const char *text, gpointer data, GError **error);

/** The polarity of each text as a whole.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_ENCODING, TY_ERROR_INPUT (lexicon, table),
 * TY_ERROR_USAGE (no such column) or the error of `func`. O(bytes) */
gboolean ty_polarity_of_texts(const TyPolarityRequest *request, TyPolarityFunc func, gpointer data,
                              GError **error);

G_END_DECLS
