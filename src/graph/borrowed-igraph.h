/* SPDX-License-Identifier: Apache-2.0 */
/** igraph for the length of one calculation. igraph keeps its error handler, its warning handler
 * and its random numbers in globals; a session takes a lock, sets handlers that return instead of
 * aborting and a generator of its own, and puts back what it found when it ends. */
#pragma once
#include <igraph.h>
#include <tuyou/graph.h>

typedef struct {
  igraph_t graph;
  igraph_vector_t weight; /**< one an edge, in the order of the network */
  igraph_rng_t random, old_random;
  igraph_error_handler_t *old_error;
  igraph_warning_handler_t *old_warning;
  gboolean has_weight, has_graph;
} TyIgraph;

/** Starts a session over `network`. On FALSE it has ended already: TY_ERROR_INPUT (an end that is
 * no node, a weight not above 0), TY_ERROR_SYSTEM. */
gboolean ty_igraph_begin(TyIgraph *session, const TyNetwork *network, guint64 seed, GError **error);

/** Ends the session. */
void ty_igraph_end(TyIgraph *session);

/** TRUE when `code` means success; else sets TY_ERROR_SYSTEM with `what` and igraph's reason. */
gboolean ty_igraph_ok(igraph_error_t code, const char *what, GError **error);
