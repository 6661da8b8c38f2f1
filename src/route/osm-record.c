/* SPDX-License-Identifier: Apache-2.0 */
#include "route/osm-record.h"

#include <string.h>

typedef struct {
  gint64 id;
  double lat_deg, lon_deg;
  guint32 kind, n_refs, n_members, n_tags;
} Head;

static void append_text(GByteArray *bytes, const char *text) {
  text = text ? text : "";
  g_byte_array_append(bytes, (const guint8 *) text, (guint) strlen(text) + 1);
}

void ty_osm_record_append(GByteArray *bytes, const TyOsmThing *thing) {
  Head head = {thing->id,
               thing->lat_deg,
               thing->lon_deg,
               thing->kind,
               (guint32) thing->n_refs,
               (guint32) thing->n_members,
               (guint32) thing->n_tags};
  guint from = bytes->len;
  guint32 size = 0;

  g_byte_array_append(bytes, (const guint8 *) &size, sizeof size);
  g_byte_array_append(bytes, (const guint8 *) &head, sizeof head);
  if (thing->n_refs)
    g_byte_array_append(bytes, (const guint8 *) thing->refs, (guint) (thing->n_refs * 8));
  for (gsize i = 0; i < thing->n_members; i++) {
    guint8 kind = (guint8) thing->members[i].kind;
    g_byte_array_append(bytes, (const guint8 *) &thing->members[i].id, 8);
    g_byte_array_append(bytes, &kind, 1);
    append_text(bytes, thing->members[i].role);
  }
  for (gsize i = 0; i < thing->n_tags; i++) {
    append_text(bytes, thing->tags[i].key);
    append_text(bytes, thing->tags[i].value);
  }
  size = bytes->len - from - (guint) sizeof size;
  memcpy(bytes->data + from, &size, sizeof size);
}

void ty_osm_room_init(TyOsmRoom *room) {
  room->refs = g_array_new(FALSE, FALSE, sizeof(gint64));
  room->members = g_array_new(FALSE, FALSE, sizeof(TyOsmMember));
  room->tags = g_array_new(FALSE, FALSE, sizeof(TyOsmTag));
}

void ty_osm_room_clear(TyOsmRoom *room) {
  g_array_unref(room->refs);
  g_array_unref(room->members);
  g_array_unref(room->tags);
}

static gboolean take(const guint8 **at, const guint8 *end, void *into, gsize length) {
  if ((gsize) (end - *at) < length)
    return FALSE;
  if (length > 0)
    memcpy(into, *at, length);
  *at += length;
  return TRUE;
}

static gboolean take_text(const guint8 **at, const guint8 *end, const char **text) {
  const guint8 *stop = memchr(*at, 0, (gsize) (end - *at));

  if (!stop)
    return FALSE;
  *text = (const char *) *at;
  *at = stop + 1;
  return TRUE;
}

gboolean ty_osm_record_read(const guint8 *bytes, gsize length, TyOsmRoom *room, TyOsmThing *thing) {
  const guint8 *at = bytes, *end = bytes + length;
  Head head;

  if (!take(&at, end, &head, sizeof head) || head.kind < TY_OSM_NODE ||
      head.kind > TY_OSM_RELATION || head.n_refs > (gsize) (end - at) / 8)
    return FALSE;
  g_array_set_size(room->refs, head.n_refs);
  g_array_set_size(room->members, 0);
  g_array_set_size(room->tags, 0);
  if (!take(&at, end, room->refs->data, head.n_refs * sizeof(gint64)))
    return FALSE;
  for (guint32 i = 0; i < head.n_members; i++) {
    TyOsmMember member = {0};
    guint8 kind;
    if (!take(&at, end, &member.id, 8) || !take(&at, end, &kind, 1) ||
        !take_text(&at, end, &member.role))
      return FALSE;
    member.kind = kind;
    g_array_append_val(room->members, member);
  }
  for (guint32 i = 0; i < head.n_tags; i++) {
    TyOsmTag tag;
    if (!take_text(&at, end, &tag.key) || !take_text(&at, end, &tag.value))
      return FALSE;
    g_array_append_val(room->tags, tag);
  }
  *thing = (TyOsmThing){.kind = head.kind,
                        .id = head.id,
                        .lat_deg = head.lat_deg,
                        .lon_deg = head.lon_deg,
                        .n_refs = head.n_refs,
                        .n_members = head.n_members,
                        .n_tags = head.n_tags,
                        .refs = (const gint64 *) (const void *) room->refs->data,
                        .members = (const TyOsmMember *) (const void *) room->members->data,
                        .tags = (const TyOsmTag *) (const void *) room->tags->data};
  return at == end;
}

const char *ty_osm_tag(const TyOsmThing *thing, const char *key) {
  for (gsize i = 0; i < thing->n_tags; i++)
    if (g_str_equal(thing->tags[i].key, key))
      return thing->tags[i].value;
  return NULL;
}
