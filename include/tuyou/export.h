/* SPDX-License-Identifier: Apache-2.0 */
/** Files for others: GeoJSON, GPX and CSV of a tour, and the report as a page.
 *
 * Plain structs in, bytes out; all texts are UTF-8, may hold any character and are escaped as the
 * format asks. All coordinates are WGS-84. The same input gives the same bytes: no writer puts in a
 * date of its own. */
#pragma once
#include <tuyou/base.h>
#include <tuyou/graphdata.h>

G_BEGIN_DECLS

/* A tour ---------------------------------------------------------------------------------------
 */

/** A time of day that is not known. */
#define TY_NO_TIME (-1)

/** One stop of a tour, with the leg that leads to it. */
typedef struct {
  const char *name;
  guint day;                   /**< from 1, not falling */
  double lon_deg, lat_deg;     /**< NAN: no position is known */
  gboolean position_estimated; /**< the position is a guess; never for navigation */
  gint32 arrive_s, depart_s;   /**< after midnight of its day; TY_NO_TIME */
  gint32 dwell_s;              /**< TY_NO_TIME: depart − arrive where both are known */
  double leg_m;                /**< from the stop before; NAN: not known, and for the first */
  gint32 leg_s;                /**< TY_NO_TIME: not known */
  TyOrigin leg_origin;         /**< of leg_m */
  const double *lon_path_deg, *lat_path_deg; /**< the road of the leg, n_path points; may be none */
  gsize n_path;
  const char *note; /**< one line; may be NULL */
} TyTripStop;

typedef struct {
  const char *name;
  const char *description; /**< may be NULL */
  const TyTripStop *stops;
  gsize n_stops;
} TyTrip;

/** GeoJSON (RFC 7946): a FeatureCollection, one feature a line. Each stop is a Point with the
 * properties kind "stop", number, name, day, arrive, depart ("09:00"), dwell_minutes,
 * position_origin ("published" or "estimated"), note; before it, from the second on, its leg as a
 * LineString with kind "leg", from, to, day, km, minutes, origin. What is not known is left out; a
 * stop or leg without a position has a null geometry. Degrees have six decimals (0.1 m).
 * @return NULL with TY_ERROR_INPUT when there is no stop, a coordinate is out of range, a name is
 *         missing or no UTF-8 */
GBytes *ty_export_geojson(const TyTrip *trip, GError **error);

/** GPX 1.1: a waypoint for each place, and a route for each day ("第 1 天") that begins where the
 * day before ended and names the day's stops in its description. Stops without a position cannot be
 * points of it; the file's description names them ("缺坐标：…").
 * @return as ty_export_geojson; TY_ERROR_SYSTEM without memory */
GBytes *ty_export_gpx(const TyTrip *trip, GError **error);

/** The tour as a table, a row a stop, lines ending in CRLF: 天, 序号, 名称, 到达, 离开,
 * 停留（分钟）, 里程（公里）, 行车（分钟）, 里程来源, 经度, 纬度, 坐标, 备注.
 * @param mark  begin with a byte order mark, as Excel needs it
 * @return as ty_export_geojson */
GBytes *ty_export_csv(const TyTrip *trip, gboolean mark, GError **error);

/* A graph --------------------------------------------------------------------------------------
 */

/** A graph as files of a format; what the format has no place for is left out, as ty_graph_left_out
 * says. Reading the files back (ty_corpus_read_graph) gives all the rest.
 *
 * - triples: CSV, a row an edge and piece of evidence, with the headings of a table of facts.
 * - turtle, nt, jsonld: each edge as a triple, under its predicate and under what that is in
 *   CIDOC-CRM and schema.org, and as an rdf:Statement with weight, confidence, times, evidence;
 *   columns lat and lon also as a geometry of GeoSPARQL; prefixes and context stand in the file.
 * - graphml, gexf (1.3), gexf-1.2 (1.2draft): evidence as JSON in one attribute; in GEXF since and
 *   until are start and end, columns x and y the position.
 * - pajek: *Arcs or *Edges, UTF-8; `"`, `\` and line ends in labels are escaped by `\`; the
 *   predicate is the line's label.
 * - vosviewer: map.txt and network.txt; vosviewer-json. Undirected, one link a pair.
 * - neo4j: nodes.csv and relationships.csv for neo4j-admin import (--multiline-fields=true).
 * - xlsx: sheets nodes and edges, with Neo4j's headings; every text a cell of text.
 *
 * In CSV a text that a spreadsheet would take for a formula (it begins with = + - @, their wide
 * forms, a tab or a line end) or that begins with ' gets a ' before it; readers take it away.
 *
 * @return name → GBytes; of formats of one file its name is "". NULL with TY_ERROR_INPUT (a text
 *         that the format cannot write: the node or edge and the character are named; for xlsx more
 *         rows or longer texts than a sheet has) or TY_ERROR_SYSTEM. O(graph) time and memory */
GHashTable *ty_export_graph(const TyGraphData *graph, TyGraphFormat format, GError **error);

/* Numbers ------------------------------------------------------------------------------------- */

/** A matrix of `rows` × `columns` float32 values, row after row, as a NumPy .npy file (format 1.0).
 */
GBytes *ty_export_npy(const float *values, gsize rows, gsize columns);

/* The report ------------------------------------------------------------------------------------
 */

/** A source that footnotes lead to. */
typedef struct {
  const char *title;  /**< "知识图谱研究 课题二，表 4" */
  const char *detail; /**< "第 17 行" or the sentence; may be NULL */
  const char *url;    /**< http or https, else it is not linked; may be NULL */
} TyReportSource;

/** Footnotes: indices into the report's sources. */
typedef struct {
  const guint32 *source;
  gsize n;
} TyReportNotes;

/** A stop of a day. */
typedef struct {
  const char *name;
  const char *text;          /**< what to look at, a sentence or two; may be NULL */
  const char *opening;       /**< "09:00–17:00"; may be NULL */
  gint32 arrive_s, depart_s; /**< TY_NO_TIME */
  gint32 dwell_s;
  double leg_m; /**< to it; NAN */
  gint32 leg_s;
  TyOrigin leg_origin;
  TyReportNotes notes;
} TyReportStop;

typedef struct {
  const char *title; /**< NULL: "第 n 天" */
  const char *date;  /**< "2026-05-01 农历三月十五"; may be NULL */
  const TyReportStop *stops;
  gsize n_stops;
} TyReportDay;

typedef struct {
  const char *name, *reason;
} TyReportLeftOut;

/** A picture: an <svg> element (TY_PICTURE_SVG_INLINE) that is put into the page as it is. */
typedef struct {
  const char *svg;
  const char *caption; /**< may be NULL */
} TyReportPicture;

typedef struct {
  const char *label, *value; /**< "总里程", "178.42 公里" */
} TyReportFigure;

typedef struct {
  const char *title;
  const char *summary;  /**< one line; may be NULL */
  const char *conflict; /**< the wish that could not be met, and the nearest plan; may be NULL */
  const TyReportFigure *figures;
  gsize n_figures;
  const TyReportDay *days;
  gsize n_days;
  const TyReportLeftOut *left_out;
  gsize n_left_out;
  const TyReportPicture *pictures; /**< route map, line diagram */
  gsize n_pictures;
} TyReportTour;

typedef struct {
  const char *word;
  double weight;
} TyReportWord;

/** A topic with its words, the strongest first, separated as they are to be read. */
typedef struct {
  const char *title; /**< NULL: "主题 n" */
  const char *words;
  double share; /**< of the documents, in [0, 1]; NAN */
} TyReportTopic;

/** What one body of documents says. */
typedef struct {
  const char *title;   /**< "资阳 · 帖子" */
  const char *summary; /**< may be NULL */
  const TyReportWord *words;
  gsize n_words;
  const TyReportTopic *topics;
  gsize n_topics;
  const TyReportPicture *pictures; /**< word cloud, chart, network */
  gsize n_pictures;
} TyReportCorpus;

typedef struct {
  const char *predicate, *object;
  TyReportNotes notes;
} TyReportFact;

typedef struct {
  const char *name;
  const char *kind;    /**< "石窟寺", "非遗"; may be NULL */
  const char *aliases; /**< may be NULL */
  const TyReportFact *facts;
  gsize n_facts;
} TyReportEntity;

/** A report. Sections without content are left out, but for the tours: without one, the report
 * says what to do next. */
typedef struct {
  const char *title;
  const char *subtitle;  /**< may be NULL */
  const char *data_date; /**< "2026-11-21" */
  const char *publisher; /**< may be NULL */
  const TyReportFigure *figures;
  gsize n_figures;
  const TyReportTour *tours;
  gsize n_tours;
  const TyReportCorpus *corpora;
  gsize n_corpora;
  const TyReportEntity *entities;
  gsize n_entities;
  const char *const *method; /**< paragraphs */
  gsize n_method;
  const TyReportSource *sources;
  gsize n_sources;
} TyReport;

/** The report as one HTML page that needs no network and no script: styles and pictures stand in
 * it; light and dark as the reader's system is; readable from 360 px on and in print.
 * @param palette_light, palette_dark  custom properties, as ty_palette_css gives them
 * @return NULL with TY_ERROR_INPUT when it has no title, a needed text is missing or no UTF-8, or a
 *         footnote leads to no source */
GBytes *ty_export_report(const TyReport *report, const char *palette_light,
                         const char *palette_dark, GError **error);

G_END_DECLS
