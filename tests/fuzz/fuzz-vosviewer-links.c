/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive-graph.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_graph(ty_graph_read_vosviewer_links, ty_graph_read_vosviewer_map,
                     "id\tlabel\n1\ta\n2\tb\n3\tc\n", data, size);
}
