/* SPDX-License-Identifier: Apache-2.0 */
/** What stands in a file of OpenStreetMap: .osm, .osm.gz or .osm.pbf, told by the content.
 *
 *     feeder ──fifo──▶ reader (readosm) ──pipe──▶ this process
 *
 * The file comes from strangers and the library that takes it apart trusts it. So that happens in a
 * process of its own, whose memory and time are limited and whose end does no harm: it hands over
 * records that are checked here. A second process unpacks .gz and looks at the frame of .pbf, so
 * that a torn file is told from a whole one. */
#pragma once
#include <tuyou/base.h>

typedef enum { TY_OSM_NODE = 1, TY_OSM_WAY, TY_OSM_RELATION } TyOsmKind;

typedef struct {
  const char *key, *value;
} TyOsmTag;

typedef struct {
  TyOsmKind kind;
  gint64 id;
  const char *role;
} TyOsmMember;

/** A node, way or relation, borrowed for the call. */
typedef struct {
  TyOsmKind kind;
  gint64 id;
  double lat_deg, lon_deg; /**< of a node, whatever the file says */
  gsize n_refs, n_members, n_tags;
  const gint64 *refs;         /**< nodes of a way */
  const TyOsmMember *members; /**< of a relation */
  const TyOsmTag *tags;
} TyOsmThing;

/** The value of a tag, NULL where there is none. */
const char *ty_osm_tag(const TyOsmThing *thing, const char *key);

typedef gboolean (*TyOsmFunc)(const TyOsmThing *thing, gpointer data, GError **error);

/** Hands over the ways and relations that could concern roads, in the order of the file; or, with
 * `wanted`, those nodes.
 *
 * @param wanted  n_wanted ids of nodes, ascending; NULL: ways and relations
 * @return FALSE with TY_ERROR_MISSING, TY_ERROR_INPUT (the file is torn, or not one of those),
 *         TY_ERROR_SYSTEM, or the error of `func` */
gboolean ty_osm_read(const char *path, const gint64 *wanted, gsize n_wanted, TyOsmFunc func,
                     gpointer data, GError **error);
