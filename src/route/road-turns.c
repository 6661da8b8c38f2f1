/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-turns.h"

#include <math.h>
#include <stdlib.h>

/* A ban: who comes along the one arc may not go on along the other. Arcs are stretch × 2 +
 * direction. */
typedef struct {
  guint32 in, out;
} Ban;

typedef struct {
  const TyStretches *stretches;
  const TyOsmMap *map;
  GHashTable *way_of;   /* gint64 id → number + 1 */
  guint32 *first_piece; /* by way: pieces stand in the order of ways */
  GArray *bans;         /* of Ban */
  guint32 *first, *out; /* arcs out of each node of the network */
} Turning;

static const TyStretch *stretch_of(const TyStretches *stretches, guint32 arc) {
  return &g_array_index(stretches->stretches, TyStretch, arc / 2);
}

static double kmh_of(const TyStretches *stretches, guint32 arc) {
  const TyStretch *stretch = stretch_of(stretches, arc);
  return arc & 1 ? stretch->back_kmh : stretch->out_kmh;
}

static guint32 head_of(const TyStretches *stretches, guint32 arc) {
  const TyStretch *stretch = stretch_of(stretches, arc);
  return arc & 1 ? stretch->from : stretch->to;
}

static guint32 tail_of(const TyStretches *stretches, guint32 arc) {
  return head_of(stretches, arc ^ 1);
}

/* The arcs of a way that come in at a node, or go out. */
static void arcs_of_way(const Turning *turning, gint64 id, guint32 node, gboolean in,
                        GArray *arcs) {
  guint32 way = GPOINTER_TO_UINT(g_hash_table_lookup(turning->way_of, &id));

  g_array_set_size(arcs, 0);
  if (way == 0)
    return;
  for (guint32 p = turning->first_piece[way - 1]; p < turning->first_piece[way]; p++) {
    const TyPiece *piece = &g_array_index(turning->stretches->pieces, TyPiece, p);
    for (guint32 end = 0; end < 2; end++) {
      if ((end ? piece->to : piece->from) != node)
        continue;
      guint32 along = end == (guint32) in; /* the direction of the piece, or against it */
      guint32 arc = piece->stretch * 2 + (along == (guint32) piece->against);
      if (kmh_of(turning->stretches, arc) > 0)
        g_array_append_val(arcs, arc);
    }
  }
}

static void ban(Turning *turning, guint32 in, guint32 out) {
  Ban added = {in, out};
  g_array_append_val(turning->bans, added);
}

/* A way that goes through the node may be left in two directions: which one is meant is not clear,
 * unless it is that one may not turn back. */
static gboolean hold(Turning *turning, const TyOsmTurn *turn, GArray *in, GArray *out) {
  guint32 node = ty_osm_map_node(turning->map, turn->via);
  node = node == TY_OSM_NO_NODE ? node : turning->stretches->node_of[node];
  if (node == TY_OSM_NO_NODE)
    return FALSE;
  arcs_of_way(turning, turn->from, node, TRUE, in);
  arcs_of_way(turning, turn->to, node, FALSE, out);
  if (turn->from == turn->to && !turn->only) {
    for (guint i = 0; i < in->len; i++)
      ban(turning, g_array_index(in, guint32, i), g_array_index(in, guint32, i) ^ 1);
    return in->len > 0;
  }
  if (in->len != 1 || out->len != 1)
    return FALSE;
  guint32 from = g_array_index(in, guint32, 0), to = g_array_index(out, guint32, 0);
  if (!turn->only)
    ban(turning, from, to);
  for (guint32 at = turning->first[node]; turn->only && at < turning->first[node + 1]; at++)
    if (turning->out[at] != to)
      ban(turning, from, turning->out[at]);
  return TRUE;
}

static int by_arcs(const void *a, const void *b) {
  const Ban *x = a, *y = b;
  return x->in != y->in ? (x->in > y->in) - (x->in < y->in) : (x->out > y->out) - (x->out < y->out);
}

static void index_arcs(Turning *turning) {
  const TyStretches *stretches = turning->stretches;
  guint32 n = stretches->n_nodes, n_arcs = 2 * stretches->stretches->len;

  turning->first = g_new0(guint32, n + 2);
  turning->out = g_new(guint32, n_arcs + 1);
  for (guint32 arc = 0; arc < n_arcs; arc++)
    if (kmh_of(stretches, arc) > 0)
      turning->first[tail_of(stretches, arc) + 2]++;
  for (guint32 v = 2; v < n + 2; v++)
    turning->first[v] += turning->first[v - 1];
  for (guint32 arc = 0; arc < n_arcs; arc++)
    if (kmh_of(stretches, arc) > 0)
      turning->out[turning->first[tail_of(stretches, arc) + 1]++] = arc;
}

static void find_bans(Turning *turning, TyRoadsSummary *summary) {
  g_autoptr(GArray) in = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(guint32));
  const TyOsmMap *map = turning->map;
  guint32 piece = 0;

  for (guint32 i = 0; i < map->ways->len; i++) {
    const TyOsmWay *way = &g_array_index(map->ways, TyOsmWay, i);
    g_hash_table_insert(turning->way_of, (gpointer) &way->id, GUINT_TO_POINTER(i + 1));
    turning->first_piece[i] = piece;
    while (piece < turning->stretches->pieces->len &&
           g_array_index(turning->stretches->pieces, TyPiece, piece).way == i)
      piece++;
  }
  turning->first_piece[map->ways->len] = piece;
  for (guint i = 0; i < map->turns->len; i++)
    if (hold(turning, &g_array_index(map->turns, TyOsmTurn, i), in, out))
      summary->restrictions++;
    else
      summary->restrictions_not_held++;
  g_array_sort(turning->bans, by_arcs);
}

static gboolean banned(const Turning *turning, guint32 in, guint32 out) {
  Ban wanted = {in, out};
  return bsearch(&wanted, turning->bans->data, turning->bans->len, sizeof(Ban), by_arcs) != NULL;
}

/* Tenths of a second; no road takes no time. */
static guint32 weight_of(const TyStretches *stretches, guint32 arc) {
  double ds = stretch_of(stretches, arc)->length_m / kmh_of(stretches, arc) * 36;
  return (guint32) CLAMP(round(ds), 1, TY_ROAD_FAR - 1);
}

static void add_arc(const Turning *turning, guint32 tail, guint32 head, guint32 arc, GArray *arcs,
                    GArray *places) {
  double length_dm = stretch_of(turning->stretches, arc)->length_m * 10;
  TyRoadArc added = {tail, head, weight_of(turning->stretches, arc),
                     (guint32) MIN(round(length_dm), TY_ROAD_FAR - 1)};
  TyRoadArcPlace place = {tail, head, arc};
  g_array_append_val(arcs, added);
  g_array_append_val(places, place);
}

/* Who comes along an arc with bans arrives at a node of its own in the same place, out of which
 * only the other arcs lead (the node is split). */
static guint32 add_arcs(const Turning *turning, GArray *arcs, GArray *places) {
  const TyStretches *stretches = turning->stretches;
  guint32 n = stretches->n_nodes;
  g_autoptr(GHashTable) own = g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(GArray) restricted = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint i = 0; i < turning->bans->len; i++) {
    guint32 in = g_array_index(turning->bans, Ban, i).in;
    if (restricted->len && g_array_index(restricted, guint32, restricted->len - 1) == in)
      continue;
    g_hash_table_insert(own, GUINT_TO_POINTER(in), GUINT_TO_POINTER(n + restricted->len));
    g_array_append_val(restricted, in);
  }
  for (guint32 tail = 0; tail < n + restricted->len; tail++) {
    guint32 in = tail < n ? G_MAXUINT32 : g_array_index(restricted, guint32, tail - n);
    guint32 v = tail < n ? tail : head_of(stretches, in);
    for (guint32 at = turning->first[v]; at < turning->first[v + 1]; at++) {
      guint32 arc = turning->out[at];
      gpointer head;
      if (tail >= n && banned(turning, in, arc))
        continue;
      if (!g_hash_table_lookup_extended(own, GUINT_TO_POINTER(arc), NULL, &head))
        head = GUINT_TO_POINTER(head_of(stretches, arc));
      add_arc(turning, tail, GPOINTER_TO_UINT(head), arc, arcs, places);
    }
  }
  return n + restricted->len;
}

/* Keeps the arcs between the nodes of the largest part, which are numbered anew. */
static TyRoadGraph *largest_part(guint32 n, GArray *arcs, GArray *places, GError **error) {
  g_autoptr(TyRoadGraph) all =
      ty_road_graph_new(n, (const TyRoadArc *) (const void *) arcs->data, arcs->len, error);
  if (!all)
    return NULL;
  g_autofree guint32 *part = g_new(guint32, n + 1), *number = g_new(guint32, n + 1);
  guint32 n_parts = ty_road_graph_parts(all, part), n_kept = 0, largest = 0, m = 0;
  g_autofree guint32 *size = g_new0(guint32, n_parts + 1);

  for (guint32 v = 0; v < n; v++)
    size[part[v]]++;
  for (guint32 p = 0; p < n_parts; p++)
    largest = size[p] > size[largest] ? p : largest;
  for (guint32 v = 0; v < n; v++)
    number[v] = part[v] == largest ? n_kept++ : G_MAXUINT32;
  for (guint i = 0; i < arcs->len; i++) {
    TyRoadArc arc = g_array_index(arcs, TyRoadArc, i);
    TyRoadArcPlace place = g_array_index(places, TyRoadArcPlace, i);
    if (part[arc.tail] != largest || part[arc.head] != largest)
      continue;
    arc.tail = place.tail = number[arc.tail];
    arc.head = place.head = number[arc.head];
    g_array_index(arcs, TyRoadArc, m) = arc;
    g_array_index(places, TyRoadArcPlace, m++) = place;
  }
  g_array_set_size(places, m);
  return ty_road_graph_new(n_kept, (const TyRoadArc *) (const void *) arcs->data, m, error);
}

TyRoadGraph *ty_stretches_graph(const TyStretches *stretches, const TyOsmMap *map, GArray *arcs,
                                TyRoadsSummary *summary, GError **error) {
  g_autoptr(GHashTable) way_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree guint32 *first_piece = g_new0(guint32, map->ways->len + 1);
  g_autoptr(GArray) bans = g_array_new(FALSE, FALSE, sizeof(Ban));
  g_autoptr(GArray) weighted = g_array_new(FALSE, FALSE, sizeof(TyRoadArc));
  Turning turning = {stretches, map, way_of, first_piece, bans, NULL, NULL};

  index_arcs(&turning);
  find_bans(&turning, summary);
  guint32 n = add_arcs(&turning, weighted, arcs);
  TyRoadGraph *graph = largest_part(n, weighted, arcs, error);
  g_free(turning.first);
  g_free(turning.out);
  return graph;
}
