/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-segments.h"

#include <math.h>

/* A piece of a way before pieces are joined. */
typedef struct {
  guint32 from, to;
  guint32 first_point, n_points;
  double out_kmh, back_kmh;
  guint32 next[2]; /* what it is joined to at `from` and at `to`: piece × 2 + end; none */
} Raw;

#define NONE G_MAXUINT32

typedef struct {
  const TyOsmMap *map;
  TyStretches *stretches;
  guint8 *uses;    /* by node of the map: how many ways pass, 2 for more; an end counts twice */
  gboolean *fixed; /* by node of the map: turns are restricted there */
  GArray *raw, *raw_way, *points;
} Cutting;

double ty_road_point_distance_m(TyRoadPoint a, TyRoadPoint b) {
  return ty_point_distance_m((TyPoint){a.lat_e7 * 1e-7, a.lon_e7 * 1e-7},
                             (TyPoint){b.lat_e7 * 1e-7, b.lon_e7 * 1e-7});
}

static TyRoadPoint place_of(const TyOsmMap *map, guint32 node) {
  return (TyRoadPoint){map->lat_e7[node], map->lon_e7[node]};
}

static double length_of(const TyRoadPoint *points, guint32 n) {
  double length_m = 0;
  for (guint32 i = 1; i < n; i++)
    length_m += ty_road_point_distance_m(points[i - 1], points[i]);
  return length_m;
}

static guint32 network_node(Cutting *cutting, guint32 node) {
  guint32 *known = &cutting->stretches->node_of[node];

  /* Beyond what stops one, the road goes on as another one. */
  if (cutting->map->blocks[node])
    return cutting->stretches->n_nodes++;
  if (*known == TY_OSM_NO_NODE)
    *known = cutting->stretches->n_nodes++;
  return *known;
}

/* The nodes of a way that follow one another and have a place, without doubles. */
static void find_nodes(const TyOsmMap *map, const TyOsmWay *way, GArray *nodes) {
  guint32 last = NONE;

  g_array_set_size(nodes, 0);
  for (guint64 r = way->first_ref; r < way->first_ref + way->n_refs; r++) {
    guint32 node = ty_osm_map_node(map, g_array_index(map->refs, gint64, r));
    if (map->lat_e7[node] == TY_OSM_NOWHERE)
      node = NONE;
    if (node != last)
      g_array_append_val(nodes, node);
    last = node;
  }
}

static void count_uses(Cutting *cutting, GArray *nodes) {
  for (guint i = 0; i < nodes->len; i++) {
    guint32 node = g_array_index(nodes, guint32, i);
    if (node == NONE)
      continue;
    gboolean end = i == 0 || i + 1 == nodes->len || g_array_index(nodes, guint32, i - 1) == NONE ||
                   g_array_index(nodes, guint32, i + 1) == NONE;
    cutting->uses[node] = (guint8) MIN(cutting->uses[node] + 1 + end, 2);
  }
}

static void add_piece(Cutting *cutting, guint32 number, const TyOsmWay *way, const guint32 *nodes,
                      guint32 n) {
  Raw raw = {.first_point = cutting->points->len,
             .n_points = n,
             .out_kmh = way->out_kmh,
             .back_kmh = way->back_kmh,
             .next = {NONE, NONE}};

  raw.from = network_node(cutting, nodes[0]);
  raw.to = network_node(cutting, nodes[n - 1]);
  for (guint32 i = 0; i < n; i++) {
    TyRoadPoint point = place_of(cutting->map, nodes[i]);
    g_array_append_val(cutting->points, point);
  }
  g_array_append_val(cutting->raw, raw);
  g_array_append_val(cutting->raw_way, number);
}

static void cut_way(Cutting *cutting, guint32 number, const TyOsmWay *given, const GArray *nodes) {
  const guint32 *node = (const guint32 *) (const void *) nodes->data;
  TyOsmWay way = *given;
  guint from = 0;

  if (!isnan(way.duration_s)) { /* a ferry is as fast as it says it is */
    double length_m = 0;
    for (guint i = 1; i < nodes->len; i++)
      if (node[i] != NONE && node[i - 1] != NONE)
        length_m += ty_road_point_distance_m(place_of(cutting->map, node[i - 1]),
                                             place_of(cutting->map, node[i]));
    double kmh = length_m / MAX(way.duration_s, 1) * 3.6;
    way.out_kmh = way.out_kmh > 0 ? MAX(kmh, .1) : 0;
    way.back_kmh = way.back_kmh > 0 ? MAX(kmh, .1) : 0;
  }
  for (guint i = 0; i < nodes->len; i++) {
    if (node[i] == NONE) {
      from = i + 1;
      continue;
    }
    if (i > from &&
        (cutting->uses[node[i]] >= 2 || cutting->map->blocks[node[i]] || cutting->fixed[node[i]])) {
      add_piece(cutting, number, &way, node + from, i - from + 1);
      from = i;
    }
  }
}

/* Joining ---------------------------------------------------------------------------------------
 */

/* Speeds of a piece on the way towards its end number `end` and back. */
static double towards_kmh(const Raw *raw, int end) { return end ? raw->out_kmh : raw->back_kmh; }

/* Notes for each node where just two pieces meet, of the same speeds, that they are one road. */
static void join(Cutting *cutting) {
  guint32 n = cutting->stretches->n_nodes;
  g_autofree guint32 *ends = g_new(guint32, 2 * (gsize) n + 2), *degree = g_new0(guint32, n + 1);
  g_autofree gboolean *fixed = g_new0(gboolean, n + 1);
  Raw *raw = (Raw *) (void *) cutting->raw->data;

  for (gsize i = 0; i < cutting->map->n_nodes; i++)
    if (cutting->fixed[i] && cutting->stretches->node_of[i] != TY_OSM_NO_NODE)
      fixed[cutting->stretches->node_of[i]] = TRUE;
  for (guint32 i = 0; i < cutting->raw->len; i++)
    for (guint32 end = 0; end < 2; end++) {
      guint32 node = end ? raw[i].to : raw[i].from;
      if (degree[node] < 2)
        ends[2 * (gsize) node + degree[node]] = 2 * i + end;
      degree[node]++;
    }
  for (guint32 v = 0; v < n; v++) {
    guint32 a = ends[2 * (gsize) v], b = ends[2 * (gsize) v + 1];
    if (degree[v] != 2 || fixed[v] || a / 2 == b / 2 ||
        towards_kmh(&raw[a / 2], a & 1) != towards_kmh(&raw[b / 2], !(b & 1)) ||
        towards_kmh(&raw[a / 2], !(a & 1)) != towards_kmh(&raw[b / 2], b & 1))
      continue;
    raw[a / 2].next[a & 1] = b;
    raw[b / 2].next[b & 1] = a;
  }
}

/* Appends the points of a piece, gone through towards its end number `end`. */
static void append_points(Cutting *cutting, const Raw *raw, guint32 end, gboolean first) {
  const TyRoadPoint *points = &g_array_index(cutting->points, TyRoadPoint, raw->first_point);

  for (guint32 i = first ? 0 : 1; i < raw->n_points; i++)
    g_array_append_val(cutting->stretches->points, points[end ? i : raw->n_points - 1 - i]);
}

/* Makes one stretch of all that hangs together, from the end of a piece at which it begins. */
static void follow(Cutting *cutting, guint32 beginning) {
  TyStretches *stretches = cutting->stretches;
  Raw *raw = (Raw *) (void *) cutting->raw->data;
  guint32 at = beginning ^ 1; /* piece × 2 + the end that is gone towards */
  TyStretch stretch = {.from = beginning & 1 ? raw[beginning / 2].to : raw[beginning / 2].from,
                       .first_point = stretches->points->len,
                       .out_kmh = towards_kmh(&raw[at / 2], at & 1),
                       .back_kmh = towards_kmh(&raw[at / 2], !(at & 1))};

  for (;;) {
    TyPiece *piece = &g_array_index(stretches->pieces, TyPiece, at / 2);
    piece->stretch = stretches->stretches->len;
    piece->against = !(at & 1);
    append_points(cutting, &raw[at / 2], at & 1, at == (beginning ^ 1));
    stretch.to = at & 1 ? raw[at / 2].to : raw[at / 2].from;
    guint32 next = raw[at / 2].next[at & 1];
    if (next == NONE || g_array_index(stretches->pieces, TyPiece, next / 2).stretch != NONE)
      break;
    at = next ^ 1;
  }
  stretch.n_points = stretches->points->len - stretch.first_point;
  stretch.length_m = length_of(&g_array_index(stretches->points, TyRoadPoint, stretch.first_point),
                               stretch.n_points);
  g_array_append_val(stretches->stretches, stretch);
}

static void make_stretches(Cutting *cutting) {
  const Raw *raw = (const Raw *) (const void *) cutting->raw->data;
  TyStretches *stretches = cutting->stretches;

  for (guint32 i = 0; i < cutting->raw->len; i++) {
    TyPiece piece = {g_array_index(cutting->raw_way, guint32, i), raw[i].from, raw[i].to, NONE,
                     FALSE};
    g_array_append_val(stretches->pieces, piece);
  }
  for (int rings = 0; rings < 2; rings++)
    for (guint32 i = 0; i < cutting->raw->len; i++) {
      if (g_array_index(stretches->pieces, TyPiece, i).stretch != NONE)
        continue;
      if (raw[i].next[0] == NONE || rings)
        follow(cutting, 2 * i);
      else if (raw[i].next[1] == NONE)
        follow(cutting, 2 * i + 1);
    }
}

TyStretches *ty_stretches_new(const TyOsmMap *map) {
  TyStretches *stretches = g_new0(TyStretches, 1);
  g_autofree guint8 *uses = g_new0(guint8, map->n_nodes + 1);
  g_autofree gboolean *fixed = g_new0(gboolean, map->n_nodes + 1);
  g_autoptr(GArray) raw = g_array_new(FALSE, FALSE, sizeof(Raw));
  g_autoptr(GArray) raw_way = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TyRoadPoint));
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
  Cutting cutting = {map, stretches, uses, fixed, raw, raw_way, points};

  stretches->node_of = g_new(guint32, map->n_nodes + 1);
  for (gsize i = 0; i < map->n_nodes; i++)
    stretches->node_of[i] = TY_OSM_NO_NODE;
  stretches->stretches = g_array_new(FALSE, FALSE, sizeof(TyStretch));
  stretches->pieces = g_array_new(FALSE, FALSE, sizeof(TyPiece));
  stretches->points = g_array_new(FALSE, FALSE, sizeof(TyRoadPoint));
  for (guint i = 0; i < map->turns->len; i++) {
    guint32 via = ty_osm_map_node(map, g_array_index(map->turns, TyOsmTurn, i).via);
    if (via != TY_OSM_NO_NODE)
      fixed[via] = TRUE;
  }
  for (int cut = 0; cut < 2; cut++)
    for (guint32 i = 0; i < map->ways->len; i++) {
      const TyOsmWay *way = &g_array_index(map->ways, TyOsmWay, i);
      find_nodes(map, way, nodes);
      if (cut)
        cut_way(&cutting, i, way, nodes);
      else
        count_uses(&cutting, nodes);
    }
  join(&cutting);
  make_stretches(&cutting);
  return stretches;
}

void ty_stretches_free(TyStretches *stretches) {
  g_free(stretches->node_of);
  g_array_unref(stretches->stretches);
  g_array_unref(stretches->pieces);
  g_array_unref(stretches->points);
  g_free(stretches);
}
