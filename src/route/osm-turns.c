/* SPDX-License-Identifier: Apache-2.0 */
/* Restrictions of turning out of the relations of a map, and where those over ways begin and end.
 */
#include "route/osm-map.h"

#include "route/road-condition.h"

#include <string.h>

/* The restriction in "no_left_turn @ (Mo-Fr 07:00-09:00)", when it holds in all hours in which one
 * travels; NULL with a count when not. */
static const char *unconditional(const char *text, char **kind, TyRoadsSummary *summary) {
  const char *at = strchr(text, '@');

  if (!at || (!g_str_has_prefix(text, "no_") && !g_str_has_prefix(text, "only_")))
    return NULL;
  switch (ty_condition_read(at + 1)) {
  case TY_CONDITION_ALWAYS:
    return *kind = g_strstrip(g_strndup(text, (gsize) (at - text)));
  case TY_CONDITION_SOMETIMES:
    summary->restrictions_timed++;
    return NULL;
  default:
    summary->restrictions_conditional++;
    return NULL;
  }
}

void ty_osm_turn_take(TyOsmMap *map, TyRoadProfile profile, const TyOsmThing *thing,
                      TyRoadsSummary *summary) {
  const char *kind = ty_road_profile_restriction(profile, thing);
  const char *condition = kind ? NULL : ty_road_profile_condition(profile, thing);
  g_autofree char *always = NULL;
  guint n_from = 0, n_nodes = 0, n_to = 0;
  TyOsmTurn turn = {0};

  if (condition)
    kind = unconditional(condition, &always, summary);
  if (!kind)
    return;
  turn.only = g_str_has_prefix(kind, "only_");
  if (!turn.only && !g_str_has_prefix(kind, "no_"))
    return;
  for (gsize i = 0; i < thing->n_members; i++) {
    const TyOsmMember *member = &thing->members[i];
    if (g_str_equal(member->role, "from") && member->kind == TY_OSM_WAY) {
      turn.from = member->id;
      n_from++;
    } else if (g_str_equal(member->role, "to") && member->kind == TY_OSM_WAY) {
      turn.to = member->id;
      n_to++;
    } else if (g_str_equal(member->role, "via") && member->kind == TY_OSM_NODE) {
      turn.via = member->id;
      n_nodes++;
    } else if (g_str_equal(member->role, "via")) {
      if (member->kind == TY_OSM_WAY && turn.n_over < TY_OSM_OVER_MOST)
        turn.over[turn.n_over] = member->id;
      turn.n_over += member->kind == TY_OSM_WAY ? 1 : TY_OSM_OVER_MOST + 1;
    }
  }
  if (n_from != 1 || n_to != 1 || n_nodes != (turn.n_over ? 0 : 1) ||
      turn.n_over > TY_OSM_OVER_MOST)
    summary->restrictions_not_held++;
  else
    g_array_append_val(map->turns, turn);
}

/* Ways over which one may not go on ---------------------------------------------------------------
 */

typedef struct {
  const TyOsmMap *map;
  GHashTable *way_of; /* gint64 id → number + 1 */
} Ways;

static const TyOsmWay *find_way(const Ways *ways, gint64 id) {
  guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(ways->way_of, &id));
  return number ? &g_array_index(ways->map->ways, TyOsmWay, number - 1) : NULL;
}

static gint64 ref_at(const Ways *ways, const TyOsmWay *way, guint32 i) {
  return g_array_index(ways->map->refs, gint64, way->first_ref + i);
}

static gboolean passes(const Ways *ways, const TyOsmWay *way, gint64 node) {
  for (guint32 i = 0; i < way->n_refs; i++)
    if (ref_at(ways, way, i) == node)
      return TRUE;
  return FALSE;
}

/* Follows the ways one after the other from end to end, the first from `via` on.
 * @return where they end; `against`: bit by bit, which are gone through against their nodes */
static gboolean follow(const Ways *ways, const TyOsmTurn *turn, gint64 via, gint64 *end,
                       guint32 *against) {
  *against = 0;
  *end = via;
  for (guint i = 0; i < turn->n_over; i++) {
    const TyOsmWay *way = find_way(ways, turn->over[i]);
    if (!way || way->n_refs < 2)
      return FALSE;
    gint64 first = ref_at(ways, way, 0), last = ref_at(ways, way, way->n_refs - 1);
    if (first == last || (first != *end && last != *end))
      return FALSE;
    *against |= first == *end ? 0 : 1U << i;
    *end = first == *end ? last : first;
  }
  return TRUE;
}

/* In the one direction in which the first way begins on the road that one comes from, and the last
 * ends on the road that one goes to; none, or both: it is not clear. */
static gboolean resolve(const Ways *ways, TyOsmTurn *turn) {
  const TyOsmWay *from = find_way(ways, turn->from), *to = find_way(ways, turn->to),
                 *over = find_way(ways, turn->over[0]);
  guint n_found = 0;

  if (!from || !to || !over || over->n_refs < 2)
    return FALSE;
  for (int e = 0; e < 2; e++) {
    gint64 via = ref_at(ways, over, e ? over->n_refs - 1 : 0), end;
    guint32 against;
    if (!passes(ways, from, via) || !follow(ways, turn, via, &end, &against) ||
        !passes(ways, to, end))
      continue;
    turn->via = via;
    turn->via_end = end;
    turn->against = against;
    n_found++;
  }
  return n_found == 1;
}

void ty_osm_turns_resolve(TyOsmMap *map, TyRoadsSummary *summary) {
  g_autoptr(GHashTable) way_of = g_hash_table_new(g_int64_hash, g_int64_equal);
  Ways ways = {map, way_of};
  guint kept = 0;

  for (guint i = 0; i < map->ways->len; i++)
    g_hash_table_insert(way_of, &g_array_index(map->ways, TyOsmWay, i).id, GUINT_TO_POINTER(i + 1));
  for (guint i = 0; i < map->turns->len; i++) {
    TyOsmTurn turn = g_array_index(map->turns, TyOsmTurn, i);
    if (turn.n_over && !resolve(&ways, &turn))
      summary->restrictions_not_held++;
    else
      g_array_index(map->turns, TyOsmTurn, kept++) = turn;
  }
  g_array_set_size(map->turns, kept);
}
