/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/packed.h"
#include "flow/workspace.h"

#include <math.h>
#include <string.h>
#include <tuyou/roads.h>

#define GRAPH_BYTES_MOST ((gsize) 4 << 30)
#define TABLE_CELLS_MOST 4000000

gboolean ty_workspace_use_roads(TyWorkspace *workspace, const char *path, GError **error) {
  g_autoptr(TyRoads) roads = path ? ty_roads_open(path, error) : NULL;

  if (path && !roads)
    return FALSE;
  if (roads && !ty_roads_about(roads).has_places) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found a graph without places, expected roads of a map", path);
    return FALSE;
  }
  g_clear_pointer(&workspace->roads, ty_roads_free);
  g_clear_pointer(&workspace->roads_name, g_free);
  workspace->roads = g_steal_pointer(&roads);
  workspace->roads_name = path ? g_path_get_basename(path) : NULL;
  return TRUE;
}

/* Making a file ---------------------------------------------------------------------------------
 */

/* Graphs of the field go by their names. */
static gboolean looks_like_graph(const char *path) {
  g_autofree char *plain = g_ascii_strdown(path, -1);

  return g_str_has_suffix(plain, ".gr") || g_str_has_suffix(plain, ".gr.gz") ||
         g_str_has_suffix(plain, ".gr.xz");
}

static json_t *points_of(const TyRoadsAbout *about) {
  return json_pack("[[f, f], [f, f]]", about->southwest.lat_deg, about->southwest.lon_deg,
                   about->northeast.lat_deg, about->northeast.lon_deg);
}

static json_t *about_file(const char *path, GError **error) {
  g_autoptr(TyRoads) roads = ty_roads_open(path, error);

  if (!roads)
    return NULL;
  TyRoadsAbout about = ty_roads_about(roads);
  json_t *answer = json_pack("{s:s, s:I, s:I}", "kind", about.has_places ? "map" : "graph", "nodes",
                             (json_int_t) about.nodes, "arcs", (json_int_t) about.ways);
  if (about.has_places) {
    json_object_set_new(answer, "profile", json_string(ty_road_profile_name(about.profile)));
    json_object_set_new(answer, "segments", json_integer(about.segments));
    json_object_set_new(answer, "points", json_integer(about.points));
    json_object_set_new(answer, "bounds", points_of(&about));
  }
  return answer;
}

static GByteArray *compile_graph(const TyRoadsRequest *request, GError **error) {
  g_autoptr(GBytes) text = ty_file_unpack(request->file, GRAPH_BYTES_MOST, error);
  gsize length;

  if (!text)
    return NULL;
  const char *bytes = g_bytes_get_data(text, &length);
  g_autoptr(TyRoadGraph) graph =
      ty_road_graph_read(request->file, bytes ? bytes : "", length, request->seed, error);
  return graph ? ty_roads_compile_graph(graph, request->n_threads, error) : NULL;
}

static void add_summary(json_t *answer, const TyRoadsSummary *summary) {
  const struct {
    const char *key;
    guint64 value;
  } counts[] = {{"ways", summary->ways},
                {"ways_cut", summary->ways_cut},
                {"nodes_missing", summary->nodes_missing},
                {"nodes_misplaced", summary->nodes_misplaced},
                {"segments_apart", summary->segments_apart},
                {"barriers", summary->barriers},
                {"restrictions", summary->restrictions},
                {"restrictions_not_held", summary->restrictions_not_held}};
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    json_object_set_new(answer, counts[i].key, json_integer((json_int_t) counts[i].value));
}

json_t *ty_make_roads(const TyRoadsRequest *request, GError **error) {
  gboolean graph = looks_like_graph(request->file);
  TyRoadProfile profile = TY_ROAD_CAR;
  TyRoadsSummary summary;

  if (request->profile && !ty_road_profile_parse(request->profile, &profile)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the profile %s, expected car, bicycle or foot", request->profile);
    return NULL;
  }
  g_autoptr(GByteArray) file =
      graph ? compile_graph(request, error)
            : ty_roads_compile(request->file, profile, request->n_threads, &summary, error);
  if (!file || !ty_file_write(request->output, (const char *) file->data, file->len, error))
    return NULL;
  json_t *answer = about_file(request->output, error);
  if (answer && !graph)
    add_summary(answer, &summary);
  return answer;
}

/* Questions to a file ---------------------------------------------------------------------------
 */

typedef struct {
  GArray *ends;   /* of TyRoadEnd: nodes of a graph */
  GArray *places; /* of TyRoadPlace */
  GArray *snaps;  /* of TyRoadSnap: places of a map */
  GPtrArray *names;
} Asked;

static gboolean add_node(const TyRoadsAbout *about, const char *text, Asked *asked,
                         GError **error) {
  guint64 node;

  if (!g_ascii_string_to_unsigned(text, 10, 1, about->nodes, &node, NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found '%s', expected a node from 1 to %u", text,
                about->nodes);
    return FALSE;
  }
  TyRoadPlace place = {asked->ends->len, 1};
  TyRoadEnd end = {(guint32) node - 1, 0, 0};
  g_array_append_val(asked->places, place);
  g_array_append_val(asked->ends, end);
  return TRUE;
}

static gboolean add_point(const TyRoads *roads, const char *text, Asked *asked, GError **error) {
  char *end;
  TyPoint point;
  TyRoadSnap snap;

  point.lat_deg = g_ascii_strtod(text, &end);
  gboolean two = end > text && *end == ',';
  point.lon_deg = two ? g_ascii_strtod(end + 1, &end) : NAN;
  if (!two || *end || !ty_roads_snap(roads, point, &snap)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found '%s', expected latitude and longitude: 47.141,9.521", text);
    return FALSE;
  }
  g_array_append_val(asked->snaps, snap);
  return TRUE;
}

static gboolean add_all(const TyRoads *roads, const char *list, Asked *asked, GError **error) {
  TyRoadsAbout about = ty_roads_about(roads);
  g_auto(GStrv) items = g_strsplit_set(list, "; ", -1);

  for (char **item = items; *item; item++) {
    if (**item == '\0')
      continue;
    if (about.has_places ? !add_point(roads, *item, asked, error)
                         : !add_node(&about, *item, asked, error))
      return FALSE;
    g_ptr_array_add(asked->names, g_strdup(*item));
  }
  return TRUE;
}

static json_t *tell(const Asked *asked, gsize n_from, gsize n_to, gboolean map,
                    const TyRoadDistance *table, gsize columns) {
  json_t *rows = json_array();

  for (gsize a = 0; a < n_from; a++)
    for (gsize b = 0; b < n_to; b++) {
      TyRoadDistance found = table[a * columns + b + (map ? n_from : 0)];
      json_t *row = json_pack("{s:s, s:s}", "from", asked->names->pdata[a], "to",
                              asked->names->pdata[n_from + b]);
      gboolean far = found.weight == TY_ROAD_FAR;
      if (map) {
        json_object_set_new(row, "seconds",
                            far ? json_null() : ty_json_number(found.weight / 10., 1));
        json_object_set_new(row, "metres",
                            far ? json_null() : ty_json_number(found.length_dm / 10., 1));
        json_object_set_new(
            row, "from_road_m",
            ty_json_number(g_array_index(asked->snaps, TyRoadSnap, a).distance_m, 0));
        json_object_set_new(
            row, "to_road_m",
            ty_json_number(g_array_index(asked->snaps, TyRoadSnap, n_from + b).distance_m, 0));
      } else
        json_object_set_new(row, "weight", far ? json_null() : json_integer(found.weight));
      json_array_append_new(rows, row);
    }
  return rows;
}

static gboolean fits(gsize n_from, gsize n_to, GError **error) {
  if (n_from && n_to && n_to <= TABLE_CELLS_MOST / n_from)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found %zu places to start from and %zu to go to, expected some of both, and at most "
              "%d pairs",
              n_from, n_to, TABLE_CELLS_MOST);
  return FALSE;
}

json_t *ty_ask_roads(const char *file, const char *from, const char *to, guint n_threads,
                     GError **error) {
  json_t *answer = about_file(file, error);
  if (!answer || (!from && !to))
    return answer;
  g_autoptr(TyRoads) roads = ty_roads_open(file, error);
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(TyRoadEnd));
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(TyRoadPlace));
  g_autoptr(GArray) snaps = g_array_new(FALSE, FALSE, sizeof(TyRoadSnap));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Asked asked = {ends, places, snaps, names};
  gsize n_from = 0, n_to = 0;

  gboolean good = roads && add_all(roads, from ? from : "", &asked, error);
  n_from = names->len;
  good = good && add_all(roads, to ? to : "", &asked, error);
  n_to = names->len - n_from;
  if (!good || !fits(n_from, n_to, error) || (snaps->len && !fits(names->len, names->len, error))) {
    json_decref(answer);
    return NULL;
  }
  gboolean map = snaps->len > 0;
  gsize columns = map ? names->len : n_to;
  g_autofree TyRoadDistance *table = g_new(TyRoadDistance, columns * (map ? columns : n_from));
  if (map)
    ty_roads_table(roads, (const TyRoadSnap *) (const void *) snaps->data, columns, n_threads,
                   table);
  else {
    g_autoptr(TyRoadSearch) search = ty_road_search_new(ty_roads_hierarchy(roads));
    const TyRoadPlace *place = (const TyRoadPlace *) (const void *) places->data;
    ty_road_table(search, (const TyRoadEnd *) (const void *) ends->data, place, n_from,
                  place + n_from, n_to, n_threads, table);
  }
  json_object_set_new(answer, "table", tell(&asked, n_from, n_to, map, table, columns));
  return answer;
}
