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

/** Receives messages for people: rejected rows, progress. */
typedef void (*TyMessageFunc)(const char *message, gpointer data);

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
} TyImportOptions;

/** Reads files into the atlas, each in one transaction; a file that cannot be read leaves no trace.
 * @param kind  posts, papers, ontology, kinds, entities, sites, facts, legs, themes, calendar,
 * survey
 * @return {"files": [{"file", "kind", "rows", "rejected"}], "rows", "rejected"}; NULL at the first
 * file that cannot be used as a whole */
json_t *ty_import(TyWorkspace *workspace, const char *kind, const char *const *files,
                  const TyImportOptions *options, GError **error);

/** Links names in documents to entities, extracts facts and keeps keywords and topics, anew. */
gboolean ty_mine(TyWorkspace *workspace, guint64 seed, GError **error);

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

/** Term weights of the documents selected: TF-IDF vectors of length 1, summed.
 * @return {"documents", "words", "keywords": [{"rank", "word", "weight", "documents"}]} */
json_t *ty_keywords(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                    GError **error);

/** Zero-initialised members mean "as usual". */
typedef struct {
  guint n_topics;     /**< 0: 4 */
  const char *choose; /**< "auto" or "2-12": tries several K and takes the best; NULL: none */
  guint n_sweeps;     /**< 0: 1000 */
  double alpha, beta, lambda;             /**< 0: 0.1, 0.01, 0.6 (1 without an atlas) */
  gboolean optimise_alpha, optimise_beta; /**< see TyLdaOptions */
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
  gboolean coherence;              /**< also NPMI, C_v and diversity */
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

/* The heritage graph -------------------------------------------------------------------------- */

/** Entities: {"entities": [{"name", "kind", "category", "county", "mentions"}]} */
json_t *ty_entities(TyWorkspace *workspace, const char *kind, const char *county, GError **error);

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

/** Entities most like one, by the words of the sentences that name them and by shared facts:
 * {"name", "similar": [{"name", "kind", "score", "text", "graph", "shared": […]}]} */
json_t *ty_similar(TyWorkspace *workspace, const char *name, gsize n, GError **error);

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
 * topic-trends or bursts (of the documents selected) or map or strip (of the tour asked for). */
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
