/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the writers of graphs: one function a format, and how texts stand in files. */
#pragma once
#include <tuyou/export.h>

/** Writes a graph of texts that were checked into one or two empty files. */
typedef gboolean (*TyGraphWriter)(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                                  GError **error);

gboolean ty_write_triples(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                          GError **error);
gboolean ty_write_turtle(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                         GError **error);
gboolean ty_write_jsonld(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                         GError **error);
gboolean ty_write_graphml(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                          GError **error);
gboolean ty_write_gexf(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                       GError **error);
gboolean ty_write_pajek(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                        GError **error);
gboolean ty_write_vosviewer(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                            GError **error);
gboolean ty_write_vosviewer_json(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                                 GError **error);
gboolean ty_write_neo4j(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                        GError **error);
gboolean ty_write_xlsx(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                       GError **error);

/** Appends the shortest form of a number. */
void ty_append_real(GString *out, double value);
/** Appends text for XML, between tags or in an attribute: line ends and tabs as references. */
void ty_append_xml(GString *out, const char *text);
/** Appends a JSON string with its quotes. */
void ty_append_json(GString *out, const char *text);
/** Appends the evidence of an edge as a JSON array: the one attribute that holds it where a format
 * has only texts. */
void ty_append_evidence(GString *out, const TyGraphEdge *edge);

/** The label of a node, NULL where it is the id. */
static inline const char *ty_own_label(const TyGraphNode *node) {
  return node->label == node->id ? NULL : node->label;
}

/** Edges between the same nodes added up, without direction and without those from a node to
 * itself: a GArray of TyGraphEdge, from < to, sorted, with weights only. */
GArray *ty_graph_simple_edges(const TyGraphData *graph);

/** That values are only led to, each by an edge, as RDF and tables of facts want it. @return FALSE
 * with TY_ERROR_INPUT */
gboolean ty_check_values_are_objects(const TyGraphData *graph, GError **error);
