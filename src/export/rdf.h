/* SPDX-License-Identifier: Apache-2.0 */
/** A graph as triples. */
#pragma once
#include "base/rdf.h"
#include "export/graph-file.h"

/** Receives a triple; triples of one subject follow each other. FALSE with `error` stops. */
typedef gboolean (*TyTripleFunc)(const TyTerm *subject, const char *predicate, const TyTerm *object,
                                 gpointer data, GError **error);

/** The ontology's kinds and predicates with what they are elsewhere, then nodes with their edges,
 * then each edge as an rdf:Statement with its evidence. Blank nodes of statements are called ty….
 * @return FALSE with TY_ERROR_INPUT when an edge begins at a value, a value has no edge, or a
 *         language is none, or with the error of `func`. O(graph) */
gboolean ty_graph_triples(const TyGraphData *graph, TyTripleFunc func, gpointer data,
                          GError **error);
