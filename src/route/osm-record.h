/* SPDX-License-Identifier: Apache-2.0 */
/** Things of OpenStreetMap as bytes in a pipe: the size (guint32), then kind, id, place, how many
 * of everything; nodes; members; tags as text with a NUL behind each. */
#pragma once
#include "route/osm-read.h"

#define TY_OSM_RECORD_MAX ((guint32) 64 << 20)

/** Appends a thing. */
void ty_osm_record_append(GByteArray *bytes, const TyOsmThing *thing);

/** Memory for things that are read. */
typedef struct {
  GArray *refs, *members, *tags;
} TyOsmRoom;

void ty_osm_room_init(TyOsmRoom *room);
void ty_osm_room_clear(TyOsmRoom *room);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyOsmRoom, ty_osm_room_clear)

/** Reads the `length` bytes behind a size. What it gives lives as long as the bytes and the room.
 * @return FALSE when they are no thing */
gboolean ty_osm_record_read(const guint8 *bytes, gsize length, TyOsmRoom *room, TyOsmThing *thing);
