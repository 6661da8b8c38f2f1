/* SPDX-License-Identifier: Apache-2.0 */
/** A graph on its way into or out of a file: nodes with ids, edges with predicates, attributes and
 * evidence. Writers (tuyou/export.h) take it, readers (tuyou/corpus.h) make it.
 *
 * All texts are UTF-8 and the graph's own. An empty text counts as none: what is "" when it is
 * added is NULL afterwards. Numbers among attributes are texts in the shortest form that reads back
 * as the same number, with '.' in every locale. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

typedef enum {
  TY_COLUMN_TEXT,
  TY_COLUMN_INTEGER,
  TY_COLUMN_REAL,
  TY_COLUMN_BOOLEAN, /**< "true", "false" */
} TyColumnType;

#define TY_N_COLUMN_TYPES (TY_COLUMN_BOOLEAN + 1)

/** "text", "integer", "real", "boolean". */
const char *ty_column_type_name(TyColumnType type);

/** What an attribute is called. */
typedef struct {
  const char *name;
  TyColumnType type;
} TyGraphColumn;

typedef struct {
  guint32 column; /**< index of the graph's node_columns or edge_columns */
  const char *value;
} TyGraphValue;

/** The kind of every literal. */
#define TY_KIND_LITERAL "value"

typedef struct {
  const char *id;            /**< unique in the graph */
  const char *label;         /**< the id where there is none */
  const char *kind;          /**< or NULL */
  const char *since, *until; /**< when it is there: a year or ISO date; or NULL */
  gboolean is_literal;       /**< a value of facts ("36.5"), made by ty_graph_data_literal */
  GArray *values;            /**< of TyGraphValue by column; NULL: none */
  gsize line;                /**< where the file has it; 0: not said */
} TyGraphNode;

/** What an edge rests on. */
typedef struct {
  const char *source, *citation, *note, *quote; /**< or NULL */
  gint64 line;                                  /**< of `source`; 0: none */
  double confidence;                            /**< NAN: not said */
} TyGraphEvidence;

typedef struct {
  const char *id; /**< or NULL */
  guint32 from, to;
  const char *predicate;     /**< or NULL */
  double weight;             /**< 1 where nothing is said */
  double confidence;         /**< NAN: not said */
  const char *since, *until; /**< when it holds; or NULL */
  GArray *values;            /**< of TyGraphValue by column; NULL: none */
  GArray *evidence;          /**< of TyGraphEvidence; NULL: none */
  gsize line;
} TyGraphEdge;

/** Stands for no predicate where a format must have one. */
#define TY_NO_PREDICATE "_LINKED"

/** What a kind or predicate is in CIDOC-CRM and schema.org (local names; "" or NULL: nothing). */
typedef struct {
  const char *id, *label, *crm, *schema_org;
} TyGraphTerm;

typedef struct {
  gboolean directed;
  GArray *nodes, *edges;               /**< of TyGraphNode, TyGraphEdge */
  GArray *node_columns, *edge_columns; /**< of TyGraphColumn */
  GArray *kinds, *predicates;          /**< of TyGraphTerm */
  /* private */
  GStringChunk *texts;
  GHashTable *ids;
} TyGraphData;

TyGraphData *ty_graph_data_new(gboolean directed);
void ty_graph_data_free(TyGraphData *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGraphData, ty_graph_data_free)

/** Index of the node with that id, −1 when there is none. O(1) */
gssize ty_graph_data_find(const TyGraphData *graph, const char *id);
TyGraphNode *ty_graph_data_node(const TyGraphData *graph, gsize node);
TyGraphEdge *ty_graph_data_edge(const TyGraphData *graph, gsize edge);

/** Adds a node. @return its index; −1 with TY_ERROR_INPUT when the id is empty, there already, or
 * begins with a double quote, as only those of literals do */
gssize ty_graph_data_add_node(TyGraphData *graph, const char *id, const char *label,
                              const char *kind, GError **error);

/** The node of a value, made where it is missing; its id is written as in N-Triples: "36.5",
 * "36.5"^^datatype, "text"@language; the latter two are its attributes too.
 * @param datatype, language  or NULL */
guint32 ty_graph_data_literal(TyGraphData *graph, const char *value, const char *datatype,
                              const char *language);

/** As ty_graph_data_add_node, of an id as a file has it: an id that begins with a double quote
 * makes a literal, with its label as the value. */
gssize ty_graph_data_add_read(TyGraphData *graph, const char *id, const char *label,
                              const char *kind, GError **error);

/** Adds an edge of weight 1. @return its index */
gsize ty_graph_data_add_edge(TyGraphData *graph, guint32 from, guint32 to, const char *predicate);

/** Index of a column, made where it is missing; one that is there keeps its type, unless it cannot
 * hold the new one: then it becomes real (of integers) or text. Names that stand for members of the
 * structs (label, weight …) get a '_' after them. */
guint32 ty_graph_data_node_column(TyGraphData *graph, const char *name, TyColumnType type);
guint32 ty_graph_data_edge_column(TyGraphData *graph, const char *name, TyColumnType type);

/** Sets an attribute; NULL or "" leaves it out. A text that is none of the column's type makes the
 * column one of text. */
void ty_graph_data_set_node(TyGraphData *graph, gsize node, guint32 column, const char *value);
void ty_graph_data_set_edge(TyGraphData *graph, gsize edge, guint32 column, const char *value);
void ty_graph_data_set_number(TyGraphData *graph, gsize node, guint32 column, double value);
/** The value of an attribute; NULL when there is none. */
const char *ty_graph_value(const GArray *values, guint32 column);

void ty_graph_data_add_evidence(TyGraphData *graph, gsize edge, const TyGraphEvidence *evidence);
void ty_graph_data_add_kind(TyGraphData *graph, const TyGraphTerm *term);
void ty_graph_data_add_predicate(TyGraphData *graph, const TyGraphTerm *term);
/** The graph's own copy of a text; NULL for NULL and "". */
const char *ty_graph_data_text(TyGraphData *graph, const char *text);

/* Formats ------------------------------------------------------------------------------------- */

typedef enum {
  TY_GRAPH_TRIPLES,
  TY_GRAPH_TURTLE,
  TY_GRAPH_NTRIPLES,
  TY_GRAPH_JSONLD,
  TY_GRAPH_GRAPHML,
  TY_GRAPH_GEXF,
  TY_GRAPH_GEXF_1_2,
  TY_GRAPH_PAJEK,
  TY_GRAPH_VOSVIEWER,
  TY_GRAPH_VOSVIEWER_JSON,
  TY_GRAPH_NEO4J,
  TY_GRAPH_XLSX,
} TyGraphFormat;

#define TY_N_GRAPH_FORMATS (TY_GRAPH_XLSX + 1)

/** What a format can hold. */
typedef enum {
  TY_HOLDS_NODE_ID = 1 << 0, /**< apart from the label */
  TY_HOLDS_KIND = 1 << 1,
  TY_HOLDS_TEXT = 1 << 2,      /**< attributes of nodes that are no numbers */
  TY_HOLDS_NUMBERS = 1 << 3,   /**< attributes of nodes that are numbers */
  TY_HOLDS_NODE_TIME = 1 << 4, /**< since, until of nodes */
  TY_HOLDS_PREDICATE = 1 << 5,
  TY_HOLDS_EDGE_VALUES = 1 << 6, /**< attributes of edges, their ids, confidence */
  TY_HOLDS_EDGE_TIME = 1 << 7,   /**< since, until of edges */
  TY_HOLDS_EVIDENCE = 1 << 8,
  TY_HOLDS_PARALLEL = 1 << 9, /**< several edges between two nodes */
  TY_HOLDS_DIRECTION = 1 << 10,
  TY_HOLDS_TERMS = 1 << 11, /**< the ontology's kinds and predicates */
  TY_HOLDS_LOOPS = 1 << 12, /**< edges from a node to itself */
  TY_HOLDS_UNDIRECTED = 1 << 13,
  TY_HOLDS_CONTROLS = 1 << 14, /**< control characters in texts */
  TY_HOLDS_ALL = (1 << 15) - 1,
} TyGraphHolds;

typedef struct {
  TyGraphFormat format;
  const char *name; /**< "graphml" */
  TyGraphHolds holds;
  const char *files; /**< what the files are called, parted by ',': two make a folder; NULL: one */
} TyGraphFormatInfo;

const TyGraphFormatInfo *ty_graph_format(TyGraphFormat format);
/** By name; FALSE when there is none. */
gboolean ty_graph_format_parse(const char *name, TyGraphFormat *format);

/** What the graph has and the format does not hold, in words parted by ", "; NULL when it holds
 * everything. To be freed. O(graph) */
char *ty_graph_left_out(const TyGraphData *graph, TyGraphFormat format);

G_END_DECLS
