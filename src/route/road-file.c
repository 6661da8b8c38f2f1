/* SPDX-License-Identifier: Apache-2.0 */
#include "route/roads.h"

#include "base/checksum.h"
#include "base/file.h"

#include <string.h>

G_STATIC_ASSERT(sizeof(TyRoadsHead) == 88);
G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN);

#define ALIGNMENT 64

static const char *const profiles[] = {"car", "bicycle", "foot"};

const char *ty_road_profile_name(TyRoadProfile profile) {
  return profile < TY_N_ROAD_PROFILES ? profiles[profile] : "unknown";
}

gboolean ty_road_profile_parse(const char *name, TyRoadProfile *profile) {
  for (guint i = 0; name && i < TY_N_ROAD_PROFILES; i++)
    if (g_str_equal(name, profiles[i])) {
      *profile = i;
      return TRUE;
    }
  return FALSE;
}

void ty_roads_row_bytes(const TyRoadsHead *head, gsize *bytes) {
  gsize n = head->n, m = head->m, segments = head->n_segments;

  bytes[TY_ROADS_RANK] = n * sizeof(guint32);
  bytes[TY_ROADS_FIRST] = (n + 1) * sizeof(guint32);
  bytes[TY_ROADS_WAYS] = m * sizeof(TyWay);
  bytes[TY_ROADS_VIA] = m * sizeof(TyVia);
  bytes[TY_ROADS_LENGTHS] = head->has_lengths ? m * sizeof(TyPair) : 0;
  bytes[TY_ROADS_ARCS] = segments ? head->n_arcs * sizeof(TyRoadArcPlace) : 0;
  bytes[TY_ROADS_SEGMENTS] = segments * sizeof(TyRoadSegment);
  bytes[TY_ROADS_SEGMENT_FIRST] = segments ? (segments + 1) * sizeof(guint32) : 0;
  bytes[TY_ROADS_SEGMENT_ARCS] = segments ? head->n_arcs * sizeof(guint32) : 0;
  bytes[TY_ROADS_POINTS] = head->n_points * sizeof(TyRoadPoint);
  bytes[TY_ROADS_CELL_FIRST] =
      segments ? ((gsize) head->columns * head->rows + 1) * sizeof(guint32) : 0;
  bytes[TY_ROADS_CELLS] = head->n_cells * sizeof(guint32);
}

guint64 ty_roads_checksum(const TyRoadsHead *head, const guint8 *rest, gsize length) {
  TyRoadsHead blank = *head;

  blank.checksum = 0;
  return ty_checksum(rest, length, ty_checksum(&blank, sizeof blank, 0));
}

static gsize aligned(gsize bytes) { return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

GByteArray *ty_roads_write(TyRoadsParts *parts, GError **error) {
  gsize bytes[TY_N_ROADS_ROWS], size = aligned(sizeof(TyRoadsHead));

  ty_roads_row_bytes(&parts->head, bytes);
  for (guint i = 0; i < TY_N_ROADS_ROWS; i++)
    size += aligned(bytes[i]);
  if (size > G_MAXUINT32 / 2) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found roads of %zu bytes, expected at most %u: cut the map", size,
                G_MAXUINT32 / 2);
    return NULL;
  }
  GByteArray *file = g_byte_array_sized_new((guint) size);
  g_byte_array_set_size(file, (guint) size);
  memset(file->data, 0, size);
  memcpy(parts->head.magic, TY_ROADS_MAGIC, sizeof parts->head.magic);
  parts->head.version = TY_ROADS_VERSION;
  gsize at = aligned(sizeof(TyRoadsHead));
  for (guint i = 0; i < TY_N_ROADS_ROWS; at += aligned(bytes[i++]))
    if (bytes[i])
      memcpy(file->data + at, parts->rows[i], bytes[i]);
  parts->head.checksum =
      ty_roads_checksum(&parts->head, file->data + sizeof(TyRoadsHead), size - sizeof(TyRoadsHead));
  memcpy(file->data, &parts->head, sizeof(TyRoadsHead));
  return file;
}

/* Opening ---------------------------------------------------------------------------------------
 */

static gboolean refuse(GError **error, const char *path, const char *found, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected %s", path, found, expected);
  return FALSE;
}

/* A checksum speaks of accidents only: whatever leads to an address is looked at as well. Heads lie
 * above, so that the sums of a sweep come in order and do not wrap. */
static gboolean hierarchy_is_sound(const TyRoadsHead *head, const TyRoadHierarchy *h) {
  g_autofree guint8 *seen = g_new0(guint8, (gsize) h->n + 1);
  guint32 bad = h->first[0] != 0 || h->first[h->n] != h->m;

  for (guint32 v = 0; v < h->n; v++) {
    if (h->rank[v] >= h->n || seen[h->rank[v]])
      return FALSE;
    seen[h->rank[v]] = 1;
    bad |= h->first[v] > h->first[v + 1] || h->first[v + 1] > h->m;
  }
  if (bad)
    return FALSE;
  for (guint32 v = 0; v < h->n; v++)
    for (guint32 at = h->first[v]; at < h->first[v + 1]; at++)
      bad |= h->ways[at].head >= v || h->ways[at].out > TY_ROAD_FAR ||
             h->ways[at].back > TY_ROAD_FAR ||
             (at > h->first[v] && h->ways[at].head <= h->ways[at - 1].head);
  (void) head;
  return !bad;
}

static gboolean map_is_sound(const TyRoads *roads) {
  const TyRoadsHead *head = roads->head;
  guint32 bad =
      roads->segment_first[0] != 0 || roads->segment_first[head->n_segments] != head->n_arcs;
  guint64 point = 0, n_cells = (guint64) head->columns * head->rows;

  for (guint32 i = 0; i < head->n_arcs; i++)
    bad |= roads->arcs[i].tail >= head->n || roads->arcs[i].head >= head->n ||
           roads->arcs[i].segment / 2 >= head->n_segments || roads->segment_arcs[i] >= head->n_arcs;
  for (guint32 s = 0; s < head->n_segments; s++) {
    const TyRoadSegment *segment = &roads->segments[s];
    bad |= roads->segment_first[s] >= roads->segment_first[s + 1] ||
           segment->first_point != point || segment->n_points < 2 || segment->out > TY_ROAD_FAR ||
           segment->back > TY_ROAD_FAR;
    point += segment->n_points;
  }
  bad |= point != head->n_points || roads->cell_first[0] != 0 ||
         roads->cell_first[n_cells] != head->n_cells;
  for (guint64 c = 0; c < n_cells; c++)
    bad |= roads->cell_first[c] > roads->cell_first[c + 1];
  for (guint32 i = 0; i < head->n_cells; i++)
    bad |= roads->cells[i] >= head->n_points - 1;
  for (guint32 i = 0; i < head->n_points; i++)
    bad |= roads->points[i].lat_e7 < head->south_e7 || roads->points[i].lat_e7 > head->north_e7 ||
           roads->points[i].lon_e7 < head->west_e7 || roads->points[i].lon_e7 > head->east_e7;
  return !bad;
}

static gboolean head_is_sound(const TyRoadsHead *head) {
  gint64 high = (gint64) head->north_e7 - head->south_e7,
         wide = (gint64) head->east_e7 - head->west_e7;

  return head->n < G_MAXINT32 / 2 && head->m < G_MAXINT32 && head->n_arcs < G_MAXINT32 / 2 &&
         head->n_segments < G_MAXINT32 / 2 && head->n_points < G_MAXINT32 &&
         head->profile < TY_N_ROAD_PROFILES && head->has_lengths <= 1 &&
         (head->n_segments == 0 ||
          (head->has_lengths && head->columns > 0 && head->rows > 0 && head->cell_e7 > 0 &&
           high >= 0 && wide >= 0 && head->south_e7 >= -900000000 && head->north_e7 <= 900000000 &&
           head->west_e7 >= -1800000000 && head->east_e7 <= 1800000000 &&
           high / head->cell_e7 < head->rows && wide / head->cell_e7 < head->columns &&
           (guint64) head->columns * head->rows < G_MAXINT32));
}

static gboolean examine(TyRoads *roads, const char *path, GError **error) {
  const guint8 *bytes = (const guint8 *) g_mapped_file_get_contents(roads->file);
  gsize length = g_mapped_file_get_length(roads->file), rows[TY_N_ROADS_ROWS];
  gsize at = aligned(sizeof(TyRoadsHead)), size = at;
  const TyRoadsHead *head = roads->head = (const void *) bytes;
  const void *row[TY_N_ROADS_ROWS];

  if (length < sizeof *head || memcmp(head->magic, TY_ROADS_MAGIC, sizeof head->magic) != 0)
    return refuse(error, path, "something else", "a road file (tuyou roads makes one of a map)");
  if (head->version != TY_ROADS_VERSION)
    return refuse(error, path, "a road file of another version", "one made by this program");
  if (!head_is_sound(head))
    return refuse(error, path, "a damaged road file", "one whose head holds");
  ty_roads_row_bytes(head, rows);
  for (guint i = 0; i < TY_N_ROADS_ROWS; i++)
    size += aligned(rows[i]);
  if (size != length)
    return refuse(error, path, "a road file of another length than its head says", "a whole one");
  if (ty_roads_checksum(head, bytes + sizeof *head, length - sizeof *head) != head->checksum)
    return refuse(error, path, "a damaged road file", "one whose checksum holds");
  for (guint i = 0; i < TY_N_ROADS_ROWS; at += aligned(rows[i++]))
    row[i] = bytes + at;
  roads->hierarchy = (TyRoadHierarchy){.n = head->n,
                                       .m = head->m,
                                       .n_arcs = head->n_arcs,
                                       .rank = row[TY_ROADS_RANK],
                                       .first = row[TY_ROADS_FIRST],
                                       .ways = row[TY_ROADS_WAYS],
                                       .via = row[TY_ROADS_VIA],
                                       .lengths = head->has_lengths ? row[TY_ROADS_LENGTHS] : NULL};
  roads->arcs = row[TY_ROADS_ARCS];
  roads->segments = row[TY_ROADS_SEGMENTS];
  roads->segment_first = row[TY_ROADS_SEGMENT_FIRST];
  roads->segment_arcs = row[TY_ROADS_SEGMENT_ARCS];
  roads->points = row[TY_ROADS_POINTS];
  roads->cell_first = row[TY_ROADS_CELL_FIRST];
  roads->cells = row[TY_ROADS_CELLS];
  if (!hierarchy_is_sound(head, &roads->hierarchy) || (head->n_segments && !map_is_sound(roads)))
    return refuse(error, path, "a damaged road file", "numbers within the file");
  return TRUE;
}

TyRoads *ty_roads_open(const char *path, GError **error) {
  g_autoptr(TyRoads) roads = g_new0(TyRoads, 1);

  roads->file = ty_file_map(path, error);
  return roads->file && examine(roads, path, error) ? g_steal_pointer(&roads) : NULL;
}

void ty_roads_free(TyRoads *roads) {
  if (!roads)
    return;
  g_clear_pointer(&roads->file, g_mapped_file_unref);
  g_free(roads);
}

const TyRoadHierarchy *ty_roads_hierarchy(const TyRoads *roads) { return &roads->hierarchy; }

TyRoadsAbout ty_roads_about(const TyRoads *roads) {
  const TyRoadsHead *head = roads->head;

  return (TyRoadsAbout){.has_places = head->n_segments > 0,
                        .profile = head->profile,
                        .nodes = head->n,
                        .ways = head->m,
                        .segments = head->n_segments,
                        .points = head->n_points,
                        .southwest = {head->south_e7 * 1e-7, head->west_e7 * 1e-7},
                        .northeast = {head->north_e7 * 1e-7, head->east_e7 * 1e-7}};
}
