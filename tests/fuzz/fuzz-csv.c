/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/table.h"
#include "fuzz/drive.h"

/* Tables of any delimiter, as rows and as posts. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0};
  g_autoptr(GError) error = NULL;
  Driven driven = {0};
  TyTableSink sink = {NULL, drive_row, drive_reject, &driven};

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  TyWindowText source = {decoded.text, decoded.length};
  g_auto(TyWindow) window;
  ty_window_init(&window, ty_window_read_text, &source, 16, 0);
  gboolean done = ty_table_read_text("f", &window, &sink, &error);
  g_assert_true(done == !error);
  return drive_window(ty_posts_read_text, data, size, G_MAXSIZE);
}
