/* SPDX-License-Identifier: Apache-2.0 */
/** What is left of a graph while its nodes are contracted, and the search for ways round a node. */
#pragma once
#include "route/hierarchy.h"
#include "route/quad-heap.h"

/** What stands beside a way and is seldom looked at: over which node, over how many arcs. */
typedef struct {
  TyPair via;
  guint16 hops_out, hops_back;
} TyWayMore;

/** Rows of ways in one store: those of node v are way[from[v]] … way[from[v] + n_ways[v] − 1], and
 * the row may grow to room[v]. Each way between nodes that are left stands in both rows; the row of
 * a contracted node keeps the neighbours above it. */
typedef struct {
  guint32 n;
  guint32 *from, *n_ways, *room;
  TyWay *way;
  TyWayMore *more;
  gsize used, size;
  gboolean symmetric; /**< every way is as long as that back */
} TyRemains;

/** A way that contracting a node makes: from one neighbour to another, over it. */
typedef struct {
  guint32 from, to;
  guint32 weight;
  guint16 hops;
} TyShortcut;

/** Scratch memory of one thread. */
typedef struct {
  guint32 *dist;  /**< n, TY_ROAD_FAR between searches */
  guint32 *bound; /**< n: one more than what is near enough for a target; else 0 */
  guint32 *touched;
  gsize n_touched, touched_room;
  TyQuadHeap heap;
  TyShortcut *shortcuts; /**< of the last node looked at */
  gsize n_shortcuts, shortcuts_room;
} TyWitness;

TyRemains *ty_remains_new(const TyRoadGraph *graph);
void ty_remains_free(TyRemains *remains);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRemains, ty_remains_free)

/** Takes `v` out of its neighbours' rows and puts the shortcuts in. */
void ty_remains_contract(TyRemains *remains, guint32 v, const TyShortcut *shortcuts, gsize n);

void ty_witness_init(TyWitness *witness, guint32 n);
void ty_witness_clear(TyWitness *witness);

/** Finds the shortcuts that contracting `v` needs: a way round is looked for over at most
 * `most_settled` nodes a neighbour; where none is found in time, there will be one too many. */
void ty_witness_run(TyWitness *witness, const TyRemains *remains, guint32 v, guint most_settled);

/** The order in which nodes are contracted.
 * @return n nodes, to be freed, the first contracted first */
guint32 *ty_contract_all(TyRemains *remains, guint n_threads);
