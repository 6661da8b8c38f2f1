/* SPDX-License-Identifier: Apache-2.0 */
/** Road files from any bytes. The checksum is put right first, so that what lies behind it is
 * reached: a file that opens answers questions without harm, whatever it says. */
#include "route/roads.h"

#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void ask(const TyRoads *roads) {
  static const TyPoint points[] = {{30, 105}, {30.001, 105.002}, {30.01, 105}, {-40, -70}};
  TyRoadSnap snaps[4];
  TyRoadDistance table[16];

  for (gsize i = 0; i < 4; i++)
    if (!ty_roads_snap(roads, points[i], &snaps[i]))
      return;
  ty_roads_table(roads, snaps, 4, 1, table);
  for (gsize i = 0; i < 16; i++) {
    GArray *way = ty_roads_way(roads, &snaps[i / 4], &snaps[i % 4], NULL);
    g_clear_pointer(&way, g_array_unref);
  }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autofree char *path = g_strdup_printf("/dev/shm/fuzz-roads-%d", (int) getpid());
  g_autofree guint8 *bytes = g_memdup2(data, MAX(size, 1));
  g_autoptr(GError) error = NULL;

  if (size >= sizeof(TyRoadsHead)) {
    TyRoadsHead head;
    memcpy(&head, bytes, sizeof head);
    head.checksum = ty_roads_checksum(&head, bytes + sizeof head, size - sizeof head);
    memcpy(bytes, &head, sizeof head);
  }
  if (!g_file_set_contents_full(path, (const char *) bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                0600, NULL))
    return 0;
  g_autoptr(TyRoads) roads = ty_roads_open(path, &error);
  unlink(path);
  if (!roads) {
    if (!error || error->domain != TY_ERROR)
      __builtin_trap();
    return 0;
  }
  if (ty_roads_about(roads).has_places)
    ask(roads);
  return 0;
}
