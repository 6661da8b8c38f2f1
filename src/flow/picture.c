/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"
#include "flow/clock.h"

#include "flow/ways.h"

#include "flow/level.h"
#include "flow/position.h"

#include <math.h>

#define CLOUD_WORDS 120
#define BAR_WORDS 20

static const char *text_of(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static double number_of(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

/* Words -----------------------------------------------------------------------------------------
 */

GBytes *ty_picture_words(const json_t *keywords, const TyPictureOptions *options, GError **error) {
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(TyWord));
  json_t *keyword;
  gsize i;

  json_array_foreach(json_object_get(keywords, "keywords"), i, keyword) {
    TyWord word = {text_of(keyword, "word"), number_of(keyword, "weight")};
    if (i < CLOUD_WORDS)
      g_array_append_val(words, word);
  }
  return ty_draw_wordcloud((const TyWord *) words->data, words->len, options, error);
}

GBytes *ty_picture_bars(const json_t *keywords, const TyPictureOptions *options, GError **error) {
  g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(TyBar));
  json_t *keyword;
  gsize i;

  json_array_foreach(json_object_get(keywords, "keywords"), i, keyword) {
    TyBar bar = {text_of(keyword, "word"), number_of(keyword, "weight")};
    if (i < BAR_WORDS)
      g_array_append_val(bars, bar);
  }
  return ty_draw_bars((const TyBar *) bars->data, bars->len, "TF-IDF 权重之和", 2, options, error);
}

GBytes *ty_picture_topics(const json_t *topics, const TyPictureOptions *options, GError **error) {
  g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(TyBar));
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
  json_t *topic, *word;
  gsize i, k;

  json_array_foreach(json_object_get(topics, "topics"), i, topic) {
    g_autoptr(GString) label = g_string_new(NULL);
    json_array_foreach(json_object_get(topic, "words"), k, word) if (k < 5)
        g_string_append_printf(label, "%s%s", k ? " " : "", text_of(word, "word"));
    g_ptr_array_add(labels, g_strdup(label->str));
    TyBar bar = {labels->pdata[i], 100 * number_of(topic, "share")};
    g_array_append_val(bars, bar);
  }
  return ty_draw_bars((const TyBar *) bars->data, bars->len, "占文档的百分比", 1, options, error);
}

/* Words without an edge that is shown say nothing in a picture of edges. */
static GHashTable *words_with_edges(const json_t *network) {
  GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
  json_t *edge;
  gsize i;

  json_array_foreach(json_object_get(network, "edges"), i, edge) {
    g_hash_table_add(words, (gpointer) text_of(edge, "from"));
    g_hash_table_add(words, (gpointer) text_of(edge, "to"));
  }
  return words;
}

GBytes *ty_picture_network(const json_t *network, gboolean by_year, const TyPictureOptions *options,
                           GError **error) {
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(TyNetworkNode));
  g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(TyNetworkEdge));
  g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) joined = words_with_edges(network);
  gboolean dated = FALSE;
  json_t *item;
  gsize i;

  json_array_foreach(json_object_get(network, "nodes"), i, item) {
    TyNetworkNode node = {text_of(item, "word"), number_of(item, "x"), number_of(item, "y"),
                          MAX(MAX(number_of(item, "documents"), number_of(item, "facts")), 1),
                          (guint32) number_of(item, "community")};
    if (!g_hash_table_contains(joined, node.label))
      continue;
    g_hash_table_insert(index, (gpointer) node.label, GUINT_TO_POINTER(nodes->len));
    g_array_append_val(nodes, node);
    const json_t *mean = json_object_get(item, "year");
    double year = mean ? json_number_value(mean) : NAN;
    dated |= mean != NULL;
    g_array_append_val(years, year);
  }
  if (by_year && !dated) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no year of any word, expected documents with dates");
    return NULL;
  }
  TyNetworkOverlay overlay = {(const double *) (const void *) years->data, "平均年份"};
  json_array_foreach(json_object_get(network, "edges"), i, item) {
    TyNetworkEdge edge = {GPOINTER_TO_UINT(g_hash_table_lookup(index, text_of(item, "from"))),
                          GPOINTER_TO_UINT(g_hash_table_lookup(index, text_of(item, "to"))),
                          number_of(item, "weight")};
    g_array_append_val(edges, edge);
  }
  return ty_draw_network_overlay((const TyNetworkNode *) nodes->data, nodes->len,
                                 (const TyNetworkEdge *) edges->data, edges->len, 0,
                                 by_year ? &overlay : NULL, options, error);
}

/* Tours -----------------------------------------------------------------------------------------
 */

/* The towns that counties are ruled from: 大足城区, 安岳县城 … */
static gboolean take_town(const TyCoordinate *coordinate, const char *name, gpointer data,
                          GError **error) {
  (void) error;
  if (coordinate->confidence >= TY_POSITION_TRUST && ty_is_county_seat(name)) {
    TyMapTown town = {g_strdup(name), coordinate->wgs84_lon_deg, coordinate->wgs84_lat_deg};
    g_array_append_val((GArray *) data, town);
  }
  return TRUE;
}

static void clear_town(gpointer town) { g_free((char *) ((TyMapTown *) town)->name); }

static const char *sign_of(const TyTripStop *stop) {
  static const char *const signs[] = {NULL, "起", "宿", "终"};
  return signs[stop->role];
}

/* The stops of a trip as a map has them. */
typedef struct {
  TyMapSite *sites;
  TyMapStop *stops;
  TyMapLeg *legs;
  gint64 *entities; /* of the stops */
  guint n_stops, n_legs;
  GPtrArray *missing; /* of char * */
} Drawn;

static Drawn drawn_new(guint n) {
  return (Drawn){g_new0(TyMapSite, n + 1),
                 g_new0(TyMapStop, n + 1),
                 g_new0(TyMapLeg, n + 1),
                 g_new(gint64, n + 1),
                 0,
                 0,
                 g_ptr_array_new_with_free_func(g_free)};
}

static void drawn_clear(Drawn *drawn) {
  g_free(drawn->sites);
  g_free(drawn->stops);
  g_free(drawn->legs);
  g_free(drawn->entities);
  g_ptr_array_unref(drawn->missing);
}

/* Where the tour sleeps or ends is the same sign as before, when it has been there. */
static guint32 stop_before(const Drawn *drawn, const TyTripStop *stop, gint64 entity) {
  guint32 i = 0;
  while (i < drawn->n_stops && (stop->role == TY_TRIP_VISIT || drawn->entities[i] != entity))
    i++;
  return i;
}

static gboolean add_drawn(TyWorkspace *workspace, const TyPlannedTrip *trip, guint i,
                          gssize *before, Drawn *drawn, GError **error) {
  const TyTripStop *stop = ty_trip_stop(trip, i);
  gint64 entity = g_array_index(trip->entities, gint64, i);
  guint32 at = stop_before(drawn, stop, entity);
  TySiteLevel level;

  if (!isfinite(stop->lon_deg)) {
    g_ptr_array_add(drawn->missing, g_strdup_printf("第 %u 天 %s", stop->day, stop->name));
    *before = -1;
    return TRUE;
  }
  if (!ty_level_of(workspace, entity, &level, error))
    return FALSE;
  if (at == drawn->n_stops) {
    drawn->sites[at] =
        (TyMapSite){stop->name, stop->lon_deg, stop->lat_deg, level, stop->position_estimated};
    drawn->stops[at] = (TyMapStop){at, stop->day, sign_of(stop)};
    drawn->entities[at] = entity;
    drawn->n_stops++;
  }
  if (*before >= 0 && *before != (gssize) at)
    drawn->legs[drawn->n_legs++] = (TyMapLeg){.from = (guint32) *before,
                                              .to = at,
                                              .day = stop->day,
                                              .origin = stop->leg_origin,
                                              .length_m = stop->leg_m,
                                              .lon_deg = stop->lon_path_deg,
                                              .lat_deg = stop->lat_path_deg,
                                              .n_points = stop->n_path};
  *before = at;
  return TRUE;
}

static GBytes *draw_map(TyWorkspace *workspace, const TyPlannedTrip *trip, Drawn *drawn,
                        const TyPictureOptions *options, GError **error) {
  g_autoptr(GArray) towns = g_array_new(FALSE, FALSE, sizeof(TyMapTown));
  gssize before = -1; /* the stop before, when it is on the map */

  g_array_set_clear_func(towns, clear_town);
  if (!ty_atlas_each_coordinate(workspace->atlas, 0, take_town, towns, error))
    return NULL;
  for (guint i = 0; i < trip->stops->len; i++)
    if (!add_drawn(workspace, trip, i, &before, drawn, error))
      return NULL;
  if (drawn->n_stops == 0) {
    g_set_error(
        error, TY_ERROR, TY_ERROR_NOT_FOUND,
        "found no position for any of the %u stops, expected one or more: add lat and lon to "
        "the sites, or draw a strip",
        trip->stops->len);
    return NULL;
  }
  TyMap map = {.sites = drawn->sites,
               .n_sites = drawn->n_stops,
               .stops = drawn->stops,
               .n_stops = drawn->n_stops,
               .legs = drawn->legs,
               .n_legs = drawn->n_legs,
               .towns = (const TyMapTown *) towns->data,
               .n_towns = towns->len,
               .missing = (const char *const *) drawn->missing->pdata,
               .n_missing = drawn->missing->len};
  return ty_draw_map(&map, options, error);
}

GBytes *ty_picture_map(TyWorkspace *workspace, const TyPlannedTrip *trip,
                       const TyPictureOptions *options, GError **error) {
  Drawn drawn = drawn_new(trip->stops->len);
  GBytes *picture = draw_map(workspace, trip, &drawn, options, error);

  drawn_clear(&drawn);
  return picture;
}

/* "09:00–11:00", "18:20 到", "09:00 出发". */
static char *hours_of(const TyTripStop *stop) {
  g_autofree char *from = ty_clock_text(stop->arrive_s), *until = ty_clock_text(stop->depart_s);

  return stop->role == TY_TRIP_VISIT   ? g_strdup_printf("%s–%s", from, until)
         : stop->role == TY_TRIP_START ? g_strdup_printf("%s 出发", until)
                                       : g_strdup_printf("%s 到", from);
}

GBytes *ty_picture_strip(TyWorkspace *workspace, const TyPlannedTrip *trip,
                         const TyPictureOptions *options, GError **error) {
  guint n = trip->stops->len;
  g_autofree TyStripStop *stops = g_new0(TyStripStop, n);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < n; i++) {
    const TyTripStop *stop = ty_trip_stop(trip, i);
    g_ptr_array_add(notes, hours_of(stop));
    stops[i] = (TyStripStop){.name = stop->name,
                             .day = stop->day,
                             .note = notes->pdata[i],
                             .leg_m = stop->leg_m,
                             .leg_s = stop->leg_s,
                             .leg_origin = stop->leg_origin,
                             .sign = sign_of(stop)};
    if (!ty_level_of(workspace, g_array_index(trip->entities, gint64, i), &stops[i].level, error))
      return NULL;
  }
  return ty_draw_strip(stops, n, options, error);
}
