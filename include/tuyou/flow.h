/* SPDX-License-Identifier: Apache-2.0 */
/** The use cases: what the command line, the HTTP API and other programs call. Each takes a
 * workspace (an open atlas with its words) and a request, and answers with a JSON value whose shape
 * is given beside it; the caller frees it with json_decref. Lists in answers are in a defined
 * order; the same atlas, request and seed give the same answer on any number of threads. Distances
 * in answers are kilometres rounded to 2 decimals, times "09:30" and minutes. NULL with `error` set
 * is failure.
 *
 *   flow-workspace.h   a workspace; words of any text, the user's own words
 *   flow-texts.h       search, keywords, topics, trends, co-words, papers, opinions
 *   flow-graph.h       names, entities, review, paths, questions, likeness
 *   flow-visitors.h    questionnaires, profiles, advice, evaluation
 *   flow-tours.h       roads, distances, plans, diversion
 *
 * Here stand what fills an atlas, and what is drawn, handed on and checked; all of them come with
 * this header. */
#pragma once
#include <tuyou/flow-graph.h>
#include <tuyou/flow-texts.h>
#include <tuyou/flow-tours.h>
#include <tuyou/flow-visitors.h>

G_BEGIN_DECLS

/* Filling the atlas --------------------------------------------------------------------------- */

/** Makes a new atlas that knows the usual kinds and predicates (ontology.csv and kinds.csv of the
 * data folder; NULL: look for it). */
gboolean ty_new_atlas(const char *path, const char *data_folder, GError **error);

/** How far the reading of a file is. */
typedef struct {
  const char *file;
  gint64 rows;
  gsize bytes;  /**< of the text, read so far; 0 where the format does not tell */
  gint64 total; /**< bytes of the file */
} TyProgress;

/** Receives it now and then, in the caller's thread. */
typedef void (*TyProgressFunc)(const TyProgress *progress, gpointer data);

/** What all of an import shares. Zero-initialised is the default. */
typedef struct {
  const char *place, *term, *platform; /**< of posts that do not say */
  /** Which columns are which fields: for documents see TyReadOptions, for tables by the English
   * names of their columns ("name=景名,lat=维"), for a survey any. It is kept in the atlas for the
   * kind and the file's set of headings, in place of the one before. "" forgets that
   * one, whatever becomes of the file, and goes by the usual names. NULL: the one
   * kept, which is said in a message, else the usual English and Chinese names */
  const char *map;
  const char *grade;  /**< public (default), internal or personal */
  const char *folder; /**< files are named relative to it; NULL: to the working folder */
  gboolean declared;  /**< a project file names them: a later build reads them again */
  gboolean pass_over; /**< a file that cannot be read (missing, torn, of an unknown format, without
                           the columns needed) is told in a message, and the others are read. What
                           is wrong with the atlas, the disk or the call ends the import always */
  TyMessageFunc message;
  gpointer message_data;
  TyProgressFunc progress;
  gpointer progress_data;
} TyImportOptions;

/** Reads files into the atlas, each in one transaction; a file that cannot be read leaves no trace,
 * and what an earlier import read from a file of its name stays.
 * @param kind  posts, papers, ontology, kinds, entities, sites, facts, legs, themes, calendar,
 * survey, graph (ty_corpus_read_graph; a file of edges alone follows that of its nodes)
 * @return {"files": [{"file", "kind", "rows", "rejected", of documents "exact", "near", "reposts":
 * how many repeat an earlier one}], "unread": [{"file", "reason"}], "rows", "rejected": of rows,
 * and the files unread}; NULL at the first file that cannot be used as a whole, with `pass_over`
 * when none can (the error is the last one's, the others are told) */
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

/** What a build starts from. Zero-initialised is the default. */
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

/* Showing and handing on ---------------------------------------------------------------------- */

/** How to draw. Zero-initialised is the default but for `format`. */
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
