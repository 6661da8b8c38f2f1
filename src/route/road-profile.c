/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-profile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FERRY_KMH 12
#define PUSHING_KMH 4 /* a bicycle, where it may be pushed only */

/* Speeds of everyday traffic by class of road; 0: not there, unless a tag lets them. */
static const struct {
  const char *highway;
  guint8 kmh[TY_N_ROAD_PROFILES]; /* car, bicycle, foot */
} roads[] = {
    {"motorway", {105, 0, 0}},
    {"motorway_link", {55, 0, 0}},
    {"trunk", {85, 0, 0}},
    {"trunk_link", {45, 0, 0}},
    {"primary", {62, 17, 5}},
    {"primary_link", {35, 17, 5}},
    {"secondary", {54, 17, 5}},
    {"secondary_link", {32, 17, 5}},
    {"tertiary", {44, 17, 5}},
    {"tertiary_link", {28, 17, 5}},
    {"unclassified", {32, 16, 5}},
    {"residential", {25, 16, 5}},
    {"living_street", {10, 12, 5}},
    {"service", {15, 14, 5}},
    {"road", {25, 16, 5}},
    {"track", {0, 12, 5}},
    {"path", {0, 11, 5}},
    {"cycleway", {0, 18, 5}},
    {"footway", {0, PUSHING_KMH, 5}},
    {"pedestrian", {0, PUSHING_KMH, 5}},
    {"bridleway", {0, 10, 5}},
    {"steps", {0, 1, 3}},
};

/* The most that a surface or a track's grade allows. */
static const struct {
  const char *name;
  guint8 kmh[TY_N_ROAD_PROFILES];
} surfaces[] = {
    {"paving_stones", {60, 16, 5}}, {"sett", {40, 12, 5}},
    {"cobblestone", {30, 10, 5}},   {"unhewn_cobblestone", {20, 8, 5}},
    {"metal", {60, 14, 5}},         {"wood", {40, 12, 5}},
    {"compacted", {60, 15, 5}},     {"fine_gravel", {40, 13, 5}},
    {"gravel", {35, 12, 5}},        {"pebblestone", {30, 10, 5}},
    {"unpaved", {35, 12, 5}},       {"ground", {25, 10, 5}},
    {"dirt", {25, 10, 5}},          {"earth", {25, 10, 5}},
    {"grass", {15, 8, 5}},          {"grass_paver", {30, 10, 5}},
    {"sand", {12, 5, 4}},           {"mud", {10, 4, 3}},
    {"rock", {15, 5, 3}},           {"grade1", {40, 16, 5}},
    {"grade2", {25, 13, 5}},        {"grade3", {18, 11, 5}},
    {"grade4", {12, 9, 5}},         {"grade5", {8, 7, 4}},
};

/* Which keys speak of whom, the most special last. */
static const char *const access_keys[TY_N_ROAD_PROFILES][5] = {
    {"access", "vehicle", "motor_vehicle", "motorcar", NULL},
    {"access", "vehicle", "bicycle", NULL},
    {"access", "foot", NULL},
};

static gboolean is_one_of(const char *value, const char *const *list) {
  return value && g_strv_contains(list, value);
}

/* The tag that decides who may come here: the most special there is. */
static const char *access_of(TyRoadProfile profile, const TyOsmThing *thing, gboolean *special) {
  const char *value = NULL;

  *special = FALSE;
  for (guint i = 0; access_keys[profile][i]; i++) {
    const char *found = ty_osm_tag(thing, access_keys[profile][i]);
    if (found) {
      value = found;
      *special = i > 0;
    }
  }
  return value;
}

static gboolean forbids(const char *access) {
  static const char *const closed[] = {"no",       "private",   "agricultural", "forestry",
                                       "military", "emergency", "use_sidepath", NULL};
  return is_one_of(access, closed);
}

/* "50", "50 km/h", "30 mph", "CH:urban", "walk", "none"; 0 when it says nothing. */
static double limit_kmh(const char *value) {
  char *end;

  if (!value)
    return 0;
  if (g_str_equal(value, "walk") || g_str_has_suffix(value, ":living_street"))
    return 7;
  if (g_str_equal(value, "none") || g_str_has_suffix(value, ":motorway"))
    return 130;
  if (g_str_has_suffix(value, ":urban"))
    return 50;
  if (g_str_has_suffix(value, ":rural"))
    return 80;
  double kmh = g_ascii_strtod(value, &end);
  while (*end == ' ')
    end++;
  if (g_str_has_prefix(end, "mph"))
    kmh *= 1.609344;
  return kmh >= 3 && kmh <= 200 ? kmh : 0;
}

/* Traffic goes a little below the limit. */
static double car_kmh(const TyOsmThing *way, const char *key, double usual_kmh) {
  double limit = limit_kmh(ty_osm_tag(way, key));
  if (limit == 0)
    limit = limit_kmh(ty_osm_tag(way, "maxspeed"));
  return limit > 0 ? MIN(limit * .88, 112) : usual_kmh;
}

static double surface_kmh(TyRoadProfile profile, const TyOsmThing *way, double kmh) {
  const char *surface = ty_osm_tag(way, "surface"), *grade = ty_osm_tag(way, "tracktype");

  for (guint i = 0; i < G_N_ELEMENTS(surfaces); i++)
    if (g_strcmp0(surface, surfaces[i].name) == 0 || g_strcmp0(grade, surfaces[i].name) == 0)
      kmh = MIN(kmh, surfaces[i].kmh[profile]);
  return kmh;
}

/* 1: along the way only; −1: against it only; 0: both. */
static int direction(TyRoadProfile profile, const TyOsmThing *way) {
  static const char *const yes[] = {"yes", "true", "1", NULL}, *const against[] = {"-1", "reverse",
                                                                                   NULL};
  const char *oneway = ty_osm_tag(way, "oneway"), *own = NULL;
  const char *junction = ty_osm_tag(way, "junction");

  if (profile == TY_ROAD_FOOT) {
    own = ty_osm_tag(way, "oneway:foot");
    return is_one_of(own, yes) ? 1 : is_one_of(own, against) ? -1 : 0;
  }
  if (profile == TY_ROAD_BICYCLE) {
    const char *lane = ty_osm_tag(way, "cycleway");
    own = ty_osm_tag(way, "oneway:bicycle");
    if (!own && lane && g_str_has_prefix(lane, "opposite"))
      return 0;
  }
  oneway = own ? own : oneway;
  if (is_one_of(oneway, against))
    return -1;
  if (is_one_of(oneway, yes))
    return 1;
  if (oneway && g_str_equal(oneway, "no"))
    return 0;
  return g_strcmp0(junction, "roundabout") == 0 || g_strcmp0(junction, "circular") == 0 ||
         g_strcmp0(ty_osm_tag(way, "highway"), "motorway") == 0;
}

/* "HH:MM", "HH:MM:SS", "PT1H30M", minutes. */
static double duration_s(const char *value) {
  int a, b, c = 0;
  char *end;

  if (!value)
    return NAN;
  if (sscanf(value, "%2d:%2d:%2d", &a, &b, &c) >= 2)
    return a >= 0 && b >= 0 && c >= 0 ? a * 3600. + b * 60. + c : NAN;
  if (g_str_has_prefix(value, "PT")) {
    double sum = 0;
    for (value += 2; *value; value = end + 1) {
      double number = g_ascii_strtod(value, &end);
      double unit = *end == 'H' ? 3600 : *end == 'M' ? 60 : *end == 'S' ? 1 : NAN;
      if (end == value || isnan(unit))
        return NAN;
      sum += number * unit;
    }
    return sum;
  }
  double minutes = g_ascii_strtod(value, &end);
  return end > value && *end == '\0' && minutes > 0 && minutes < 10000 ? minutes * 60 : NAN;
}

static gboolean ferry(TyRoadProfile profile, const TyOsmThing *way, TyRoadUse *use) {
  gboolean special;
  const char *access = access_of(profile, way, &special);

  if (forbids(access))
    return FALSE;
  use->duration_s = duration_s(ty_osm_tag(way, "duration"));
  use->out_kmh = use->back_kmh = FERRY_KMH;
  return TRUE;
}

static double usual_kmh(TyRoadProfile profile, const TyOsmThing *way, const char *highway) {
  gboolean special;
  const char *access = access_of(profile, way, &special);
  double kmh = -1;

  for (guint i = 0; i < G_N_ELEMENTS(roads); i++)
    if (g_str_equal(highway, roads[i].highway))
      kmh = roads[i].kmh[profile];
  if (kmh < 0 || forbids(access))
    return 0;
  if (access && g_str_equal(access, "dismount"))
    return PUSHING_KMH;
  if (profile == TY_ROAD_CAR) {
    static const char *const lanes[] = {"parking_aisle", "driveway", "drive-through", NULL};
    const char *grade = ty_osm_tag(way, "tracktype");
    if (g_str_equal(highway, "track") &&
        (special || g_strcmp0(grade, "grade1") == 0 || g_strcmp0(grade, "grade2") == 0))
      return 20;
    if (kmh == 0 && special && g_str_equal(highway, "pedestrian"))
      return 8;
    if (is_one_of(ty_osm_tag(way, "service"), lanes))
      return 10;
    return kmh;
  }
  /* A road that says that one may come, where usually one may not, is as good as another. */
  gboolean may = special && !g_str_equal(access, "dismount");
  if (profile == TY_ROAD_BICYCLE && may && kmh <= PUSHING_KMH && !g_str_equal(highway, "steps"))
    return 14;
  return may && kmh == 0 ? 5 : kmh;
}

gboolean ty_road_profile_way(TyRoadProfile profile, const TyOsmThing *way, TyRoadUse *use) {
  const char *highway = ty_osm_tag(way, "highway");

  *use = (TyRoadUse){0, 0, NAN};
  if (way->n_refs < 2)
    return FALSE;
  if (!highway)
    return g_strcmp0(ty_osm_tag(way, "route"), "ferry") == 0 && ferry(profile, way, use);
  double kmh = usual_kmh(profile, way, highway), out = kmh, back = kmh;
  if (kmh == 0)
    return FALSE;
  if (profile == TY_ROAD_CAR) {
    out = car_kmh(way, "maxspeed:forward", kmh);
    back = car_kmh(way, "maxspeed:backward", kmh);
  }
  int only = direction(profile, way);
  use->out_kmh = only < 0 ? 0 : surface_kmh(profile, way, out);
  use->back_kmh = only > 0 ? 0 : surface_kmh(profile, way, back);
  return TRUE;
}

gboolean ty_road_profile_blocks(TyRoadProfile profile, const TyOsmThing *node) {
  static const char *const for_cars[] = {"bollard",
                                         "block",
                                         "chain",
                                         "cycle_barrier",
                                         "stile",
                                         "turnstile",
                                         "kissing_gate",
                                         "wall",
                                         "fence",
                                         "hedge",
                                         "jersey_barrier",
                                         "log",
                                         "debris",
                                         "planter",
                                         "bus_trap",
                                         "sump_buster",
                                         "motorcycle_barrier",
                                         "full-height_turnstile",
                                         "rope",
                                         "ditch",
                                         "barrier_board",
                                         "hampshire_gate",
                                         NULL};
  static const char *const for_bicycles[] = {
      "stile", "turnstile", "full-height_turnstile", "wall", "fence", "hedge", "debris", NULL};
  static const char *const for_feet[] = {"wall", "fence", "hedge", NULL};
  const char *const *const closed[] = {for_cars, for_bicycles, for_feet};
  const char *barrier = ty_osm_tag(node, "barrier");
  gboolean special;

  if (!barrier && !ty_osm_tag(node, "highway"))
    return FALSE;
  const char *access = access_of(profile, node, &special);
  if (access)
    return forbids(access);
  return is_one_of(barrier, closed[profile]);
}

const char *ty_road_profile_restriction(TyRoadProfile profile, const TyOsmThing *relation) {
  static const char *const modes[] = {"motorcar", "bicycle", "foot"};
  static const char *const keys[] = {"restriction:motorcar", "restriction:bicycle",
                                     "restriction:foot"};
  const char *own = ty_osm_tag(relation, keys[profile]), *excepted;

  if (g_strcmp0(ty_osm_tag(relation, "type"), "restriction") != 0)
    return NULL;
  if (own)
    return own;
  if (profile == TY_ROAD_FOOT)
    return NULL;
  excepted = ty_osm_tag(relation, "except");
  if (excepted) {
    g_auto(GStrv) list = g_strsplit_set(excepted, "; ,", -1);
    if (g_strv_contains((const char *const *) list, modes[profile]) ||
        (profile == TY_ROAD_CAR && g_strv_contains((const char *const *) list, "motor_vehicle")))
      return NULL;
  }
  return ty_osm_tag(relation, "restriction");
}
