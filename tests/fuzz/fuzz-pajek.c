/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive-graph.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  return drive_graph(ty_graph_read_pajek, NULL, NULL, data, size);
}
