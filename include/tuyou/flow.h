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
  gboolean graph_only; /**< opened at once, however many names there are: for ty_entities, ty_rank,
                            ty_card, ty_check, ty_import, ty_link and ty_mine only */
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
 * survey
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
  gsize top_words;      /**< most frequent words that take part; 0: 60 */
  gsize top_edges;      /**< strongest edges kept; 0: 150 */
  const char *strength; /**< count, association, cosine, jaccard; NULL: count */
  const char *measure;  /**< degree, strength, betweenness, closeness, pagerank; NULL: strength */
  double resolution;    /**< of communities; 0: 1 */
  guint64 seed;
} TyNetworkOptions;

/** Co-word network of the documents selected.
 * @return {"documents", "nodes": [{"word", "documents", "measure", "community", "x", "y"}],
 *          "edges": [{"from", "to", "weight"}], "communities",
 *          "triangles": [[word, word, word]] (the strongest)} */
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

/** The entities that the whole graph points to most, by PageRank over all relations from subject to
 * object (ty_graph_pagerank), the highest first, then by id: {"entities": [{"name", "kind",
 * "category", "county", "score"}], "of": how many there are of that kind and county}. Scores of all
 * entities sum to 1. `top` 0: 20; `kind` and `county` NULL for all. O(facts); 12 bytes a relation.
 */
json_t *ty_rank(TyWorkspace *workspace, const char *kind, const char *county, guint top,
                GError **error);

/** One entity with all that is known: {"name", "kind", "kind_label", "aliases", "county",
 * "coordinates": […], "facts": [{"predicate", "label", "object" | "value", "unit", "qualifier",
 * "confidence", "weaker", "evidence": [{"file", "row" | "document", "start", "end", "quote",
 * "citation"}]}], "of": [facts with it as object], "mentions", "themes": […]}.
 * TY_ERROR_NOT_FOUND names the nearest names. */
json_t *ty_show(TyWorkspace *workspace, const char *name, GError **error);

/** What stands around an entity, breadth first: {"name", "neighbours": [{"name", "kind",
 * "predicate", "label", "direction", "distance", "confidence"}]}; `predicate` NULL for all. */
json_t *ty_neighbours(TyWorkspace *workspace, const char *name, const char *predicate, guint depth,
                      GError **error);

/** The `k` best explanations of why two entities belong together: {"from", "to", "paths": [{"cost",
 * "steps": [{"from", "predicate", "label", "to", "direction", "confidence"}]}]} */
json_t *ty_paths(TyWorkspace *workspace, const char *from, const char *to, guint k, GError **error);

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

/* Routes -------------------------------------------------------------------------------------- */

/** Distance of two places: {"from", "to", "km", "minutes", "origin", "legs": […]}; `legs` as in
 * TyPlanRequest. */
json_t *ty_distance(TyWorkspace *workspace, const char *from, const char *to, const char *legs,
                    GError **error);

/** What a tour is to be. Zero-initialised members mean "as usual". */
typedef struct {
  const char *theme;
  const char *start, *end; /**< names; start NULL: the theme's */
  gboolean back_to_start;
  const char *rule;  /**< nearest, exact, ant, search; NULL: exact up to 20 sites, else search */
  const char *legs;  /**< published, inferred (default: also inferred), estimated (all) */
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
} TyPlanRequest;

/** A tour: {"theme", "start", "rule", "total_km", "proven_optimal", "lower_bound_km", "gap",
 * "stops": [names], "left_out": [{"name", "reason"}], "legs": [{"from", "to", "km", "minutes",
 * "origin", "via", "sources"}], "n_days", "days": [{"day", "date", "km", "driving_minutes",
 * "back_at", "stops": [{"name", "arrive", "begin", "depart", "dwell_minutes"}], "events"}],
 * "notes": [sentences]}. TY_ERROR_NOT_FOUND for an unknown theme or place, TY_ERROR_INFEASIBLE when
 * no site of the theme can be reached. */
json_t *ty_plan(TyWorkspace *workspace, const TyPlanRequest *request, GError **error);

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

/* Showing and handing on ---------------------------------------------------------------------- */

typedef struct {
  const char *format; /**< svg or png */
  guint width_px;     /**< 0: 1200 */
  gboolean dark;
  TyTrendOptions trends; /**< of trends, topic-trends and bursts */
} TyDrawOptions;

/** A picture: `what` is wordcloud, network, topics, topic-choice, keywords, trends,
 * topic-trends, bursts, papers or keyword-timeline (of the documents selected) or map or strip (of
 * the tour asked for). */
GBytes *ty_draw(TyWorkspace *workspace, const char *what, const TyDocumentFilter *filter,
                const TyPlanRequest *request, const TyDrawOptions *options, GError **error);

/** A tour in a format of others: geojson, gpx, csv. */
GBytes *ty_export_plan(TyWorkspace *workspace, const TyPlanRequest *request, const char *format,
                       GError **error);

/** One HTML file about the region: tours of the themes given (NULL: all), pictures, words, sources.
 */
GBytes *ty_report(TyWorkspace *workspace, const char *const *themes, GError **error);

/** Integrity: {"findings": [{"kind", "subject", "message"}], "errors", "warnings"}: structure,
 * coordinates outside their county's surroundings or far apart, facts without evidence, values that
 * disagree. */
json_t *ty_check(TyWorkspace *workspace, GError **error);

G_END_DECLS
