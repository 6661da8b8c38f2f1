/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the readers of graphs: one function a format, and what they share. Each adds to a graph,
 * and fails with TY_ERROR_INPUT that says file, line, found and expected; the graph then is to be
 * thrown away. Texts are UTF-8 and NUL-terminated. */
#pragma once
#include <jansson.h>
#include <tuyou/corpus.h>

typedef gboolean (*TyGraphReader)(const char *file, const char *text, gsize length,
                                  TyGraphData *graph, GError **error);

gboolean ty_graph_read_graphml(const char *file, const char *text, gsize length, TyGraphData *graph,
                               GError **error);
gboolean ty_graph_read_gexf(const char *file, const char *text, gsize length, TyGraphData *graph,
                            GError **error);
gboolean ty_graph_read_pajek(const char *file, const char *text, gsize length, TyGraphData *graph,
                             GError **error);
gboolean ty_graph_read_turtle(const char *file, const char *text, gsize length, TyGraphData *graph,
                              GError **error);
gboolean ty_graph_read_jsonld(const char *file, const char *text, gsize length, TyGraphData *graph,
                              GError **error);
gboolean ty_graph_read_triples(const char *file, const char *text, gsize length, TyGraphData *graph,
                               GError **error);
gboolean ty_graph_read_vosviewer_map(const char *file, const char *text, gsize length,
                                     TyGraphData *graph, GError **error);
gboolean ty_graph_read_vosviewer_json(const char *file, const char *text, gsize length,
                                      TyGraphData *graph, GError **error);
gboolean ty_graph_read_neo4j_nodes(const char *file, const char *text, gsize length,
                                   TyGraphData *graph, GError **error);
/** Of formats with two files, the edges between nodes that were read. */
gboolean ty_graph_read_vosviewer_links(const char *file, const char *text, gsize length,
                                       TyGraphData *graph, GError **error);
gboolean ty_graph_read_neo4j_edges(const char *file, const char *text, gsize length,
                                   TyGraphData *graph, GError **error);
/** `text`: the bytes of the workbook. */
gboolean ty_graph_read_xlsx(const char *file, const char *text, gsize length, TyGraphData *graph,
                            GError **error);

/** Sets TY_ERROR_INPUT "file:line: …" (line 0: without). @return FALSE */
gboolean ty_graph_fail(GError **error, const char *file, gsize line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/** A number. @return FALSE with TY_ERROR_INPUT that calls it `what` */
gboolean ty_graph_number(const char *file, gsize line, const char *what, const char *text,
                         double *value, GError **error);

/** Reads what ty_append_evidence wrote. */
gboolean ty_graph_read_evidence(const char *file, gsize line, const char *text, TyGraphData *graph,
                                gsize edge, GError **error);

/** A member of a node or edge by name: label, kind, since, until; predicate, weight, confidence,
 * evidence. @return 1; 0 when it is none of them: an attribute; −1 with the error */
int ty_graph_set_node_member(TyGraphData *graph, gsize node, const char *name, const char *value);
int ty_graph_set_edge_member(const char *file, TyGraphData *graph, gsize edge, const char *name,
                             const char *value, GError **error);

/* Edges whose ends may stand later in the file. */
typedef struct {
  char *from, *to;
} TyPendingEnds;

/** Adds an edge whose ends are found by ty_pending_resolve. */
gsize ty_pending_add(GArray *pending, TyGraphData *graph, const char *from, const char *to,
                     gsize line);
GArray *ty_pending_new(void);
/** Finds the ends of the edges from `first` on. */
gboolean ty_pending_resolve(const GArray *pending, gsize first, const char *file,
                            TyGraphData *graph, GError **error);
