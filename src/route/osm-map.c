/* SPDX-License-Identifier: Apache-2.0 */
#include "route/osm-map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The nodes of all ways together; the graph's numbers have 30 bits. */
#define REFS_MOST ((guint) 1 << 30)

typedef struct {
  TyRoadProfile profile;
  TyOsmMap *map;
  TyRoadsSummary *summary;
} Reading;

static gboolean take_turn(Reading *reading, const TyOsmThing *thing) {
  const char *kind = ty_road_profile_restriction(reading->profile, thing);
  guint n_from = 0, n_via = 0, n_to = 0;
  TyOsmTurn turn = {0};
  gboolean over_way = FALSE;

  if (!kind)
    return TRUE;
  turn.only = g_str_has_prefix(kind, "only_");
  if (!turn.only && !g_str_has_prefix(kind, "no_"))
    return TRUE;
  for (gsize i = 0; i < thing->n_members; i++) {
    const TyOsmMember *member = &thing->members[i];
    if (g_str_equal(member->role, "from") && member->kind == TY_OSM_WAY) {
      turn.from = member->id;
      n_from++;
    } else if (g_str_equal(member->role, "to") && member->kind == TY_OSM_WAY) {
      turn.to = member->id;
      n_to++;
    } else if (g_str_equal(member->role, "via")) {
      turn.via = member->id;
      over_way = over_way || member->kind != TY_OSM_NODE;
      n_via++;
    }
  }
  if (n_from != 1 || n_via != 1 || n_to != 1 || over_way)
    reading->summary->restrictions_not_held++;
  else
    g_array_append_val(reading->map->turns, turn);
  return TRUE;
}

static gboolean take_road(const TyOsmThing *thing, gpointer data, GError **error) {
  Reading *reading = data;
  TyOsmMap *map = reading->map;
  TyRoadUse use;

  if (thing->kind == TY_OSM_RELATION)
    return take_turn(reading, thing);
  if (thing->kind != TY_OSM_WAY || !ty_road_profile_way(reading->profile, thing, &use))
    return TRUE;
  if (thing->n_refs > REFS_MOST - map->refs->len) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found more than %u nodes on roads, expected less",
                REFS_MOST);
    return FALSE;
  }
  TyOsmWay way = {thing->id,      use.out_kmh,    use.back_kmh,
                  use.duration_s, map->refs->len, (guint32) thing->n_refs};
  g_array_append_val(map->ways, way);
  g_array_append_vals(map->refs, thing->refs, (guint) thing->n_refs);
  return TRUE;
}

static gboolean take_place(const TyOsmThing *thing, gpointer data, GError **error) {
  Reading *reading = data;
  TyOsmMap *map = reading->map;
  guint32 node = thing->kind == TY_OSM_NODE ? ty_osm_map_node(map, thing->id) : TY_OSM_NO_NODE;
  (void) error;

  if (node == TY_OSM_NO_NODE)
    return TRUE;
  if (!ty_point_valid((TyPoint){thing->lat_deg, thing->lon_deg})) {
    reading->summary->nodes_misplaced++;
    return TRUE;
  }
  map->lat_e7[node] = (gint32) lround(thing->lat_deg * 1e7);
  map->lon_e7[node] = (gint32) lround(thing->lon_deg * 1e7);
  map->blocks[node] = ty_road_profile_blocks(reading->profile, thing);
  return TRUE;
}

static int by_id(const void *a, const void *b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

guint32 ty_osm_map_node(const TyOsmMap *map, gint64 id) {
  const gint64 *found = bsearch(&id, map->ids, map->n_nodes, sizeof id, by_id);
  return found ? (guint32) (found - map->ids) : TY_OSM_NO_NODE;
}

static void list_nodes(TyOsmMap *map) {
  gsize n = map->refs->len;

  map->ids = g_new(gint64, n + 1);
  memcpy(map->ids, map->refs->data, n * sizeof(gint64));
  qsort(map->ids, n, sizeof(gint64), by_id);
  for (gsize i = 0; i < n; i++)
    if (i == 0 || map->ids[i] != map->ids[i - 1])
      map->ids[map->n_nodes++] = map->ids[i];
  map->lat_e7 = g_new(gint32, map->n_nodes + 1);
  map->lon_e7 = g_new(gint32, map->n_nodes + 1);
  map->blocks = g_new0(gboolean, map->n_nodes + 1);
  for (gsize i = 0; i < map->n_nodes; i++)
    map->lat_e7[i] = map->lon_e7[i] = TY_OSM_NOWHERE;
}

static void count(const TyOsmMap *map, TyRoadsSummary *summary) {
  summary->ways = map->ways->len;
  for (gsize i = 0; i < map->n_nodes; i++) {
    summary->nodes_missing += map->lat_e7[i] == TY_OSM_NOWHERE;
    summary->barriers += map->blocks[i];
  }
  for (guint i = 0; i < map->ways->len; i++) {
    const TyOsmWay *way = &g_array_index(map->ways, TyOsmWay, i);
    gboolean cut = FALSE;
    for (guint64 r = way->first_ref; r < way->first_ref + way->n_refs; r++)
      cut = cut || map->lat_e7[ty_osm_map_node(map, g_array_index(map->refs, gint64, r))] ==
                       TY_OSM_NOWHERE;
    summary->ways_cut += cut;
  }
}

TyOsmMap *ty_osm_map_read(const char *path, TyRoadProfile profile, TyRoadsSummary *summary,
                          GError **error) {
  g_autoptr(TyOsmMap) map = g_new0(TyOsmMap, 1);
  Reading reading = {profile, map, summary};

  map->ways = g_array_new(FALSE, FALSE, sizeof(TyOsmWay));
  map->refs = g_array_new(FALSE, FALSE, sizeof(gint64));
  map->turns = g_array_new(FALSE, FALSE, sizeof(TyOsmTurn));
  if (!ty_osm_read(path, NULL, 0, take_road, &reading, error))
    return NULL;
  if (map->ways->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no road for %s, expected some", path,
                ty_road_profile_name(profile));
    return NULL;
  }
  list_nodes(map);
  if (!ty_osm_read(path, map->ids, map->n_nodes, take_place, &reading, error))
    return NULL;
  count(map, summary);
  return g_steal_pointer(&map);
}

void ty_osm_map_free(TyOsmMap *map) {
  g_array_unref(map->ways);
  g_array_unref(map->refs);
  g_array_unref(map->turns);
  g_free(map->ids);
  g_free(map->lat_e7);
  g_free(map->lon_e7);
  g_free(map->blocks);
  g_free(map);
}
