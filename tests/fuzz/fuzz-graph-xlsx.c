/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of an archive as they are; the workbook's parts are fuzzed by fuzz-xlsx. */
#include "fuzz/drive-graph.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);
  gboolean done = ty_graph_read_xlsx("f", (const char *) data, size, graph, &error);

  g_assert_true(done == !error);
  if (done)
    check_graph(graph);
  return 0;
}
