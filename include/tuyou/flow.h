/* SPDX-License-Identifier: Apache-2.0 */
/** The use cases: what the command line, the HTTP API and other programs call. Each takes a
 * workspace (an open atlas with its words) and a request, and answers with a JSON value whose shape
 * is given here; the caller frees it with json_decref. Lists in answers are in a defined order;
 * the same atlas, request and seed give the same answer on any number of threads. Distances in
 * answers are kilometres rounded to 2 decimals, times "09:30" and minutes. NULL with `error` set is
 * failure. */
#pragma once
#include <jansson.h>
#include <tuyou/atlas.h>
#include <tuyou/text.h>
#include <tuyou/topics.h>

G_BEGIN_DECLS

/* Workspace ----------------------------------------------------------------------------------- */

/** An atlas opened for work. One workspace belongs to one thread. */
typedef struct TyWorkspace TyWorkspace;

/** How to open it. Zero-initialised is the default. */
typedef struct {
  gboolean writable;
  const char *data_folder;       /**< where lexicon.bin and stopwords.txt lie; NULL: look for it */
  const char *const *word_lists; /**< further own words, jieba's form; NULL-terminated, or NULL */
  guint n_threads;               /**< 0: as many as processors */
  gboolean graph_only; /**< opened at once, however many names there are: for ty_neighbours,
                            ty_paths, ty_possible, ty_sparql, ty_sql and ty_draw_around only */
} TyWorkspaceOptions;

TyWorkspace *ty_workspace_open(const char *atlas, const TyWorkspaceOptions *options,
                               GError **error);
void ty_workspace_free(TyWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWorkspace, ty_workspace_free)

/** The atlas inside, borrowed. */
TyAtlas *ty_workspace_atlas(TyWorkspace *workspace);

/** The data folder: `preferred` when not NULL, else $TUYOU_DATA, share/tuyou beside or above the
 * program or the shared library, or the folder it was built for. To be freed. */
char *ty_data_folder(const char *preferred);

/** Receives messages for people: rejected rows. */
typedef void (*TyMessageFunc)(const char *message, gpointer data);

/* Words of any text --------------------------------------------------------------------------- */

typedef enum {
  TY_SEGMENT_WORDS,   /**< a line a line, words parted by single spaces */
  TY_SEGMENT_TAGGED,  /**< the same, each word as word/part-of-speech */
  TY_SEGMENT_OFFSETS, /**< a token a line: start, end (bytes of the file), type, tag, text */
  TY_SEGMENT_JSON,    /**< the same as a JSON object a line */
} TySegmentOutput;

/** What to segment into what. Zero-initialised is the default. */
typedef struct {
  const char *const *files; /**< UTF-8, UTF-16 or GB18030; none or NULL: UTF-8 of standard input */
  const char *const *word_lists; /**< own words in jieba's form; NULL-terminated, or NULL */
  const char *data_folder;       /**< NULL: look for it */
  TySegmentMode mode;
  TySegmentOutput output;
  gboolean normalised; /**< words as they are compared, not as they stand in the text */
  guint n_threads;     /**< 0: as many as processors */
  TyRejectFunc reject; /**< receives lines of word lists that cannot be used; may be NULL */
  gpointer reject_data;
} TySegmentRequest;

typedef struct {
  gsize n_bytes;       /**< read */
  gsize n_rejected;    /**< lines of word lists */
  double seconds;      /**< from the lexicon being ready to the end */
  double user_seconds; /**< of all threads, in that time */
  double load_ms;      /**< until the lexicon was ready */
  guint n_threads;
} TySegmentStatistics;

/** Receives the next part of the output; FALSE with `error` set stops. */
typedef gboolean (*TyOutputFunc)(const char *bytes, gsize length, gpointer data, GError **error);

/** Segments files, a block of lines at a time: memory does not grow with the input (but for files
 * that are not UTF-8, which are decoded whole). Invalid bytes of UTF-8 are kept as they are. Same
 * output on any number of threads.
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_ENCODING, TY_ERROR_SYSTEM or the error of `func` */
gboolean ty_segment_files(const TySegmentRequest *request, TyOutputFunc func, gpointer data,
                          TySegmentStatistics *statistics, GError **error);

/* The user's own words ------------------------------------------------------------------------ */

/** What words or phrases are added as. Zero-initialised but for `points` (NAN) is the default. */
typedef struct {
  const char *role; /**< word (NULL), stopword, furniture or advertisement */
  const char *tag;  /**< part of speech of words as in jieba; NULL: the line's own, else "nz" */
  double points;    /**< of advertisements' marks, > 0; NAN: the line's own, else 1 */
  const char *note;
  const char *file;    /**< further ones, a line each as in the program's own lists; may be NULL */
  TyRejectFunc reject; /**< receives lines of the file that cannot be used; may be NULL */
  gpointer reject_data;
} TyUserWordOptions;

/** Adds words and rules to the atlas, above those of the program's lists: whole words for the
 * segmenter, or what no count takes. They are kept when the atlas is built anew.
 * @param words  NULL-terminated
 * @return {"role", "added", "replaced", "rejected"}; NULL with TY_ERROR_USAGE (role, tag or
 * points), TY_ERROR_INPUT or TY_ERROR_MISSING; then nothing is added */
json_t *ty_user_words_add(TyWorkspace *workspace, const TyUserWordOptions *options,
                          const char *const *words, GError **error);

/** Takes words and rules out: those that were added are forgotten, those of the program's lists
 * remembered as taken out. All or none.
 * @return {"role", "removed", "taken_out"}; NULL with TY_ERROR_NOT_FOUND, which names what nobody
 *         added and no list has */
json_t *ty_user_words_remove(TyWorkspace *workspace, const char *role, const char *const *words,
                             GError **error);

/** The user's own words and rules and, when `role` is not NULL, those of the program's list of that
 * role. Own words come first, in order of role and word; the list's in their order.
 * @return {"words": [{"role", "word", "tag", "points", "note", "from": "atlas" or
 * "stopwords.txt:12", "taken_out"}]}: tag, points and note only where there are any */
json_t *ty_user_words_list(TyWorkspace *workspace, const char *role, GError **error);
/** How far the reading of a file is. */
typedef struct {
  const char *file;
  gint64 rows;
  gsize bytes;  /**< of the text, read so far; 0 where the format does not tell */
  gint64 total; /**< bytes of the file */
} TyProgress;
/** Receives it now and then, in the caller's thread. */
typedef void (*TyProgressFunc)(const TyProgress *progress, gpointer data);

/* Filling the atlas --------------------------------------------------------------------------- */

/** Makes a new atlas that knows the usual kinds and predicates (ontology.csv and kinds.csv of the
 * data folder; NULL: look for it). */
gboolean ty_new_atlas(const char *path, const char *data_folder, GError **error);

/** What all of an import shares. Zero-initialised is the default. */
typedef struct {
  const char *place, *term, *platform; /**< of posts that do not say */
  /** Which columns are which fields: for documents see TyReadOptions, for tables by the English
   * names of their columns ("name=景名,lat=维"), for a survey any. It is kept in the atlas for the
   * kind and the file's set of headings, in place of the one before ("" forgets it). NULL: the one
   * kept, which is said in a message, else the usual English and Chinese names */
  const char *map;
  const char *grade;  /**< public (default), internal or personal */
  const char *folder; /**< files are named relative to it; NULL: to the working folder */
  gboolean declared;  /**< a project file names them: a later build reads them again */
  TyMessageFunc message;
  gpointer message_data;
  TyProgressFunc progress;
  gpointer progress_data;
} TyImportOptions;

/** Reads files into the atlas, each in one transaction; a file that cannot be read leaves no trace.
 * @param kind  posts, papers, ontology, kinds, entities, sites, facts, legs, themes, calendar,
 * survey, graph (ty_corpus_read_graph; a file of edges alone follows that of its nodes)
 * @return {"files": [{"file", "kind", "rows", "rejected", of documents "exact", "near", "reposts":
 * how many repeat an earlier one}], "rows", "rejected"}; NULL at the first file that cannot be used
 * as a whole */
json_t *ty_import(TyWorkspace *workspace, const char *kind, const char *const *files,
                  const TyImportOptions *options, GError **error);

/** Links names in documents to entities, extracts facts and keeps keywords and topics, anew. */
gboolean ty_mine(TyWorkspace *workspace, guint64 seed, GError **error);

/** Links names and extracts facts only: in documents with an id greater than `after`, or (0) in
 * all, anew. Keywords and topics that were kept go: they are of other documents. */
gboolean ty_link(TyWorkspace *workspace, gint64 after, GError **error);

/** Whether the index for searching is made of all documents, with the words known now. */
gboolean ty_index_is_current(TyWorkspace *workspace);
/** Makes it anew. O(text) */
gboolean ty_index_rebuild(TyWorkspace *workspace, GError **error);

/** Deletes all that an author wrote, what was drawn from it, the results kept, and their traces in
 * the file, which is written anew.
 * @return {"documents", "mentions", "evidence", "facts"}: how many went, "coauthored": papers that
 * others wrote too and that stay without the author; TY_ERROR_NOT_FOUND when nothing is there by
 * that author */
json_t *ty_forget(TyWorkspace *workspace, const char *author, GError **error);

typedef struct {
  const char *data_folder;
  const char *ontology; /**< a table that extends the program's ontology; NULL: none */
  const char *kinds;    /**< likewise of kinds */
  const char *patterns; /**< a file of patterns above the program's; NULL: none */
  guint n_threads;
  guint64 seed;
  TyMessageFunc message;
  gpointer message_data;
} TyBuildOptions;

/** Builds an atlas from a project file: everything that it declares, in order. Nothing is done when
 * no input has changed since; else the new atlas takes the old one's place when it is whole (its
 * salt stays). See graphs/ziyang-dazu/project.ini for the form.
 * @return as ty_import, with "atlas", "up_to_date", "counts": {table: rows} */
json_t *ty_build(const char *project, const char *atlas, const TyBuildOptions *options,
                 GError **error);

/* Text ---------------------------------------------------------------------------------------- */

/** Documents that hold words. All words must be there; "several words" in double quotes, and a word
 * of several parts, one after the other; OR between two: one of them; a word with - before it must
 * not be there. Script, width and case do not matter. The best come first (BM25).
 * @param top  0: 10
 * @return {"query", "found": how many there are, "documents": [{"rank", "score", "document",
 * "file", "line", "kind", "platform", "place", "date", "title", "hits": [{"field": "title", "text"
 * or "tags", "start", "end"}] (bytes), "snippet": {"field", "start", "end", "text", "marks":
 * [[start, end]] (bytes of "text")}}]}; when nothing is found, also "alone": [{"words", "found"}]:
 * how many have each of the things asked for. TY_ERROR_USAGE when the query is not well formed, or
 * when the index is not current (see ty_index_is_current) */
json_t *ty_search(TyWorkspace *workspace, const char *query, const TyDocumentFilter *filter,
                  gsize top, GError **error);

/** Term weights of the documents selected: TF-IDF vectors of length 1, summed.
 * @return {"documents", "words", "keywords": [{"rank", "word", "weight", "documents"}]} */
json_t *ty_keywords(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                    GError **error);

/** Zero-initialised members mean "as usual". */
/** How words are weighed; the names are those of the command line, in lower case. */
typedef enum {
  TY_KEYWORDS_TFIDF,    /**< term frequency · inverse document frequency, vectors of length 1 */
  TY_KEYWORDS_TEXTRANK, /**< see ty_textrank; words that stand less than 5 words apart are joined */
  TY_KEYWORDS_TERMS,    /**< terms of one or more words: see TyTermFinder */
} TyKeywordMethod;

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
  const char *data_folder;       /**< NULL: look for it */
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

/* Names --------------------------------------------------------------------------------------- */

typedef struct {
  TyDocumentFilter filter; /**< texts to search; its kind is the documents' kind */
  gboolean new_words;      /**< words by statistics alone, instead of names */
  const char *kind;        /**< only names of this kind (guess) */
  gsize top;               /**< 0: 20 */
  guint least;             /**< occurrences; 0: 1, of new words 3 */
  guint contexts;          /**< told of each; 0: 2 */
  const char *forms;       /**< endings; NULL: name-forms.txt of the data folder */
  const char *command;     /**< what the commands in the answer begin with; NULL: "tuyou names" */
} TyNamesOptions;

/** Entities that texts name: {"names": [{"name", "kind", "county", "mentions", "documents"}]},
 * those named most first. */
json_t *ty_names_known(TyWorkspace *workspace, const char *kind, GError **error);

/** Names in texts that the atlas does not know, and nobody has decided on: {"documents", "searched"
 * (fewer than documents in a sample), "candidates": [{"rank", "name" (as written where first),
 * "kind", "alias_of", "reason" (why an alias), "count", "documents", "score", "contexts":
 * [{"document", "file", "line", "start", "end", "quote", "before", "after"}], "accept", "reject"
 * (commands)}], "found" (candidates in all)}. Advertisements and furniture are left out. */
json_t *ty_names_unknown(TyWorkspace *workspace, const TyNamesOptions *options, GError **error);

/** Decides on a name and acts on it: an entity of `decision`'s kind (and county), an alias of an
 * entity, a word of the atlas's lexicon, or nothing at all. The key is set here. The texts are
 * linked anew, so that the places where it stands become its mentions; what is said of an entity
 * (its county) has the user's decision as its source. A build repeats what was decided.
 * @return {"name", "verdict", "of", "kind", "mentions"}; TY_ERROR_USAGE when it was accepted before
 *         or the atlas knows it, TY_ERROR_NOT_FOUND for an unknown kind or entity */
json_t *ty_names_decide(TyWorkspace *workspace, const TyDecision *decision, GError **error);
/** Zero-initialised members mean "as usual". */
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

/* The heritage graph -------------------------------------------------------------------------- */

/** Entities: {"entities": [{"name", "kind", "category", "county", "mentions"}]} */
json_t *ty_entities(TyWorkspace *workspace, const char *kind, const char *county, GError **error);

/** One entity with all that is known: {"name", "kind", "kind_label", "aliases", "county",
 * "coordinates": […], "facts": [{"predicate", "label", "object" | "value", "unit", "qualifier",
 * "confidence", "weaker", "evidence": [{"file", "row" | "document", "start", "end", "quote",
 * "citation"}]}], "of": [facts with it as object], "mentions", "themes": […], "contradictions": as
 * ty_contradictions tells them}. TY_ERROR_NOT_FOUND names the nearest names. */
json_t *ty_show(TyWorkspace *workspace, const char *name, GError **error);
/** The same card without contradictions, with only some facts: those of the predicates that a list
 * names (joined by commas; NULL: all), and those that hold on a day (YYYY, YYYY-MM or YYYY-MM-DD;
 * NULL: at any time); what says no time holds always. */
json_t *ty_show_facts(TyWorkspace *workspace, const char *name, const char *predicates,
                      const char *on, GError **error);

/** Where sources disagree, about one thing (NULL: about all): {"contradictions": [{"subject",
 * "kind": "value" (of a predicate that has one), "validity" (since when it holds) or "coordinate",
 * "predicate", "label", "qualifier", "why" (which wins, and why; or that none does), "claims":
 * [{"value", "unit", "qualifier", "valid_from", "valid_to", "confidence", "curated", "wins",
 * "evidence": [{"file", "row" | "line", "quote", "citation", "note", "pattern", "confidence"}]}],
 * the best first; of coordinates {"lat", "lon", "crs", "wgs84_lat", "wgs84_lon", "confidence",
 * "wins", "row", "citation", "apart_km" (from the best), "near": {"name", "km"} (another thing that
 * a losing one lies beside)}}]}. Values that a hedge makes agree (二十多 and 23) do not contradict.
 */
json_t *ty_contradictions(TyWorkspace *workspace, const char *name, GError **error);

/** Which facts that were read out of texts. Zero-initialised members do not select. */
typedef struct {
  const char *predicate, *entity; /**< the entity as subject or object */
  double below;                   /**< only those with less confidence */
  gboolean all;                   /**< those too that a table says or that were decided on */
  gsize top;                      /**< at most so many are told; 0: all */
  guint quotes;                   /**< documents quoted of each; 0: 1 */
} TyReviewOptions;

/** What was read out of texts: {"facts": [{"id" (the same in every build), "state": "new",
 * "curated" (a table says so too), "accepted" or "rejected", "subject", "predicate", "label",
 * "object" | "value", "unit", "qualifier", "valid_from", "valid_to", "confidence", "weaker",
 * "documents" (how many say it), "evidence": [{"file", "line", "document", "start", "end" (bytes),
 * "before", "quote", "after" (they make the sentence), "pattern", "note", "confidence"}]}],
 * "found": how many there are}. TY_ERROR_NOT_FOUND for an unknown entity or predicate. */
json_t *ty_review(TyWorkspace *workspace, const TyReviewOptions *options, GError **error);

/** Accepts or rejects facts that were read out of texts. What is accepted stands as what a table
 * says; what is rejected goes, and no build or import brings it back. A later verdict takes the
 * place of an earlier one.
 * @param verdict  "accepted" or "rejected"
 * @param ids      of facts, or beginnings of at least four digits; NULL: all that `filter` selects
 * @return {"verdict", "decided", "facts": [{"id", "subject", "predicate", "object" | "value" …}]};
 *         TY_ERROR_NOT_FOUND for an unknown id, TY_ERROR_USAGE for one that several have */
json_t *ty_review_decide(TyWorkspace *workspace, const char *verdict, const char *const *ids,
                         const TyReviewOptions *filter, GError **error);

/** What to tell of an entity's surroundings. Zero-initialised members mean "as usual". */
typedef struct {
  const char *predicate; /**< only this relation, by its name or its inverse's; NULL: all */
  guint depth;           /**< how many steps away; 0: 1 */
  gboolean infer;        /**< also what follows for the entity itself */
  gsize most;            /**< neighbours; 0: 1000 */
  double seconds;        /**< of wall time; 0: 10 */
} TyNeighbourOptions;

/** What stands around an entity, breadth first: {"name", "kind", "neighbours": [{"name", "kind",
 * "predicate", "label", "direction", "from", "distance", "confidence"}], "cut": whether there are
 * more}. What follows by rules comes after what is stated and has also "inferred": true, "rule",
 * "says" and "because": [the premises, each with "subject", "predicate", "label", "object",
 * "confidence", "valid_from", "valid_to" and either its "fact" and "sources" or "because" of its
 * own]. Each ring is read by index: O(relations of its entities). */
json_t *ty_neighbours(TyWorkspace *workspace, const char *name, const TyNeighbourOptions *options,
                      GError **error);

/** Zero-initialised members mean "as usual". */
typedef struct {
  guint k;        /**< how many explanations; 0: 3 */
  gboolean infer; /**< steps may also be what follows by rules (not by closure alone) */
  double seconds; /**< of wall time, for reading what lies around both; 0: 10 */
} TyPathOptions;

/** The best explanations of why two entities belong together: {"from", "to", "paths": [{"cost",
 * "steps": [{"from", "predicate", "label", "to", "direction", "confidence"}]}], "cut": whether
 * something was left out: a hub's relations beyond 5,000, or what lies far from both when there are
 * more than 100,000 relations}. A step costs (1 + log2(d) / 4) · (2 − confidence), d being the
 * relations of the busier end, so that what many share explains little; a step that follows from n
 * facts (it has "inferred", "rule", "says" and "because") costs (3 + n) / 4 times as much. No two
 * explanations rest on the same facts. */
json_t *ty_paths(TyWorkspace *workspace, const char *from, const char *to,
                 const TyPathOptions *options, GError **error);

/** What an entity may belong to though nothing says so: a guess, never a fact. By common neighbours
 * (Adamic–Adar) and personalised PageRank, see ty_graph_possible_links.
 * @param top  0: 10
 * @return {"name", "possible": [{"name", "kind", "score", "adamic_adar", "rank", "common": [names,
 *         the rarest first], "perhaps": {"predicate", "label", "direction"}: the relation that such
 *         kinds have most often, where there is one}], "cut"} */
json_t *ty_possible(TyWorkspace *workspace, const char *name, gsize top, GError **error);

/** How a question in SPARQL or SQL is asked. Zero-initialised members mean "as usual". */
typedef struct {
  gsize most_rows; /**< 0: 10000 */
  double seconds;  /**< of wall time; 0: 10 */
  gboolean infer;  /**< of SPARQL: also what follows by closures and rules */
} TyQuestionOptions;

/** Where names in SPARQL begin: entities, kinds and predicates are TY_NAMESPACE and their name. */
#define TY_NAMESPACE "urn:tuyou:"

/** Asks in SPARQL 1.1, as far as librasqal evaluates it: SELECT, ASK, CONSTRUCT and DESCRIBE,
 * FILTER, OPTIONAL, UNION, BIND, GROUP BY with aggregates, HAVING, ORDER BY, LIMIT.
 * What it does not evaluate, or wrongly, is refused: VALUES, MINUS, EXISTS, property paths, GRAPH,
 * SERVICE, FROM, updates, sub-queries, an OPTIONAL that begins its group or has a variable that
 * stands outside but not before it, a FILTER on a variable that its group does not name.
 *
 * Prefixes that need no declaration: tuyou:, crm:, schema:, geo: (GeoSPARQL), rdf:, rdfs:, skos:,
 * xsd:. What is there to match:
 *  - entity a kind: tuyou:site, and by their names crm:E27_Site, schema:TouristAttraction
 *  - entity predicate entity or value: tuyou:located_in, its inverse tuyou:contains, and by their
 *    names crm:P89_falls_within, schema:containedInPlace; values that are numbers are numbers
 *  - entity rdfs:label name · skos:altLabel alias · tuyou:county name
 *  - entity geo:asWKT "POINT(lon lat)" (WGS-84, the most trusted) · tuyou:lat · tuyou:lon
 *  - fact rdf:subject, rdf:predicate, rdf:object, tuyou:confidence, tuyou:unit, tuyou:qualifier,
 *    tuyou:valid_from, tuyou:valid_to, tuyou:weaker, tuyou:source ("file:line"), tuyou:citation,
 *    tuyou:quote; the IRI of a fact is TY_NAMESPACE fact: and its number. What was inferred has
 *    TY_NAMESPACE inferred: and a number, and tuyou:rule, tuyou:because (its premises)
 * Entities are found by alias too (tuyou:安岳石窟群); answers have their names.
 *
 * @return {"form": "select", "variables": [names], "rows": [[cell]]}, {"form": "ask", "answer":
 *         true} or {"form": "graph", "triples": [[cell, cell, cell]]}, with "cut": why not all came
 *         ("10 seconds", "10000 rows") or null. A cell is null or {"type": "iri", "value", "text":
 *         short} or {"type": "literal", "value", "datatype"}.
 *         NULL with TY_ERROR_USAGE (the query's line is named) or TY_ERROR_NOT_FOUND (a predicate,
 *         kind, prefix or entity that is not there; near ones are named) */
json_t *ty_sparql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
                  GError **error);

/** Asks in SQL over the views that atlas.h describes (see ty_atlas_sql).
 * @return {"form": "select", "variables", "rows": [[string, number or null]], "cut"} */
json_t *ty_sql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
               GError **error);

/** What likeness is. Zero-initialised members mean "as usual". */
typedef struct {
  const char *by; /**< of entities text, graph, topic or all; of documents text or topic */
  const char
      *weights;   /**< of entities: "text=0.4,graph=0.4,topic=0.2"; they are made to sum to 1 */
  gsize n;        /**< how many; 0: 10 */
  guint n_topics; /**< 0: 4 */
  guint64 seed;
} TySimilarOptions;

/** Entities of the same kind most like one. `score` is the weighted mean of the parts: `text` by
 * the words of the sentences that name them (cosine), `graph` by shared facts (Jaccard), `topic` by
 * the topics of the documents that name them (1 − Jensen–Shannon divergence). Usually text and
 * graph by half; `all` is 0.4, 0.4, 0.2.
 * @return {"name", "weights": {part: number}, "similar": [{"name", "kind", "score", "text",
 * "graph", "topic" (where it has weight), "shared": […]}]} */
json_t *ty_similar(TyWorkspace *workspace, const char *name, const TySimilarOptions *options,
                   GError **error);

/** Documents most like one among those selected: `text` by the cosine of their TF-IDF vectors,
 * `topic` by 1 − the Jensen–Shannon divergence of their topics.
 * @param document  its id, or "FILE:LINE"; of FILE the last parts of the path do. One that repeats
 *                  another stands for that one
 * @return {"document": {as below}, "by", "documents" (compared with), "similar": [{"document",
 *          "file", "line", "title", "date", "platform", "url", "score"}]}; NULL with
 *          TY_ERROR_NOT_FOUND (no such document, or not among those selected), TY_ERROR_INPUT (it
 *          may be several, or has no words) or TY_ERROR_USAGE */
json_t *ty_similar_documents(TyWorkspace *workspace, const char *document,
                             const TyDocumentFilter *filter, const TySimilarOptions *options,
                             GError **error);

/** All pairs of the documents selected whose cosine is `at_least` or more, as CSV with a heading
 * ("a,b,cosine,a_file,a_line,b_file,b_line"), by a, then b.
 * @return NULL with TY_ERROR_USAGE (not in (0, 1]) or as ty_keywords */
GBytes *ty_similar_pairs(TyWorkspace *workspace, const TyDocumentFilter *filter, double at_least,
                         GError **error);

/* Surveys ------------------------------------------------------------------------------------- */

/** What to find in the questionnaires. Zero-initialised is the default. */
typedef struct {
  const char *file;     /**< only this one (its name, or how its path ends); NULL: all together */
  const char *fields;   /**< "A,B": only these questions */
  const char *types;    /**< "A=ordinal,B=text": what the user says of questions; see survey.h */
  const char *adjust;   /**< bh (NULL) or holm: how p values are corrected for being many */
  const char *clusters; /**< a number from 2, "auto" (NULL): by silhouette, "none" */
  double gamma;         /**< see TySegmentOptions; 0: chosen */
  guint64 seed;
} TySurveyOptions;

/** Questionnaires: fields, correlations, segments (see survey.h for the methods).
 * @return {"files", "respondents", "seed", "fields": [{"name", "kind", "why", "answered",
 * "missing", of words "options": [{"option", "count", "share"}] (ordinal: in order), of numbers
 * "mean", "deviation", "least", "median", "most"}], "correlations": {"adjustment", "tests",
 * "significant" (adjusted p < .05), "pairs": [{"a", "b", "option_a", "option_b" (of multiple
 * questions), "measure", "effect", "n", "statistic", "df", "df2" (of F), "by": "distribution" or
 * "permutation", "p", "p_adjusted"}]}, "segments": {"k", "chosen": "silhouette" or "given",
 * "gamma", "silhouette", "choices": [{"k", "cost", "silhouette", "stability"}], "list":
 * [{"segment": from 1, "label", "size", "share", "silhouette", "typical": {field: answer},
 * "marks": [{"field", "option", "share", "overall", "lift" or "mean", "overall", then "effect",
 * "p", "p_adjusted"}], "profile": as of ty_profiles}], "members": [{"file", "line", "segment"}]},
 * "notes": [sentences]}; "segments" is missing with clusters "none". p values have three digits
 * that count. NULL with TY_ERROR_NOT_FOUND (no questionnaire, no such field), TY_ERROR_USAGE, or
 * TY_ERROR_INPUT: nothing to compare, more segments than respondents, too many fields */
json_t *ty_survey(TyWorkspace *workspace, const TySurveyOptions *options, GError **error);

/** The answer of ty_survey as tables: fields.csv, options.csv, correlations.csv, segments.csv,
 * marks.csv, members.csv → GBytes. A text that a spreadsheet would take for a formula begins with
 * an apostrophe. */
GHashTable *ty_survey_tables(const json_t *survey);

/* Profiles ------------------------------------------------------------------------------------ */

/** Checks a traveller's profile: {"id", "label", "source", "themes": {theme: 0 … 1}, "kinds":
 * {kind: 0 … 1}, "likes": [names], "novelty": 0 (famous sites) … 1 (little-known ones),
 * "visit_hours", "days", "budget_cny", "modes": {mode: 0 … 1}}; id is needed (letters, digits, "-"
 * and "_" of any script), the rest may be missing. It describes a kind of traveller: members that
 * are not these are refused, so that no person and no price comes in. A profile weighs what is
 * offered; it changes no price.
 * @param where  names the text in messages
 * @return the profile; NULL with TY_ERROR_INPUT */
json_t *ty_profile_parse(const char *where, const char *text, gsize length, GError **error);

/** Where a profile comes from: one of `file`, `segments` and the wishes. */
typedef struct {
  const char *id;    /**< of a profile from wishes; of a file NULL: its own */
  const char *file;  /**< JSON, as above */
  const char *like;  /**< "A,B": sites that please: their themes and kinds, by share */
  const char *theme; /**< "A,B": themes that please */
  double novelty;    /**< of wishes; NAN: not said */
} TyProfileRequest;

/** Keeps a profile in the atlas; one of the same id gives way. @return the profile */
json_t *ty_profile_keep(TyWorkspace *workspace, const TyProfileRequest *request, GError **error);
/** Keeps the segments of a survey as profiles "segment-1" …, in place of those kept before.
 * @return as ty_profiles */
json_t *ty_profiles_from_survey(TyWorkspace *workspace, const json_t *survey, GError **error);
/** Profiles kept, by id; `id` NULL for all.
 * @return {"profiles": [as above]}; NULL with TY_ERROR_NOT_FOUND for an id that is not kept */
json_t *ty_profiles(TyWorkspace *workspace, const char *id, GError **error);
/** Forgets a profile. @return {"removed": id}; NULL with TY_ERROR_NOT_FOUND */
json_t *ty_profile_drop(TyWorkspace *workspace, const char *id, GError **error);

/* Advice -------------------------------------------------------------------------------------- */

/** What advice is asked for: at least one of profile, like, theme, near. */
typedef struct {
  const char *profile; /**< the id of one that is kept, or a file that ends in .json */
  const char *like;    /**< "A,B": sites that please */
  const char *theme;   /**< "A,B" */
  const char *near;    /**< a place */
  const char *kind;    /**< of what is advised; NULL: site, nature and experience_base */
  double novelty;      /**< 0 … 1; NAN: the profile's, else 0.2 */
  const char *weights; /**< "text=0.3,topic=0.1,graph=0.3,place=0.15,taste=0.15" (the default) */
  guint n;             /**< 0: 10 */
  guint64 seed;        /**< of the topics */
} TyRecommendRequest;

/** Advice with reasons. The seeds are the sites liked, else those of the themes; what is liked, its
 * wholes and its parts are not advised. A candidate's
 * parts, each in [0, 1], the first three as the mean over the three seeds most alike (by the
 * weights of their themes), itself left out: `text`, the cosine of the TF-IDF vectors of the
 * documents that name each; `topic`, 1 − the Jensen–Shannon divergence of their topics; `graph`,
 * the neighbours shared in the heritage graph, each counting 1 / ln (1 + its degree) times its
 * facts' confidence (Adamic, Adar 2003, Social Networks 25:211), over the geometric mean of both
 * sites' own sums; `place`, exp(− distance / 20 km) from the place asked for, else from the nearest
 * seed (from a county's seat or the middle of a place, where a position is not known: √(km² + 20²)
 * then); `taste`, how much themes and kinds of the profile or the themes asked for hold for it.
 * Parts that nothing was asked of have no weight; the others' weights are scaled to 1. With novelty
 * ν, score = Σ weight · part + 0.2 · ν · (1 − popularity); popularity is ln (1 + documents that
 * name it) over the highest. The list is the set of highest total score in which at least the share
 * ν (rounded down) is little-known: of the lower half by documents. Raising ν never raises the mean
 * popularity of the list.
 * @return {"like", "themes", "near", "profile" (those asked for), "weights": {part: number},
 * "novelty", "candidates", "list": [{"rank", "name", "kind", "county", "score", "contributions":
 * {part and "novelty": number}, which add up to the score but for rounding, "parts": {part:
 * number}, "documents", "popularity", "little_known", "km" (from the place or nearest seed),
 * "reasons": [{"part", "text": Chinese, "sources": ["file:line"]}]}], "notes"}; NULL with
 * TY_ERROR_NOT_FOUND (an unknown site: near names are named) or TY_ERROR_USAGE */
json_t *ty_recommend(TyWorkspace *workspace, const TyRecommendRequest *request, GError **error);

/* Routes -------------------------------------------------------------------------------------- */

/** What to make a road file of. */
typedef struct {
  const char *file;    /**< .osm, .osm.gz, .osm.pbf; or a graph: .gr, .gr.gz, .gr.xz */
  const char *output;  /**< the road file */
  const char *profile; /**< car, bicycle, foot; NULL: car */
  guint64 seed;        /**< of weights for a graph that has none */
  guint n_threads;
} TyRoadsRequest;

/** Makes a road file. @return {"kind": "map" or "graph", "nodes", "arcs"}, of a map also
 * {"profile", "segments", "points", "bounds", and all counts of TyRoadsSummary} */
json_t *ty_make_roads(const TyRoadsRequest *request, GError **error);

/** Tells of a road file, and distances in it: `from`, `to` are "47.1,9.5;47.2,9.5", or numbers of a
 * graph's nodes from 1, "17;18"; both NULL: none. @return as ty_make_roads, and "table": [{"from",
 * "to", "seconds", "metres", "from_road_m", "to_road_m"}], of a graph [{"from", "to", "weight"}];
 * null where no way leads */
json_t *ty_ask_roads(const char *file, const char *from, const char *to, guint n_threads,
                     GError **error);

/** Lets the roads of a file count in all that follows, where no leg is known. NULL: none any more.
 * @return FALSE with an error of ty_roads_open */
gboolean ty_workspace_use_roads(TyWorkspace *workspace, const char *path, GError **error);

/** Distances of all pairs of sites (NULL: all of the atlas): over published legs (and inferred
 * ones), else on roads, else estimated; `legs` as in TyPlanRequest, NULL: estimated.
 * @return {"places": [{"name", "lat", "lon", "road_m"}], "metres": [[…]], "seconds": [[…]],
 * "origins": [[…]]}, row by row; null where nothing is known and between a place and itself */
json_t *ty_table_of_sites(TyWorkspace *workspace, const char *const *sites, const char *legs,
                          GError **error);

/** Distance of two places: {"from", "to", "km", "minutes", "origin", "legs": […]}; `legs` as in
 * TyPlanRequest. With roads also "from_road_m" and "to_road_m", how far the places lie from them.
 */
json_t *ty_distance(TyWorkspace *workspace, const char *from, const char *to, const char *legs,
                    GError **error);

/** What a tour is to be. Zero-initialised members mean "as usual". */
typedef struct {
  const char *theme;
  const char *start, *end; /**< names; start NULL: the theme's */
  gboolean back_to_start;
  const char *rule;  /**< nearest, exact, ant, search; NULL: exact up to 20 sites, else search */
  const char *legs;  /**< published, inferred (default: also inferred), estimated (all) */
  const char *roads; /**< a road file that counts where no leg is known; NULL: none, or the
                        workspace's */
  const char *order; /**< "A,B,…": measure this order */
  const char *include, *avoid; /**< "A,B": must be in; stay out */
  gboolean optional;           /**< also the theme's optional stops */
  guint n_days;                /**< 0: as many as it takes */
  const char *date;            /**< first day, 2026-04-05; NULL: no weekday, no season */
  double day_hours;            /**< 0: 9 */
  const char *day_start;       /**< "09:00" */
  guint max_stops;             /**< a day; 0: 3 */
  guint min_stops;             /**< a day, wished for; 0: 2 */
  double dwell_hours;          /**< where a site's own is unknown; 0: 2.5, kept within 2–4 */
  double speed_kmh;            /**< where a leg's minutes are unknown; 0: 40 */
  double slack;                /**< share of driving kept free; < 0: none, 0: 0.1 */
  guint64 seed;
  /* A tour chosen from all sites, instead of through those of a theme: */
  gboolean choose;
  const char *prefer;   /**< "石刻=2,川剧": themes that count more; chooses */
  const char *at_least; /**< "川剧=1,自然=2": stops of a theme, at least */
  const char *at_most;  /**< at most */
  const char *pins;    /**< "北山=2@09:30,圆觉洞=10:00,毗卢洞=3": a day, an hour, or both */
  const char *before;  /**< "北山<宝顶山": order, where both are visited */
  const char *evening; /**< "川剧@19:30": one evening with a theme or a site */
  const char *hotels; /**< "大足城区=280,安岳县城": where the nights may be, with CNY a night */
  double budget_cny;     /**< for tickets, ways and nights of one traveller; 0: none */
  const char *mode;      /**< car or coach; NULL: car */
  guint people;          /**< who share the vehicle; 0: 2 in a car, 30 in a coach */
  gboolean alternatives; /**< also classic, ecological, theme and deep ones */
  const char *keep;      /**< file with an earlier answer to change as little as can be */
  guint effort;          /**< thousands of steps of the search; 0: 5 */
  double seconds;        /**< of processor time at most; an answer that it cut says so; 0: none */
  const char *file;      /**< JSON object with any of these; what is set here outranks it */
  const char *profile; /**< weighs the sites, and says days and hours that are not said here: the id
                          of one that is kept, or a file that ends in .json */
} TyPlanRequest;

/** A tour: {"theme", "start", "rule", "total_km", "proven_optimal", "lower_bound_km", "gap",
 * "stops": [names], "left_out": [{"name", "reason"}], "profile" (when one was given), "legs":
 * [{"from", "to", "km", "minutes", "origin", "via", "sources"}], "n_days", "days": [{"day", "date",
 * "km", "driving_minutes", "back_at", "stops": [{"name", "arrive", "begin", "depart",
 * "dwell_minutes"}], "events"}], "notes": [sentences]}.
 *
 * With `choose`, or any member below it down to `keep`, the stops are chosen from all sites that
 * legs lead to (estimated ones count, unless `legs` says less), see ty_itinerary_plan; a theme is
 * then preferred. Beside the usual ones (自然 nature, 人文 culture, 知名 famous, 小众 little-known)
 * themes are those of the atlas. The answer has "rule": "choose", "feasible", "total_km", "score"
 * (levels 1 to 5 times what is preferred, festivals count 1.5 times, more of one theme less and
 * less), "value" (score less .3 an hour on the way), "cost_cny", "co2_kg" (of one traveller),
 * "stops", "legs" (between stops), "n_days", "days" (with "sets_out_from", "sleeps_at" or
 * "ends_at", "ends"; stops with "way_minutes", "why": [reasons], "evening"), "wishes": [{"wish",
 * "met", "costs": score that it takes}], "conflict": [wishes that cannot all come true, any one
 * fewer can], "left_out", "notes"; with `alternatives` "alternatives": [{"name", "overlap"
 * (Jaccard), and all of the above}]; with `keep` "changes": {"added", "removed", "moved"}. A plan
 * passes ty_itinerary_check.
 *
 * TY_ERROR_NOT_FOUND for an unknown theme or place, TY_ERROR_INFEASIBLE when
 * no site of the theme can be reached. */
json_t *ty_plan(TyWorkspace *workspace, const TyPlanRequest *request, GError **error);

/** Many groups that want the same tour. */
typedef struct {
  TyPlanRequest plan;   /**< what each wants, as in ty_plan with `choose` */
  guint n_groups;       /**< 0: 100 */
  const char *capacity; /**< "宝顶山=60,北山=40": groups that have room in the same hour */
} TyDivertRequest;

/** Tours for all groups at once that no site's hour is overfull with, against everyone's best tour:
 * tours that visit the contested sites on other days, at other hours or not at all, shared out by
 * ty_divert. @return {"groups", "feasible" (no site is overfull), "n_days", "sites": [{"name",
 * "capacity", "peak_before", "peak_after", "before": [[groups by hour] by day], "after"}],
 * "value_before" (of everyone's best tour), "value_after" (mean), "loss" (share), "plans":
 * [{"plan", "groups", "value", "days":
 * [[{"name", "begin", "depart"}]]}], "assignment": [plan of each group]}; NULL as ty_plan */
json_t *ty_divert_groups(TyWorkspace *workspace, const TyDivertRequest *request, GError **error);

/** Loads before and after, hour by hour, of up to three sites of that answer. @param format svg or
 * png */
GBytes *ty_picture_diversion(const json_t *answer, const char *format, GError **error);

/** An instance file of the field, to compare with other solvers. */
typedef struct {
  const char *file;
  const char *format; /**< optw or tsp; NULL: told by the content */
  guint n_days;       /**< optw: 0 means 1 */
  guint64 iterations; /**< steps of the search; 0: as usual when there are no seconds either */
  double seconds;     /**< of processor time, for the search and what prepares it; 0: no limit.
                         With it the answer depends on the clock */
  guint64 seed;
  guint decimals; /**< optw: see ty_optw_read; 0: told by the coordinates */
} TySolveRequest;

/** Solves it. @return of optw {"format", "seed", "days", "decimals", "score", "proven", "routes":
 * [[numbers of vertices in order, without the depot]], "iterations", "seconds" (processor time;
 * only with a limit of seconds)}, checked by ty_orienteering_check; of tsp {"format", "seed",
 * "name", "cost", "lower_bound", "proven", "tour": [numbers of nodes]} */
json_t *ty_solve(const TySolveRequest *request, GError **error);

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

/* Evaluation ---------------------------------------------------------------------------------- */

/** What to evaluate. Zero-initialised is the default. */
typedef struct {
  const char *site;  /**< only this resource and its parts; NULL: all */
  const char *ahp;   /**< a file of pairwise comparisons (see ty_ahp_weights) with the goals
                          [potential], [protection] or both; NULL: evaluation.csv */
  const char *sheet; /**< a sheet that experts have filled in; NULL: none */
} TyEvaluateOptions;

/** Potential and need of protection of each resource (site, nature, experience base), and its sheet
 * by GB/T 18972-2017.
 *
 * Terms are from 0 to 1: `attention` ln(1 + posts that name it) / ln(1 + the most), `papers`
 * likewise, `lists` by its highest list (世界遗产 1, 国保 and 5A 0.8 … 县级 0.2), `access` 1 / (1 +
 * km / 20) from the nearest station or county seat; `crowding` (complaints of the crowd + ½) / (all
 * said of it + 1), `level` as lists, `exposure` by category or name (摩崖造像 1 … 博物馆 0.1).
 * Their weights come from pairwise comparisons; a score is the geometric mean by weight of the
 * terms that are known (each counting 0.05 at least). A term that is not known is null, not 0, and
 * its source says what is missing; `known` is the share of the weights that is there.
 *
 * In the sheet a point stands only where a list is evidence of it (the lower end of the standard's
 * band) or experts gave it (their mean); the rest is open. `least` and `most` are the sums that are
 * still possible, `grade` is null while they are of different grades; `class` is a proposal.
 * @return {"weights": [as "comparisons" of ty_ahp_weights], "resources": [{"resource", "category",
 * "potential": {"score" (null: nothing known), "known", "terms": [{"term", "label", "value",
 * "weight", "source"}]}, "protection": the same, "sheet": {"class": {"code", "type", "class",
 * "why"} or null, "items": [{"item", "factor", "name", "range": [least, most], "points" (null:
 * open), "band": [least, most] or null, "evidence"}], "least", "most", "grade"}}]} in order of id;
 * TY_ERROR_INPUT names what is wrong in a file, also judgements that contradict each other */
json_t *ty_evaluate(TyWorkspace *workspace, const TyEvaluateOptions *options, GError **error);

/** The sheets of an answer of ty_evaluate as one CSV table for experts to fill in: resource, class,
 * item, name, least, most, points, evidence, expert; a row a resource and item; UTF-8 with a byte
 * order mark. Texts that a spreadsheet would run as formulas begin with '. */
GBytes *ty_evaluation_sheet(const json_t *evaluation);

/** Weights by the analytic hierarchy process (Saaty 1977): the principal eigenvector of each matrix
 * of pairwise comparisons, with λ, consistency index (λ − n) / (n − 1) and ratio.
 * @param file  blocks of [goal], a heading of names and a square matrix of judgements from 1/9 to 9
 *              (fractions or decimals; an empty cell is the reciprocal of the one across), cells
 *              parted by commas or tabs; 1 to 15 items; a goal that is an item of a block before
 *              shares its weight out
 * @return {"comparisons": [{"goal", "file", "line", "lambda", "index", "ratio", "items": [{"name",
 *         "weight", "total" (in the whole hierarchy)}]}]}; NULL with TY_ERROR_INPUT: not
 * reciprocal, square or in range (line), or a ratio above 0.1 with the three items most at odds */
json_t *ty_ahp_weights(const char *file, GError **error);

/* Showing and handing on ---------------------------------------------------------------------- */

typedef struct {
  const char *format; /**< svg or png */
  guint width_px;     /**< 0: 1200 */
  gboolean dark;
  TyTrendOptions trends;          /**< of trends, topic-trends and bursts */
  TyNetworkOptions network;       /**< of network; its seed is the request's */
  const char *overlay;            /**< of network: year; NULL: communities */
  TyPerceptionOptions perception; /**< of perception; its site of evaluation too */
  TySurveyOptions survey;         /**< of survey, correlations and segments */
  const char *field;              /**< of survey: the question; NULL: the first with options */
} TyDrawOptions;

/** A picture: `what` is survey (bars of the question `options->field`), correlations, segments (of
 * the questionnaires), wordcloud, network, topics, topic-choice, keywords, trends,
 * topic-trends, bursts, papers, keyword-timeline or perception (of the documents selected) or map
 * or strip (of the tour asked for). */
GBytes *ty_draw(TyWorkspace *workspace, const char *what, const TyDocumentFilter *filter,
                const TyPlanRequest *request, const TyDrawOptions *options, GError **error);

/** An answer of ty_neighbours or ty_paths as a network: what was asked for in the middle, entities
 * coloured by kind; inferred relations drawn faintly. */
GBytes *ty_draw_around(TyWorkspace *workspace, const json_t *answer, const TyDrawOptions *options,
                       GError **error);
/** The heritage graph, or keyword network, in a format of other programs (ty_export_graph).
 * Entities are nodes, by their names; facts edges with predicate, confidence, times and evidence;
 * values nodes of the kind "value".
 * @param format    by name: triples, turtle, nt, jsonld, graphml, gexf, gexf-1.2, pajek, vosviewer,
 *                  vosviewer-json, neo4j, xlsx
 * @param left_out  out: what the format has no place for, NULL when nothing; may be NULL
 * @return name → GBytes, a single file under ""; NULL with `error` */
GHashTable *ty_export_heritage(TyWorkspace *workspace, const char *format, char **left_out,
                               GError **error);
/** Of the answer of ty_keyword_network. */
GHashTable *ty_export_keyword_network(const json_t *network, const char *format, char **left_out,
                                      GError **error);
/** The format that a file's ending tells (".ttl" → turtle); NULL for none. */
const char *ty_graph_format_of_name(const char *path);

/** A tour in a format of others: geojson, gpx, csv. */
GBytes *ty_export_plan(TyWorkspace *workspace, const TyPlanRequest *request, const char *format,
                       GError **error);

/** One HTML file about the region: tours of the themes given (NULL: all), pictures, words, sources.
 */
GBytes *ty_report(TyWorkspace *workspace, const char *const *themes, GError **error);

/** Integrity: {"findings": [{"kind", "subject", "message"}], "errors", "warnings"}: structure,
 * coordinates outside their county's surroundings or far apart, facts without evidence, rings of
 * parts, values that disagree; "contradictions" as ty_contradictions tells them. */
json_t *ty_check(TyWorkspace *workspace, GError **error);

G_END_DECLS
