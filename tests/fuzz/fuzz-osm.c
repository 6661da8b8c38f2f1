/* SPDX-License-Identifier: Apache-2.0 */
/** Maps from any bytes: as a file of OpenStreetMap, and as the records that its reader hands over.
 */
#include "route/osm-record.h"

#include <string.h>
#include <tuyou/roads.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autofree char *path = g_strdup_printf("/dev/shm/fuzz-osm-%d", (int) getpid());
  g_autoptr(GError) error = NULL;
  g_auto(TyOsmRoom) room;
  TyOsmThing thing;

  ty_osm_room_init(&room);
  if (ty_osm_record_read(data, size, &room, &thing)) {
    g_autoptr(GByteArray) again = g_byte_array_new();
    ty_osm_record_append(again, &thing);
    if (again->len != size + 4 || memcmp(again->data + 4, data, size) != 0)
      __builtin_trap();
  }
  if (!g_file_set_contents_full(path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                0600, NULL))
    return 0;
  g_autoptr(GByteArray) bytes = ty_roads_compile(path, TY_ROAD_CAR, 1, NULL, &error);
  unlink(path);
  if (!bytes && (!error || error->domain != TY_ERROR))
    __builtin_trap();
  return 0;
}
