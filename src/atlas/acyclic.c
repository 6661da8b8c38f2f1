/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/acyclic.h"

#include <string.h>

#define UNRANKED G_MININT32

typedef struct {
  gint32 rank;
  guint32 out, in; /* its first arcs, by number + 1; 0: none */
  guint32 mark;    /* the walk that met it last */
} Node;

typedef struct {
  guint32 from, to;
  guint32 next_out, next_in;
} Arc;

struct TyAcyclic {
  GArray *nodes, *arcs;
  GArray *above, *below; /* of guint32: nodes met on a walk */
  gint32 lowest, highest;
  guint32 walk;
  gboolean ringed;
};

TyAcyclic *ty_acyclic_new(void) {
  TyAcyclic *arcs = g_new0(TyAcyclic, 1);

  arcs->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  arcs->arcs = g_array_new(FALSE, FALSE, sizeof(Arc));
  arcs->above = g_array_new(FALSE, FALSE, sizeof(guint32));
  arcs->below = g_array_new(FALSE, FALSE, sizeof(guint32));
  return arcs;
}

void ty_acyclic_free(TyAcyclic *arcs) {
  g_array_unref(arcs->nodes);
  g_array_unref(arcs->arcs);
  g_array_unref(arcs->above);
  g_array_unref(arcs->below);
  g_free(arcs);
}

static Node *node_of(const TyAcyclic *arcs, guint32 node) {
  return &g_array_index(arcs->nodes, Node, node);
}

static void have_node(TyAcyclic *arcs, guint32 node) {
  static const Node unknown = {.rank = UNRANKED};

  while (arcs->nodes->len <= node)
    g_array_append_val(arcs->nodes, unknown);
}

static void meet(TyAcyclic *arcs, GArray *met, guint32 node) {
  if (node_of(arcs, node)->mark != arcs->walk) {
    node_of(arcs, node)->mark = arcs->walk;
    g_array_append_val(met, node);
  }
}

/* Walks along arcs from `start`, where there is an order only to nodes of rank `most` and less.
 * Whether it came to `goal`. */
static gboolean walk_up(TyAcyclic *arcs, guint32 start, gint32 most, guint32 goal) {
  g_array_set_size(arcs->above, 0);
  arcs->walk++;
  meet(arcs, arcs->above, start);
  for (guint i = 0; i < arcs->above->len; i++) {
    guint32 node = g_array_index(arcs->above, guint32, i);
    for (guint32 at = node_of(arcs, node)->out; at;) {
      const Arc *arc = &g_array_index(arcs->arcs, Arc, at - 1);
      if (arc->to == goal)
        return TRUE;
      if (arcs->ringed || node_of(arcs, arc->to)->rank < most)
        meet(arcs, arcs->above, arc->to);
      at = arc->next_out;
    }
  }
  return FALSE;
}

/* Against the arcs, to nodes of rank `least` and more. */
static void walk_down(TyAcyclic *arcs, guint32 start, gint32 least) {
  g_array_set_size(arcs->below, 0);
  arcs->walk++;
  meet(arcs, arcs->below, start);
  for (guint i = 0; i < arcs->below->len; i++) {
    guint32 node = g_array_index(arcs->below, guint32, i);
    for (guint32 at = node_of(arcs, node)->in; at;) {
      const Arc *arc = &g_array_index(arcs->arcs, Arc, at - 1);
      if (node_of(arcs, arc->from)->rank > least)
        meet(arcs, arcs->below, arc->from);
      at = arc->next_in;
    }
  }
}

static int by_rank(gconstpointer a, gconstpointer b, gpointer data) {
  gint32 x = node_of(data, *(const guint32 *) a)->rank,
         y = node_of(data, *(const guint32 *) b)->rank;
  return (x > y) - (x < y);
}

static int by_number(gconstpointer a, gconstpointer b) {
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;
  return (x > y) - (x < y);
}

/* What leads to the arc's beginning goes below what its end leads to, in the ranks of both. */
static void put_in_order(TyAcyclic *arcs, guint32 from, guint32 to) {
  gint32 most = node_of(arcs, from)->rank, least = node_of(arcs, to)->rank;

  if (from == to || walk_up(arcs, to, most, from)) {
    arcs->ringed = TRUE;
    return;
  }
  walk_down(arcs, from, least);
  g_array_sort_with_data(arcs->above, by_rank, arcs);
  g_array_sort_with_data(arcs->below, by_rank, arcs);
  g_array_append_vals(arcs->below, arcs->above->data, arcs->above->len);
  g_autoptr(GArray) ranks = g_array_sized_new(FALSE, FALSE, sizeof(gint32), arcs->below->len);
  for (guint i = 0; i < arcs->below->len; i++)
    g_array_append_val(ranks, node_of(arcs, g_array_index(arcs->below, guint32, i))->rank);
  g_array_sort(ranks, by_number);
  for (guint i = 0; i < arcs->below->len; i++)
    node_of(arcs, g_array_index(arcs->below, guint32, i))->rank = g_array_index(ranks, gint32, i);
}

void ty_acyclic_add(TyAcyclic *arcs, guint32 from, guint32 to) {
  have_node(arcs, MAX(from, to));
  Node *start = node_of(arcs, from), *end = node_of(arcs, to);
  Arc arc = {from, to, start->out, end->in};

  if (start->rank == UNRANKED)
    start->rank = end->rank == UNRANKED ? ++arcs->highest : --arcs->lowest;
  if (end->rank == UNRANKED)
    end->rank = ++arcs->highest;
  if (!arcs->ringed && start->rank >= end->rank)
    put_in_order(arcs, from, to);
  g_array_append_val(arcs->arcs, arc);
  start->out = end->in = arcs->arcs->len;
}

gboolean ty_acyclic_would_ring(TyAcyclic *arcs, guint32 from, guint32 to) {
  if (from == to)
    return TRUE;
  if (MAX(from, to) >= arcs->nodes->len)
    return FALSE;
  const Node *start = node_of(arcs, from), *end = node_of(arcs, to);
  if (!start->in || !end->out || (!arcs->ringed && start->rank < end->rank))
    return FALSE;
  return walk_up(arcs, to, start->rank, from);
}

static int by_node(gconstpointer a, gconstpointer b) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

void ty_acyclic_heads(const TyAcyclic *arcs, guint32 node, GArray *heads) {
  guint n = 0;

  g_array_set_size(heads, 0);
  for (guint32 at = node < arcs->nodes->len ? node_of(arcs, node)->out : 0; at;) {
    const Arc *arc = &g_array_index(arcs->arcs, Arc, at - 1);
    g_array_append_val(heads, arc->to);
    at = arc->next_out;
  }
  g_array_sort(heads, by_node);
  for (guint i = 0; i < heads->len; i++)
    if (i == 0 || g_array_index(heads, guint32, i) != g_array_index(heads, guint32, i - 1))
      g_array_index(heads, guint32, n++) = g_array_index(heads, guint32, i);
  g_array_set_size(heads, n);
}
